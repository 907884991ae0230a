import { describe, expect, it } from '@jest/globals';
import { activity } from '../testing/good-firm.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-18a accuracy of a high-risk use', () => {
  fourStates('R-18a', {
    complete: asItIs,
    gap: (r) => r.activity('accuracy_test', { result: 0.89 }),
    unknown: (r) => r.activity('accuracy_test', { result: null }),
    not_applicable: (r) => r.use({ highRisk: 'no' }),
  });

  clauseCases('R-18a', [
    ['target_met', 'complete', 'target_met', (r) => r.activity('accuracy_test', { result: 0.9 })],
    ['target_met', 'gap', 'target_missed', (r) => r.activity('accuracy_test', { result: 0.89 })],
    ['target_met', 'gap', 'failed', (r) => r.activity('accuracy_test', { outcome: 'failed', target: null })],
    ['target_met', 'gap', 'not_recorded', (r) => r.without('activities', 'accuracy_test')],
    ['target_met', 'unknown', 'outcome_unknown', (r) => r.activity('accuracy_test', { target: null })],
    ['target_met', 'unknown', 'high_risk_unknown', (r) => r.use({ highRisk: 'unknown' })],
    ['target_met', 'not_applicable', 'not_high_risk', (r) => r.use({ highRisk: 'no' })],
    ['present_version', 'complete', 'present_stack', asItIs],
    [
      'present_version',
      'unknown',
      'change_not_ruled',
      (r) => r.activity('accuracy_test', { configurationHash: 'before' }),
    ],
    ['recent', 'complete', 'in_time', (r) => r.activity('accuracy_test', { performedOn: '2025-12-01' })],
    ['recent', 'gap', 'too_old', (r) => r.activity('accuracy_test', { performedOn: '2025-11-30' })],
  ]);

  it('looks at the last test; of two on one day at the one that says less', () => {
    const two = aRegister().plus('activities', activity('accuracy_test', { id: 'a', outcome: 'failed' }));
    expect(leadingState('R-18a', two)).toBe('gap');
    const older = two.with('activities', 'a', { performedOn: '2026-11-14' });
    expect(leadingState('R-18a', older)).toBe('complete');
  });
});
