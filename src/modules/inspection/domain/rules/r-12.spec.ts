import { describe } from '@jest/globals';
import { asItIs, clauseCases, fourStates } from '../testing/verdict.js';

describe('R-12 functions delegated to the group', () => {
  fourStates('R-12', {
    complete: asItIs,
    gap: (r) => r.with('delegations', 'delegation', { agreementEvidenced: false }),
    unknown: (r) => r.with('delegations', 'delegation', { agreementEvidenced: false, startsOn: null }),
    not_applicable: (r) => r.without('delegations'),
  });

  clauseCases('R-12', [
    ['agreed', 'complete', 'agreed_and_overseen', asItIs],
    ['agreed', 'gap', 'no_agreement', (r) => r.with('delegations', 'delegation', { oversightOwnerId: null })],
    [
      'agreed',
      'unknown',
      'start_unknown',
      (r) => r.with('delegations', 'delegation', { oversightOwnerId: null, startsOn: null }),
    ],
    [
      'agreed',
      'not_applicable',
      'nothing_delegated',
      (r) => r.with('delegations', 'delegation', { endsOn: '2026-11-30' }),
    ],
    [
      'agreed',
      'not_applicable',
      'nothing_delegated',
      (r) => r.with('delegations', 'delegation', { startsOn: '2026-12-02' }),
    ],
    [
      'high_risk_overseen',
      'complete',
      'overseen',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: '2026-01-02' }),
    ],
    [
      'high_risk_overseen',
      'gap',
      'oversight_missing',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: null }),
    ],
    [
      'high_risk_overseen',
      'unknown',
      'not_recorded_yet',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: null, startsOn: '2026-09-01' }),
    ],
    [
      'high_risk_overseen',
      'unknown',
      'start_unknown',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: null, startsOn: null }),
    ],
    [
      'high_risk_overseen',
      'unknown',
      'high_risk_unknown',
      (r) => r.use({ highRisk: 'unknown' }).with('delegations', 'delegation', { lastOversightOn: null }),
    ],
    ['high_risk_overseen', 'not_applicable', 'not_high_risk', (r) => r.use({ highRisk: 'no' })],
    [
      'overseen',
      'complete',
      'in_time',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: '2026-09-01' }),
    ],
    [
      'overseen',
      'gap',
      'not_overseen',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: '2026-08-31' }),
    ],
    [
      'overseen',
      'complete',
      'not_due_yet',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: null, startsOn: '2026-09-01' }),
    ],
    [
      'overseen',
      'unknown',
      'start_unknown',
      (r) => r.with('delegations', 'delegation', { lastOversightOn: null, startsOn: null }),
    ],
    [
      'overseen',
      'unknown',
      'high_risk_unknown',
      (r) =>
        r.use({ highRisk: 'unknown' }).with('delegations', 'delegation', { lastOversightOn: '2026-08-31' }),
    ],
    ['overseen', 'not_applicable', 'not_high_risk', (r) => r.use({ highRisk: 'no' })],
  ]);
});
