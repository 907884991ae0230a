/** Arbitrary notifications of the regulator on the use cases of arbitrary registers. */
import fc from 'fast-check';
import type { NoticeFact } from '../notification-decisions.js';

export function noticesArbitrary(ids: {
  useCases: readonly string[];
  entities: readonly string[];
}): fc.Arbitrary<NoticeFact[]> {
  const one = fc.record({
    useCaseId: fc.constantFrom(...ids.useCases),
    legalEntityId: fc.constantFrom(...ids.entities),
    decision: fc.constantFrom('notify', 'not_a_significant_change', 'undecided', 'unknown'),
    source: fc.record({ version: fc.nat(9), updatedAt: fc.constant('2026-01-01T00:00:00.000Z') }),
  });
  return fc.array(one, { maxLength: 6 }).map((all) => all.map((notice, i) => ({ id: `n${i}`, ...notice })));
}
