import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-07 tier and depth of control', () => {
  fourStates('R-07', {
    complete: asItIs,
    gap: (r) => r.use({ provisional: true }),
    unknown: (r) => r.use({ provisional: true, status: 'planned' }),
    not_applicable: (r) => r.claim('R-07'),
  });

  clauseCases('R-07', [
    ['tier', 'complete', 'tier_known', asItIs],
    ['tier', 'gap', 'tier_provisional', (r) => r.use({ provisional: true })],
    ['tier', 'unknown', 'not_recorded_yet', (r) => r.use({ provisional: true, status: 'planned' })],
    [
      'tier',
      'unknown',
      'changed_since',
      (r) => r.change('ai_feature_switched_on', ['R-07'], { componentId: 'model' }),
    ],
    ['tier', 'not_applicable', 'claimed', (r) => r.claim('R-07')],
    [
      'tier',
      'not_applicable',
      'not_licensed',
      (r) => r.with('legalEntities', 'firm', { kind: 'group_company' }),
    ],
  ]);
});
