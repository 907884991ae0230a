import { describe, expect, it } from '@jest/globals';
import { activity } from '../testing/good-firm.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';

describe('R-20 watching threats, detecting, suspending', () => {
  fourStates('R-20', {
    complete: asItIs,
    gap: (r) => r.without('policies', 'incident'),
    unknown: (r) => r.with('policies', 'incident', { state: 'submitted' }),
    not_applicable: (r) => r.claim('R-20'),
  });

  clauseCases('R-20', [
    ['threats', 'complete', 'done', asItIs],
    ['threats', 'gap', 'not_recorded', (r) => r.without('activities', 'threat_review')],
    [
      'threats',
      'gap',
      'failed',
      (r) => r.plus('activities', activity('threat_review', { id: 'own', outcome: 'failed' })),
    ],
    [
      'threats_recent',
      'complete',
      'in_time',
      (r) => r.activity('threat_review', { performedOn: '2026-09-01' }),
    ],
    ['threats_recent', 'gap', 'too_old', (r) => r.activity('threat_review', { performedOn: '2026-08-31' })],
    ['threats_recent', 'not_applicable', 'below_tier', (r) => r.use({ tier: 'T4' })],
    ['detection', 'complete', 'policy_in_date', asItIs],
    ['detection', 'gap', 'policy_missing', (r) => r.without('policies', 'incident')],
    [
      'detection',
      'gap',
      'policy_out_of_date',
      (r) => r.with('policies', 'incident', { nextReviewOn: '2026-11-30' }),
    ],
    ['detection', 'gap', 'policy_out_of_date', (r) => r.with('policies', 'incident', { evidenced: false })],
    ['detection', 'unknown', 'not_approved', (r) => r.with('policies', 'incident', { state: 'draft' })],
    ['detection', 'unknown', 'not_recorded_yet', (r) => r.without('policies').use({ status: 'planned' })],
    ['suspension', 'complete', 'done', asItIs],
    ['suspension', 'gap', 'failed', (r) => r.activity('suspension_test', { outcome: 'failed' })],
    [
      'suspension',
      'unknown',
      'outcome_unknown',
      (r) => r.activity('suspension_test', { outcome: 'unknown' }),
    ],
    ['suspension', 'complete', 'suspension_planned', (r) => r.without('activities', 'suspension_test')],
    [
      'suspension',
      'gap',
      'suspension_not_planned',
      (r) => r.without('activities', 'suspension_test').without('plans'),
    ],
    [
      'suspension_recent',
      'complete',
      'in_time',
      (r) => r.activity('suspension_test', { performedOn: '2025-12-01' }),
    ],
    [
      'suspension_recent',
      'gap',
      'too_old',
      (r) => r.activity('suspension_test', { performedOn: '2025-11-30' }),
    ],
    ['suspension_recent', 'gap', 'not_recorded', (r) => r.without('activities', 'suspension_test')],
    [
      'suspension_recent',
      'unknown',
      'change_not_ruled',
      (r) => r.activity('suspension_test', { configurationHash: 'before' }),
    ],
  ]);

  it('is kept for the circular by a plan that was not tried, which the house asks for', () => {
    const planned = aRegister().without('activities', 'suspension_test');
    expect(verdict('R-20', planned)).toMatchObject({ circular: 'complete', house: 'gap' });
    const lapsed = planned.with('plans', 'plan', { validTo: '2026-11-30' });
    expect(verdict('R-20', lapsed).circular).toBe('gap');
  });
});
