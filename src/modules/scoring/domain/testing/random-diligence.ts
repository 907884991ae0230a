/** Arbitrary decisions of due diligence on the providers of arbitrary registers. */
import fc from 'fast-check';
import type { DiligenceFact } from '../due-diligence.js';

/** Most of them approved and in date; one for each legal entity and provider. */
export function diligenceArbitrary(ids: {
  entities: readonly string[];
  providers: readonly string[];
}): fc.Arbitrary<DiligenceFact[]> {
  const one = fc.record({
    legalEntityId: fc.constantFrom(...ids.entities),
    providerId: fc.constantFrom(...ids.providers),
    approved: fc.constantFrom(true, true, true, false),
    validFrom: fc.constantFrom('2026-02-01', '2024-06-01'),
    validTo: fc.constantFrom('2027-02-01', '2027-02-01', '2026-02-20'),
    overdue: fc.constantFrom(false, false, true),
    pilot: fc.constantFrom(null, null, ['public', 'internal']),
    heads: fc.array(fc.constantFrom('meets', 'meets', 'gaps', 'not_assessable', 'unknown'), {
      maxLength: 4,
    }),
    modelRiskFramework: fc.constantFrom(null, 'meets', 'gaps', 'not_assessable', 'unknown'),
    source: fc.record({ version: fc.nat(9), updatedAt: fc.constant('2026-01-01T00:00:00.000Z') }),
  });
  const keyOf = (fact: { legalEntityId: string; providerId: string }): string =>
    `${fact.legalEntityId} ${fact.providerId}`;
  return fc.uniqueArray(one, { selector: keyOf, maxLength: 8 }).map((all) =>
    all.map(({ approved, validFrom, validTo, ...fact }) => ({
      ...{ id: `d ${keyOf(fact)}`, ...fact, approved },
      ...(approved ? { validFrom, validTo } : { validFrom: null, validTo: null }),
    })),
  );
}
