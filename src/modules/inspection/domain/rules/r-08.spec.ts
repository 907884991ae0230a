import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-08 high-risk use case', () => {
  fourStates('R-08', {
    complete: (r) => r.use({ highRisk: 'no' }),
    gap: (r) => r.use({ highRisk: 'unknown' }),
    unknown: (r) => r.use({ highRisk: 'unknown', status: 'in_development' }),
    not_applicable: (r) => r.claim('R-08'),
  });

  clauseCases('R-08', [
    ['judged', 'complete', 'judged', asItIs],
    ['judged', 'gap', 'high_risk_unknown', (r) => r.use({ highRisk: 'unknown' })],
    ['judged', 'unknown', 'not_recorded_yet', (r) => r.use({ highRisk: 'unknown', status: 'planned' })],
  ]);
});
