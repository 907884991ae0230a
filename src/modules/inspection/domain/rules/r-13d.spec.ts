import { describe, expect, it } from '@jest/globals';
import { TODAY } from '../testing/good-stack.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, verdict } from '../testing/verdict.js';
import { addDays } from '../../../../kernel/clock.js';
import { addMonths } from '../../../diligence/due-diligence.public.js';

describe('R-13d ongoing review and monitoring', () => {
  fourStates('R-13d', {
    complete: asItIs,
    gap: (r) => r.without('activities', 'monitoring_run'),
    unknown: (r) => r.activity('monitoring_run', { outcome: 'unknown' }),
    not_applicable: (r) => r.use({ status: 'approved' }),
  });

  clauseCases('R-13d', [
    ['monitored', 'complete', 'done', asItIs],
    ['monitored', 'gap', 'failed', (r) => r.activity('monitoring_run', { outcome: 'failed' })],
    ['monitored', 'not_applicable', 'not_running', (r) => r.use({ status: 'suspended' })],
    ['breaches', 'complete', 'issues_dealt_with', asItIs],
    ['breaches', 'unknown', 'issue_not_ruled', (r) => r.activity('monitoring_run', { breaches: 'too slow' })],
    [
      'breaches',
      'gap',
      'issue_open',
      (r) => r.activity('monitoring_run', { breaches: 'too slow', issues: [{ dealtWith: 'open' }] }),
    ],
    ['cadence', 'complete', 'in_time', (r) => r.activity('monitoring_run', { performedOn: '2026-09-01' })],
    ['cadence', 'gap', 'too_old', (r) => r.activity('monitoring_run', { performedOn: '2026-08-31' })],
  ]);

  it.each([
    ['T2', 'very_high', 1],
    ['T2', 'high', 3],
    ['T2', 'medium', 6],
    ['T2', 'low', 12],
    ['T2', null, 1],
    ['T1', 'low', 3],
    ['T1', 'very_high', 1],
  ] as const)('asks a use of %s whose band is %s every %i months', (tier, band, months) => {
    const cadence = (performedOn: string): unknown =>
      verdict('R-13d', aRegister().use({ tier, band }).activity('monitoring_run', { performedOn })).clauses[2]
        ?.state;
    expect(cadence(addMonths(TODAY, -months))).toBe('complete');
    expect(cadence(addDays(addMonths(TODAY, -months), -1))).toBe('gap');
  });

  it('asks one step more often where a provider cannot be judged', () => {
    const conclusions = [{ section: 'model_risk_framework', conclusion: 'not_assessable' }];
    const closer = aRegister()
      .with('assessments', 'assessment-maker', { conclusions })
      .use({ tier: 'T2', band: 'low' });
    const cadence = (performedOn: string): unknown =>
      verdict('R-13d', closer.activity('monitoring_run', { performedOn })).clauses[2]?.state;
    expect(cadence('2026-06-01')).toBe('complete');
    expect(cadence('2026-05-31')).toBe('gap');
  });
});
