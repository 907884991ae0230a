import { describe } from '@jest/globals';
import type { TestRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

const mitigated = (register: TestRegister, evidenced: boolean): TestRegister =>
  register.with('riskStatements', 'statement', {
    ratings: register.facts.riskStatements
      .flatMap(({ ratings }) => ratings)
      .map((rating) => ({ ...rating, mitigations: [{ evidenced }] })),
  });

describe('R-16 mitigation of hallucination', () => {
  fourStates('R-16', {
    complete: asItIs,
    gap: (r) => mitigated(r, false),
    unknown: (r) => r.with('riskStatements', 'statement', { approved: false }),
    not_applicable: (r) => r.claim('R-16'),
  });

  clauseCases('R-16', [
    ['mitigated', 'complete', 'mitigated', asItIs],
    ['mitigated', 'gap', 'not_mitigated', (r) => mitigated(r, false)],
    ['mitigated', 'unknown', 'not_recorded_yet', (r) => mitigated(r, false).use({ status: 'planned' })],
    ['mitigated', 'gap', 'factors_left_out', (r) => r.with('riskStatements', 'statement', { ratings: [] })],
    [
      'mitigated',
      'unknown',
      'not_recorded_yet',
      (r) => r.with('riskStatements', 'statement', { ratings: [] }).use({ status: 'planned' }),
    ],
    [
      'mitigated',
      'unknown',
      'not_approved',
      (r) => r.with('riskStatements', 'statement', { approved: false }),
    ],
    ['claims', 'complete', 'done', (r) => r.activity('accuracy_test', { outcome: 'failed' })],
    ['claims', 'unknown', 'claims_unknown', (r) => r.without('activities', 'accuracy_test')],
    ['claims', 'unknown', 'claims_unknown', (r) => r.activity('accuracy_test', { outcome: 'unknown' })],
    ['claims', 'not_applicable', 'no_third_party', (r) => r.with('providers', null, { kind: 'in_house' })],
    ['own_test', 'complete', 'done', asItIs],
    ['own_test', 'gap', 'not_recorded', (r) => r.without('activities', 'accuracy_test')],
    ['own_test', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T3' })],
  ]);
});
