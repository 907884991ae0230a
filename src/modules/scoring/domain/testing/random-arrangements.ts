/** Arbitrary arrangements of a small register, with their indemnities and responsibilities. */
import fc from 'fast-check';
import { TASKS } from '../../../arrangements/arrangement-terms.public.js';
import type { ArrangementFact } from '../arrangement-facts.js';

/** Ids that an arrangement may name. */
interface Register {
  entities: string[];
  providers: string[];
  components: string[];
}

const SIGMAS = ['easily', 'medium', 'not_substitutable', 'unknown'] as const;

const sourced = { source: { version: 1, updatedAt: '2026-01-01T00:00:00.000Z' } };

const indemnityArbitrary = (risk: string): fc.Arbitrary<ArrangementFact['indemnities'][number]> =>
  fc
    .record({
      protection: fc.constantFrom('uncapped', 'capped', 'excluded', 'silent', 'unknown'),
      conditions: fc.array(
        fc.record({
          text: fc.constantFrom('Left as it is.', 'Paid.'),
          kind: fc.constantFrom('not_fine_tuned', 'paid_tier', 'other', 'unknown'),
          met: fc.constantFrom('yes', 'yes', 'no', 'unknown'),
          brokenBy: fc.constant(null),
          evidenced: fc.boolean(),
        }),
        { maxLength: 2 },
      ),
      isWhole: fc.boolean(),
    })
    .map(({ isWhole, conditions, protection }) => ({
      ...{
        id: `i-${risk}`,
        risk,
        label: null,
        protection,
        cap: null,
        capBase: 'unknown',
        conditions,
        ...sourced,
      },
      conditionsStatus: conditions.length > 0 ? 'known' : isWhole ? 'none' : 'unknown',
    }));

/** An arrangement that is in force. */
export function arrangementArbitrary(
  id: string,
  { entities, providers, components }: Register,
): fc.Arbitrary<ArrangementFact> {
  const answer = fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const);
  return fc
    .record({
      legalEntityId: fc.constantFrom(...entities),
      providerId: fc.constantFrom(...providers, null),
      componentIds: fc.subarray(components.slice(0, 8)),
      noticeDaysProvider: fc.constantFrom(30, 90, null),
      providerMayTerminate: fc.constantFrom('yes', 'no', 'unknown'),
      reliance: fc.constantFrom('low', 'full', 'unknown'),
      substitutability: fc.constantFrom(...SIGMAS),
      retention: fc.constantFrom('none', 'indefinite', 'unknown'),
      trainingUse: fc.constantFrom('contractually_excluded', 'possible', 'unknown'),
      chain: fc.constantFrom('no_subprocessor', 'unknown'),
      privacyTerms: fc.constantFrom('evidenced_with_protection', 'evidenced', 'none', 'unknown'),
      auditRights: fc.constantFrom('yes', 'none', 'unknown'),
      termsOfUse: fc.constantFrom('allowed', 'unresolved', 'unknown'),
      ...{ ipBreachMaterial: answer, privacyBreachMaterial: answer },
      ...{ ipProtectiveMeasure: answer, privacyProtectiveMeasure: answer },
      territories: fc.uniqueArray(
        fc.record({
          jurisdiction: fc.constant('HK'),
          componentId: fc.constantFrom(null, 'c0', 'c1'),
          status: fc.constantFrom('supported', 'restricted', 'unsupported', 'unknown'),
        }),
        { maxLength: 3, selector: ({ componentId }) => componentId },
      ),
      indemnities: fc
        .subarray(['ip_output', 'ip_training_data', 'privacy'])
        .chain((risks) => fc.tuple(...risks.map(indemnityArbitrary))),
      sides: fc.array(fc.constantFrom('firm', 'provider', 'unassigned'), { minLength: 9, maxLength: 10 }),
      source: fc.record({ version: fc.nat(9), updatedAt: fc.constant('2026-01-01T00:00:00.000Z') }),
    })
    .map(({ sides, ...fields }) => ({
      id,
      ...fields,
      responsibilities: sides.map((side, i) => ({
        ...{
          id: `t${i}`,
          task: TASKS[i] ?? '',
          side,
          basis: 'contract_clause',
          confirmedBy: 'p',
          ...sourced,
        },
      })),
    }));
}
