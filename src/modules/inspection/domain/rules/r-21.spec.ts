import { describe, expect, it } from '@jest/globals';
import { aRegister } from '../testing/register.js';
import { asItIs, clauseCases, fourStates, leadingState } from '../testing/verdict.js';

describe('R-21 adversarial testing', () => {
  fourStates('R-21', {
    complete: asItIs,
    gap: (r) => r.without('activities', 'adversarial_test'),
    unknown: (r) => r.activity('adversarial_test', { outcome: 'unknown' }),
    not_applicable: (r) => r.claim('R-21'),
  });

  clauseCases('R-21', [
    ['tested', 'complete', 'done', asItIs],
    ['tested', 'gap', 'failed', (r) => r.activity('adversarial_test', { outcome: 'failed' })],
    [
      'tested',
      'complete',
      'reasoned_exception',
      (r) => r.without('activities', 'adversarial_test').exception('R-21'),
    ],
    ['recent', 'complete', 'in_time', (r) => r.activity('adversarial_test', { performedOn: '2026-06-01' })],
    ['recent', 'gap', 'too_old', (r) => r.activity('adversarial_test', { performedOn: '2026-05-31' })],
    [
      'recent',
      'complete',
      'in_time',
      (r) => r.use({ tier: 'T2' }).activity('adversarial_test', { performedOn: '2025-12-01' }),
    ],
    [
      'recent',
      'gap',
      'too_old',
      (r) => r.use({ tier: 'T2' }).activity('adversarial_test', { performedOn: '2025-11-30' }),
    ],
    [
      'recent',
      'complete',
      'reasoned_exception',
      (r) => r.without('activities', 'adversarial_test').exception('R-21'),
    ],
  ]);

  it('is not kept by an exception of another use, or of another legal entity that has it', () => {
    const untested = aRegister().without('activities', 'adversarial_test');
    expect(leadingState('R-21', untested.exception('R-21', { useCaseId: 'another' }))).toBe('gap');
    expect(leadingState('R-21', untested.exception('R-21', { useCaseId: 'use' }))).toBe('complete');
    const shared = untested.use({ legalEntityIds: ['firm', 'other'] }).exception('R-21');
    expect(leadingState('R-21', shared, 'use', 'firm')).toBe('complete');
    expect(leadingState('R-21', shared, 'use', 'other')).toBe('gap');
    const both = shared.exception('R-21', { id: 'exception-other', legalEntityId: 'other' });
    expect(leadingState('R-21', both, 'use', 'other')).toBe('complete');
  });
});
