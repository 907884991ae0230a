import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-22b browser extensions', () => {
  fourStates('R-22b', {
    complete: asItIs,
    gap: (r) => r.without('policies', 'browser_extension'),
    unknown: (r) => r.with('policies', 'browser_extension', { state: 'draft' }),
    not_applicable: (r) => r.claim('R-22b'),
  });

  clauseCases('R-22b', [
    [
      'policy',
      'complete',
      'policy_in_date',
      (r) => r.with('policies', 'browser_extension', { legalEntityId: null }),
    ],
    [
      'policy',
      'gap',
      'policy_missing',
      (r) => r.with('policies', 'browser_extension', { legalEntityId: 'other' }),
    ],
    [
      'policy',
      'gap',
      'policy_out_of_date',
      (r) => r.with('policies', 'browser_extension', { nextReviewOn: null }),
    ],
    [
      'policy',
      'unknown',
      'not_approved',
      (r) => r.with('policies', 'browser_extension', { state: 'submitted' }),
    ],
  ]);
});
