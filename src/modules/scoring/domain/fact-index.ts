import type { ArrangementFact } from './arrangement-facts.js';
import type { BesideFacts } from './beside-the-graph.js';
import type { ControlLimit } from './limit-control.js';
import type {
  ScoreComponentFact,
  ScoreFacts,
  ScoreProviderFact,
  ScoreRequirementFact,
  ScoreUseCaseFact,
} from './score-facts.js';

/** Records by id, as they are now; null: no longer a part of the register. */
export type Changed<T> = ReadonlyMap<string, T | null>;

/** What has changed of the facts that scores are made of, and all that stands beside the graph now. */
export interface FactChanges extends BesideFacts {
  useCases: Changed<ScoreUseCaseFact>;
  providers: Changed<ScoreProviderFact>;
  components: Changed<ScoreComponentFact>;
  requirements: Changed<ScoreRequirementFact>;
  arrangements: Changed<ArrangementFact>;
  /** All that hold now. */
  limits: readonly ControlLimit[];
}

/** A record before and after a change; null where there is none. */
export interface Change<T> {
  before: T | null;
  after: T | null;
}

/** Changes that facts have taken in. */
export interface AppliedChanges {
  readonly useCases: readonly Change<ScoreUseCaseFact>[];
  readonly providers: readonly Change<ScoreProviderFact>[];
  readonly components: readonly Change<ScoreComponentFact>[];
  readonly requirements: readonly Change<ScoreRequirementFact>[];
  readonly arrangements: readonly Change<ArrangementFact>[];
}

/** Records in the order of their ids, which decides between equals: the same whether they were read at once or one by one. */
export class Records<T extends { readonly id: string }> {
  readonly #all: T[];
  readonly #byId: Map<string, T>;

  constructor(records: readonly T[]) {
    this.#all = [...records];
    this.#byId = new Map(records.map((record) => [record.id, record]));
  }

  get all(): readonly T[] {
    return this.#all;
  }

  get(id: string): T | undefined {
    return this.#byId.get(id);
  }

  apply(changes: Changed<T>): Change<T>[] {
    return [...changes].map(([id, after]) => {
      const before = this.#byId.get(id) ?? null;
      this.#put(id, after, before !== null);
      return { before, after };
    });
  }

  #put(id: string, record: T | null, known: boolean): void {
    const at = this.#placeOf(id);
    if (record === null) {
      if (known) this.#all.splice(at, 1);
      this.#byId.delete(id);
      return;
    }
    this.#all.splice(at, known ? 1 : 0, record);
    this.#byId.set(id, record);
  }

  /** Where the id stands, or would stand. */
  #placeOf(id: string): number {
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#all[middle]!.id < id) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** The facts that scores are made of, by id, and the requirements by whose they are. */
export class FactIndex {
  readonly useCases: Records<ScoreUseCaseFact>;
  readonly providers: Records<ScoreProviderFact>;
  readonly components: Records<ScoreComponentFact>;
  readonly requirements: Records<ScoreRequirementFact>;
  readonly arrangements: Records<ArrangementFact>;
  /** Component → the arrangements that cover it. */
  #covering: ReadonlyMap<string, readonly ArrangementFact[]>;
  readonly #requirementsOf = new Map<string, ScoreRequirementFact[]>();
  /**
   * Component → the use cases and components that name it, once for each requirement or as their base model. Null until
   * somebody asks: a register that has no findings needs none, and a large one has half a million names.
   */
  #namedBy: Map<string, string[]> | null = null;

  constructor(facts: ScoreFacts) {
    this.useCases = new Records(facts.useCases);
    this.providers = new Records(facts.providers);
    this.components = new Records(facts.components);
    this.requirements = new Records(facts.requirements);
    this.arrangements = new Records(facts.arrangements);
    this.#covering = coveringOf(facts.arrangements);
    for (const requirement of facts.requirements) this.#link(requirement);
  }

  /** Requirements of either effect of a use case or component. */
  requirementsOf(id: string): readonly ScoreRequirementFact[] {
    return this.#requirementsOf.get(id) ?? [];
  }

  /** Arrangements that cover a component, of any legal entity; in the order of their ids. */
  covering(componentId: string): readonly ArrangementFact[] {
    return this.#covering.get(componentId) ?? [];
  }

  /** Ids of everything that stands on one of some components or is built on it, and of these themselves. */
  standingOn(componentIds: Iterable<string>): ReadonlySet<string> {
    const found = new Set(componentIds);
    if (found.size === 0) return found;
    const namedBy = (this.#namedBy ??= this.#allNamed());
    for (const id of found) for (const of of namedBy.get(id) ?? []) found.add(of);
    return found;
  }

  #allNamed(): Map<string, string[]> {
    const namedBy = new Map<string, string[]>();
    for (const { of, alternatives } of this.requirements.all) {
      for (const { componentId } of alternatives) addName(namedBy, componentId, of);
    }
    for (const { id, baseModelId } of this.components.all) addName(namedBy, baseModelId, id);
    return namedBy;
  }

  /** What was given again and is the same is no change of a requirement: the graph would be drawn again for it. */
  apply(changes: FactChanges): AppliedChanges {
    const requirements = this.requirements.apply(this.#withThoseOfGone(changes)).filter(isAnother);
    for (const { before, after } of requirements) {
      if (before) this.#unlink(before);
      if (after) this.#link(after);
    }
    return {
      useCases: this.useCases.apply(changes.useCases),
      providers: this.providers.apply(changes.providers),
      components: this.#applyComponents(changes.components),
      requirements,
      arrangements: this.#applyArrangements(changes.arrangements),
    };
  }

  #applyArrangements(changes: Changed<ArrangementFact>): Change<ArrangementFact>[] {
    const applied = this.arrangements.apply(changes);
    if (applied.length > 0) this.#covering = coveringOf(this.arrangements.all);
    return applied;
  }

  #applyComponents(changes: Changed<ScoreComponentFact>): Change<ScoreComponentFact>[] {
    const applied = this.components.apply(changes);
    for (const { before, after } of applied) {
      if (before?.baseModelId === after?.baseModelId) continue;
      if (before) this.#nameNoMore(before.baseModelId, before.id);
      if (after) addName(this.#namedBy, after.baseModelId, after.id);
    }
    return applied;
  }

  /** A use case takes its requirements along when it goes. */
  #withThoseOfGone({ useCases, requirements }: FactChanges): Changed<ScoreRequirementFact> {
    const gone = [...useCases].filter(([, useCase]) => useCase === null);
    const theirs = gone.flatMap(([id]) => this.requirementsOf(id).map((requirement) => requirement.id));
    // One that is given has moved to another owner.
    return new Map([...theirs.map((id) => [id, null] as const), ...requirements]);
  }

  #link(requirement: ScoreRequirementFact): void {
    const known = this.#requirementsOf.get(requirement.of);
    if (known) known.push(requirement);
    else this.#requirementsOf.set(requirement.of, [requirement]);
    for (const { componentId } of requirement.alternatives) {
      addName(this.#namedBy, componentId, requirement.of);
    }
  }

  #nameNoMore(componentId: string | null, by: string): void {
    const naming = componentId === null ? undefined : this.#namedBy?.get(componentId);
    naming?.splice(naming.indexOf(by), 1);
  }

  #unlink({ id, of, alternatives }: ScoreRequirementFact): void {
    for (const { componentId } of alternatives) this.#nameNoMore(componentId, of);
    const left = this.requirementsOf(of).filter((other) => other.id !== id);
    if (left.length > 0) this.#requirementsOf.set(of, left);
    else this.#requirementsOf.delete(of);
  }
}

function coveringOf(arrangements: readonly ArrangementFact[]): Map<string, ArrangementFact[]> {
  const covering = new Map<string, ArrangementFact[]>();
  for (const arrangement of arrangements) {
    for (const id of arrangement.componentIds) {
      const known = covering.get(id);
      if (known) known.push(arrangement);
      else covering.set(id, [arrangement]);
    }
  }
  return covering;
}

function addName(namedBy: Map<string, string[]> | null, componentId: string | null, by: string): void {
  if (namedBy === null || componentId === null) return;
  const naming = namedBy.get(componentId);
  if (naming) naming.push(by);
  else namedBy.set(componentId, [by]);
}

function isAnother<T>({ before, after }: Change<T>): boolean {
  return JSON.stringify(before) !== JSON.stringify(after);
}
