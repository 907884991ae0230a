/** Arbitrary contingency plans of the use cases of arbitrary registers. */
import fc from 'fast-check';
import type { ExerciseFact, PlanFact } from '../plan-control.js';

const BOTH = ['provider_failure', 'own_suspension'];

const sourceArbitrary = fc.record({
  version: fc.nat(9),
  updatedAt: fc.constant('2026-01-01T00:00:00.000Z'),
});

const exercisesArbitrary: fc.Arbitrary<ExerciseFact[]> = fc
  .array(
    fc.record({
      exercisedOn: fc.constantFrom('2024-01-01', '2025-12-01', '2026-01-01', '2026-02-01'),
      covers: fc.subarray(BOTH, { minLength: 1 }),
      outcome: fc.constantFrom('succeeded', 'succeeded', 'succeeded_with_issues', 'failed', 'unknown'),
      measuredRecoveryHours: fc.constantFrom(1, 1, 9, null),
      planHash: fc.constantFrom('h', 'h', 'h', 'old', null),
      source: sourceArbitrary,
    }),
    { maxLength: 3 },
  )
  .map((all) => all.map((one, i) => ({ id: `x${i}`, ...one })));

/** Most of them approved and for whatever fails, of the use cases and legal entities that are given. */
export function plansArbitrary(ids: {
  useCases: readonly string[];
  entities: readonly string[];
  providers: readonly string[];
  components: readonly string[];
}): fc.Arbitrary<PlanFact[]> {
  return fc
    .array(
      fc.record({
        useCaseId: fc.constantFrom(...ids.useCases),
        legalEntityId: fc.constantFrom(...ids.entities),
        thing: fc.constantFrom(null, null, null, ...ids.providers, ...ids.components.slice(0, 3)),
        covers: fc.subarray(BOTH, { minLength: 1 }),
        state: fc.constantFrom('approved', 'approved', 'approved', 'draft', 'submitted'),
        validTo: fc.constantFrom('2026-12-31', '2026-12-31', '2026-02-28'),
        exercises: exercisesArbitrary,
        source: sourceArbitrary,
      }),
      { maxLength: 8 },
    )
    .map((all) =>
      all.map(({ thing, ...plan }, i) => ({
        ...{ id: `q${i}`, hash: 'h', ...plan },
        providerId: thing !== null && ids.providers.includes(thing) ? thing : null,
        componentId: thing !== null && ids.components.includes(thing) ? thing : null,
      })),
    );
}
