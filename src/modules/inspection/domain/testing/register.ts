import type { ActivityFact, ChangeFact, ExceptionFact, InspectionFacts, UseCaseFact } from '../facts.js';
import { Architecture } from '../architecture.js';
import { InspectedRegister } from '../inspected-register.js';
import { GOOD, PRESENT } from './good-firm.js';

type Lists = Omit<InspectionFacts, 'today' | 'cadence'>;
type FactOf<Name extends keyof Lists> = Lists[Name][number];

/** A register that differs from the good one in what a test says; each step is a new one. */
export class TestRegister {
  constructor(readonly facts: InspectionFacts = GOOD) {}

  /** One fact, or every one of a list, with something else said of it. */
  with<Name extends keyof Lists>(list: Name, id: string | null, more: Partial<FactOf<Name>>): TestRegister {
    const facts = this.facts[list] as readonly FactOf<Name>[];
    if (id !== null && !facts.some((fact) => fact.id === id)) throw new Error(`no ${id} in ${list}`);
    return this.#put(
      list,
      facts.map((fact) => (id === null || fact.id === id ? { ...fact, ...more } : fact)),
    );
  }

  plus<Name extends keyof Lists>(list: Name, ...more: readonly FactOf<Name>[]): TestRegister {
    return this.#put(list, [...(this.facts[list] as readonly FactOf<Name>[]), ...more]);
  }

  /** Without one fact, or without any of a list. */
  without<Name extends keyof Lists>(list: Name, id: string | null = null): TestRegister {
    const facts = this.facts[list] as readonly FactOf<Name>[];
    if (id !== null && !facts.some((fact) => fact.id === id)) throw new Error(`no ${id} in ${list}`);
    return this.#put(list, id === null ? [] : facts.filter((fact) => fact.id !== id));
  }

  use(more: Partial<UseCaseFact>): TestRegister {
    return this.with('useCases', 'use', more);
  }

  /** The last activity of a kind; in the good register there is one of each, by its kind. */
  activity(kind: string, more: Partial<ActivityFact>): TestRegister {
    return this.with('activities', kind, more);
  }

  exception(rule: string, more: Partial<ExceptionFact> = {}): TestRegister {
    return this.plus('exceptions', {
      ...{ id: `exception-${rule}`, kind: 'exception', rule, legalEntityId: 'firm' },
      ...{ useCaseId: null, providerId: null, componentId: null },
      ...more,
    });
  }

  /** An approved claim that a rule does not apply. */
  claim(rule: string): TestRegister {
    return this.exception(rule, { kind: 'not_applicable' });
  }

  change(kind: string, openRules: readonly string[], more: Partial<ChangeFact> = {}): TestRegister {
    return this.plus('changes', {
      ...{ id: `change-${kind}`, kind, legalEntityId: 'firm', providerId: null, componentId: null },
      ...{ arrangementId: null, useCaseId: null, subjectEntityId: null, retestDueOn: null, openRules },
      ...more,
    });
  }

  build(): InspectedRegister {
    return inspected(this.bound().facts);
  }

  /** What was done on the present stack says which that is. */
  bound(): TestRegister {
    const architecture = new Architecture(this.facts);
    const hashes = new Map(this.facts.useCases.map((fact) => [fact.id, architecture.hashOf(fact)]));
    const activities = this.facts.activities.map((one): ActivityFact => {
      const hash = one.useCaseId === null ? null : (hashes.get(one.useCaseId) ?? null);
      const meant = (text: string): string => (text === PRESENT ? (hash ?? '') : text);
      return {
        ...one,
        configurationHash: one.configurationHash === PRESENT ? hash : one.configurationHash,
        rulings: one.rulings.map(({ ruling, fromHash, toHash }) => ({
          ...{ ruling, fromHash: meant(fromHash), toHash: meant(toHash) },
        })),
      };
    });
    return this.#put('activities', activities);
  }

  #put(list: keyof Lists, facts: readonly unknown[]): TestRegister {
    return new TestRegister({ ...this.facts, [list]: facts });
  }
}

export function aRegister(): TestRegister {
  return new TestRegister();
}

export function inspected(facts: InspectionFacts): InspectedRegister {
  return new InspectedRegister(facts, new Architecture(facts));
}
