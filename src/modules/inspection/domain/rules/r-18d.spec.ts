import { describe, expect, it } from '@jest/globals';
import { control } from '../testing/good-firm.js';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-18d disclosure at each interaction', () => {
  fourStates('R-18d', {
    complete: asItIs,
    gap: (r) => r.without('controls', 'M.disclosure'),
    unknown: (r) => r.with('controls', 'M.disclosure', { operating: null }),
    not_applicable: (r) => r.use({ clientsInteract: 'no' }),
  });

  clauseCases('R-18d', [
    ['each_time', 'complete', 'control_shown', asItIs],
    ['each_time', 'gap', 'no_control', (r) => r.without('controls', 'M.disclosure')],
    [
      'each_time',
      'unknown',
      'not_recorded_yet',
      (r) => r.without('controls', 'M.disclosure').use({ status: 'planned' }),
    ],
    [
      'each_time',
      'gap',
      'control_expired',
      (r) => r.with('controls', 'M.disclosure', { validTo: '2026-11-30' }),
    ],
    ['each_time', 'gap', 'control_fails', (r) => r.with('controls', 'M.disclosure', { operating: 0 })],
    [
      'each_time',
      'gap',
      'control_not_shown',
      (r) => r.with('controls', 'M.disclosure', { evidenced: false }),
    ],
    [
      'each_time',
      'unknown',
      'control_not_rated',
      (r) => r.with('controls', 'M.disclosure', { design: null }),
    ],
    ['each_time', 'unknown', 'audience_unknown', (r) => r.use({ clientsInteract: 'unknown' })],
    ['each_time', 'unknown', 'high_risk_unknown', (r) => r.use({ highRisk: 'unknown' })],
    ['each_time', 'not_applicable', 'no_client_interacts', (r) => r.use({ clientsInteract: 'no' })],
    ['checked', 'complete', 'done', asItIs],
    ['checked', 'gap', 'failed', (r) => r.activity('disclosure_check', { outcome: 'failed' })],
  ]);

  it('is judged by the control that is nearest to the use, and of several as near by the worst', () => {
    const near = {
      level: 'arrangement_use',
      arrangementId: 'contract',
      useCaseId: 'use',
      legalEntityId: null,
    };
    const failing = aRegister().plus(
      'controls',
      control('M', 'disclosure', { ...near, id: 'near', operating: 0 }),
    );
    expect(leadingState('R-18d', failing)).toBe('gap');
    const shown = control('M', 'disclosure', { ...near, id: 'a-near' });
    expect(leadingState('R-18d', failing.plus('controls', shown))).toBe('gap');
    const elsewhere = failing.with('controls', 'near', { useCaseId: 'another' });
    expect(leadingState('R-18d', elsewhere)).toBe('complete');
  });
});
