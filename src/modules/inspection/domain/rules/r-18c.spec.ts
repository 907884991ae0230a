import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-18c robustness to prompt variations', () => {
  fourStates('R-18c', {
    complete: asItIs,
    gap: (r) => r.activity('prompt_variation_test', { outcome: 'failed' }),
    unknown: (r) => r.activity('prompt_variation_test', { configurationHash: 'before' }),
    not_applicable: (r) => r.use({ highRisk: 'no' }),
  });

  clauseCases('R-18c', [
    ['tested', 'complete', 'done', asItIs],
    ['tested', 'gap', 'not_recorded', (r) => r.without('activities', 'prompt_variation_test')],
    ['tested', 'unknown', 'high_risk_unknown', (r) => r.use({ highRisk: 'unknown' })],
    ['present_version', 'complete', 'present_stack', asItIs],
    [
      'present_version',
      'unknown',
      'stack_unknown',
      (r) => r.activity('prompt_variation_test', { configurationHash: null }),
    ],
  ]);
});
