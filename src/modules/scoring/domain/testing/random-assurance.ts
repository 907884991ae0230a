/** Arbitrary records of assurance, claims that something does not apply, and changes, of arbitrary registers. */
import fc from 'fast-check';
import { VALIDATION_SCOPE } from '../../../diligence/assurance.public.js';
import type { ActivityFact } from '../assurance-activities.js';
import { type FailureFact, READ_KINDS } from '../assurance-of-use.js';
import type { WithdrawalFact } from '../beside-the-graph.js';
import { type ClaimFact, CLAIMABLE_RULES } from '../not-applicable.js';
import type { Placed } from '../placed-records.js';

interface Ids {
  useCases: readonly string[];
  entities: readonly string[];
  providers: readonly string[];
  components: readonly string[];
  arrangements: readonly string[];
}

const source = fc.record({ version: fc.nat(9), updatedAt: fc.constant('2026-01-01T00:00:00.000Z') });

/** Of what a random use case runs on, which nobody can write down before: the test puts the present hash in its place. */
export const PRESENT_STACK = 'present';

const activity: fc.Arbitrary<Omit<ActivityFact, 'id'>> = fc
  .record({
    kind: fc.constantFrom('validation' as const, ...READ_KINDS),
    performedOn: fc.constantFrom('2026-02-20', '2026-02-01', '2025-12-01', '2025-07-01', '2024-01-01'),
    configurationHash: fc.constantFrom(PRESENT_STACK, PRESENT_STACK, PRESENT_STACK, 'old', null),
    scope: fc.constantFrom<string[]>([...VALIDATION_SCOPE], [...VALIDATION_SCOPE], ['performance'], []),
    outcome: fc.constantFrom('passed', 'passed', 'passed_with_issues', 'failed', 'unknown'),
    issues: fc.array(fc.constantFrom('fixed', 'accepted', 'open', 'unknown'), { maxLength: 1 }),
    missed: fc.nat(9).map((one) => one === 0),
    breached: fc.nat(9).map((one) => one === 0),
    nextDueOn: fc.constantFrom(null, null, '2026-02-25', '2027-01-01'),
    rulings: fc.array(
      fc.record({
        toHash: fc.constant(PRESENT_STACK),
        ruling: fc.constantFrom('minor', 'minor', 'material'),
      }),
      { maxLength: 1 },
    ),
    source,
  })
  // What is simply passed has nothing left open, and missed no target.
  .map((one) =>
    one.outcome === 'passed'
      ? { ...one, missed: false, issues: one.issues.map(() => 'fixed') }
      : { ...one, missed: one.missed && one.kind === 'accuracy_test' },
  );

/** The newest first, as scores read them. */
export function activitiesArbitrary(useCaseId: string): fc.Arbitrary<ActivityFact[]> {
  return fc
    .array(activity, { maxLength: 8 })
    .map((all) =>
      all
        .map((one, i) => ({ id: `${useCaseId} y${i}`, ...one }))
        .sort((a, b) => (a.performedOn === b.performedOn ? 0 : a.performedOn < b.performedOn ? 1 : -1)),
    );
}

type Place = Pick<Placed, 'useCaseId' | 'arrangementId' | 'providerId' | 'componentId'>;
const NOWHERE: Place = { useCaseId: null, arrangementId: null, providerId: null, componentId: null };

function placeArbitrary(places: Partial<Record<keyof Place, readonly string[]>>): fc.Arbitrary<Place> {
  const named = Object.entries(places).map(([column, ids]) =>
    fc.constantFrom(...ids).map((id) => ({ ...NOWHERE, [column]: id })),
  );
  return fc.oneof(fc.constant(NOWHERE), ...named);
}

export function failuresArbitrary({ entities, providers, components }: Ids): fc.Arbitrary<FailureFact[]> {
  const one = fc
    .record({
      place: placeArbitrary({ providerId: providers, componentId: components }),
      legalEntityId: fc.constantFrom(...entities),
      kind: fc.constantFrom(...READ_KINDS),
      performedOn: fc.constant('2026-01-15'),
      source,
    })
    .map(({ place, ...rest }) => ({ ...place, ...rest }));
  return fc.array(one, { maxLength: 2 }).map((all) => all.map((failure, i) => ({ id: `f${i}`, ...failure })));
}

/** Most of them approved and in date, of a provider. */
export function claimsArbitrary(ids: Ids): fc.Arbitrary<ClaimFact[]> {
  const { useCases, entities, providers, components } = ids;
  const places = { useCaseId: useCases, providerId: providers, componentId: components };
  const one = fc
    .record({
      place: fc.oneof(placeArbitrary({ providerId: providers }), placeArbitrary(places)),
      legalEntityId: fc.constantFrom(...entities),
      rule: fc.constantFrom(...CLAIMABLE_RULES),
      approvedBy: fc.constantFrom('q', 'q', 'q', null),
      expiresOn: fc.constantFrom('2026-12-31', '2026-12-31', '2026-02-28'),
      source,
    })
    .map(({ place, ...rest }) => ({ ...place, ...rest }));
  return fc.array(one, { maxLength: 8 }).map((all) => all.map((claim, i) => ({ id: `k${i}`, ...claim })));
}

export function withdrawalsArbitrary(ids: Ids): fc.Arbitrary<WithdrawalFact[]> {
  const { useCases, entities, providers, components, arrangements } = ids;
  const places = {
    ...{ useCaseId: useCases, providerId: providers },
    ...{ componentId: components, arrangementId: arrangements },
  };
  const one = fc
    .record({
      place: placeArbitrary(places),
      legalEntityId: fc.constantFrom(...entities, null),
      kind: fc.constant('transparency_withdrawn'),
      state: fc.constantFrom('untriaged', 'open', 'closed'),
      source,
    })
    .map(({ place, ...rest }) => ({ ...place, ...rest }));
  return fc.array(one, { maxLength: 2 }).map((all) => all.map((event, i) => ({ id: `w${i}`, ...event })));
}
