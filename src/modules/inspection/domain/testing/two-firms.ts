import fc from 'fast-check';
import type { InspectionFacts } from '../facts.js';
import { TestRegister } from './register.js';
import { aRandomRegister } from './moves.js';

/** Two legal entities that have the same use, each with records of its own, and some with none of a kind. */
export const FIRMS = ['firm', 'sister'] as const;

type Whose = 'both' | (typeof FIRMS)[number];
type Owned = { readonly id: string; readonly legalEntityId: string | null };

const OWNED = [
  ...([
    'arrangements',
    'assessments',
    'activities',
    'reviews',
    'riskStatements',
    'controls',
    'policies',
  ] as const),
  ...([
    'competences',
    'delegations',
    'correspondence',
    'exceptions',
    'plans',
    'changes',
    'dataFlows',
  ] as const),
] as const;

/** Registers of two legal entities that share a use: each record is of one of them, or each has one. */
export const aSharedRegister: fc.Arbitrary<InspectionFacts> = fc
  .tuple(
    aRandomRegister.map(withChangesAndExceptions),
    fc.array(fc.constantFrom<Whose>('both', ...FIRMS), { minLength: 40, maxLength: 40 }),
    fc.constantFrom('licensed_corporation', 'group_company'),
  )
  .map(([{ facts }, whose, kind]) => shared(facts, whose, kind));

/** Something to be owned of the lists that are empty in a good register. */
function withChangesAndExceptions(register: TestRegister): TestRegister {
  return register
    .change('prompt_or_orchestration_changed', ['R-13c'], { useCaseId: 'use' })
    .change('terms_changed', ['R-26c', 'R-29a'], { arrangementId: 'contract' })
    .change('transparency_withdrawn', ['R-26a', 'R-26'], { providerId: 'maker' })
    .exception('R-21')
    .claim('R-24');
}

function shared(facts: InspectionFacts, whose: readonly Whose[], kind: string): InspectionFacts {
  const sister = { id: 'sister', name: 'sister', nameZhHant: null, kind };
  let place = 0;
  const spread = Object.fromEntries(
    OWNED.map((list) => {
      const owned = (facts[list] as readonly Owned[]).flatMap((one) => {
        const of = whose[place++ % whose.length] ?? 'both';
        return one.legalEntityId === null ? [one] : copies(one, of);
      });
      return [list, owned];
    }),
  );
  return {
    ...facts,
    ...spread,
    legalEntities: [...facts.legalEntities, sister],
    useCases: facts.useCases.map((useCase) => ({ ...useCase, legalEntityIds: [...FIRMS] })),
  };
}

function copies(one: Owned, of: Whose): Owned[] {
  if (of !== 'both') return [{ ...one, legalEntityId: of }];
  return [one, { ...one, id: `${one.id}-of-sister`, legalEntityId: 'sister' }];
}

/** What is loaded where one legal entity is asked about, as the statements of the read model say. */
export function factsFor(legalEntityId: string, facts: InspectionFacts): InspectionFacts {
  const isOwn = (one: { readonly legalEntityId: string | null }): boolean =>
    one.legalEntityId === null || one.legalEntityId === legalEntityId;
  const useCases = facts.useCases
    .filter(({ legalEntityIds }) => legalEntityIds.includes(legalEntityId))
    .map((useCase) => ({ ...useCase, legalEntityIds: [legalEntityId] }));
  const uses = new Set(useCases.map(({ id }) => id));
  const isOnUse = ({ useCaseId }: { readonly useCaseId: string | null }): boolean =>
    useCaseId !== null && uses.has(useCaseId);
  const arrangements = facts.arrangements.filter(isOwn);
  return {
    ...facts,
    legalEntities: facts.legalEntities.filter(({ id }) => id === legalEntityId),
    ...{ useCases, arrangements },
    activities: facts.activities.filter((one) => isOwn(one) || isOnUse(one)),
    changes: facts.changes.filter((one) => isOwn(one) || isOnUse(one)),
    serviceRecords: facts.serviceRecords.filter(({ arrangementId }) =>
      arrangements.some(({ id }) => id === arrangementId),
    ),
    ...Object.fromEntries(
      OWNED.filter((list) => !['arrangements', 'activities', 'changes'].includes(list)).map((list) => [
        list,
        (facts[list] as readonly Owned[]).filter(isOwn),
      ]),
    ),
  };
}
