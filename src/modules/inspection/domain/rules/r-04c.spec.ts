import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

describe('R-04c concentration known to who answers for it', () => {
  fourStates('R-04c', {
    complete: asItIs,
    gap: (r) => r.without('activities', 'concentration_review'),
    unknown: (r) => r.activity('concentration_review', { performedBy: null }),
    not_applicable: (r) => r.use({ tier: 'T3' }),
  });

  clauseCases('R-04c', [
    [
      'shown',
      'complete',
      'in_time',
      (r) => r.activity('concentration_review', { performedOn: '2026-09-01' }),
    ],
    ['shown', 'gap', 'too_old', (r) => r.activity('concentration_review', { performedOn: '2026-08-31' })],
    ['shown', 'gap', 'not_recorded', (r) => r.without('activities', 'concentration_review')],
    ['shown', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T3' })],
    ['senior', 'complete', 'by_senior_manager', asItIs],
    [
      'senior',
      'gap',
      'not_by_senior_manager',
      (r) => r.activity('concentration_review', { performedBy: 'engineer' }),
    ],
    [
      'senior',
      'unknown',
      'performer_unknown',
      (r) => r.activity('concentration_review', { performedBy: null }),
    ],
  ]);

  it('asks nothing for the circular', () => {
    expect(verdict('R-04c', aRegister().without('activities')).circular).toBe('not_applicable');
  });
});
