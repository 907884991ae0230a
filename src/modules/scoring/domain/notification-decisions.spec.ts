import { describe, expect, it } from '@jest/globals';
import { type NoticeFact, NotificationDecisions } from './notification-decisions.js';

const notice = (decision: string, more: Partial<NoticeFact> = {}): NoticeFact => ({
  ...{ id: `${decision} ${more.legalEntityId ?? 'firm'}`, useCaseId: 'use', legalEntityId: 'firm', decision },
  source: { version: 1, updatedAt: '2026-12-01T00:00:00.000000Z' },
  ...more,
});
const decided = (notices: NoticeFact[], legalEntityIds = ['firm']): string =>
  new NotificationDecisions(notices).of({ id: 'use', legalEntityIds }).decision;

describe('whether the regulator is to be told of a use case', () => {
  it('is what was decided, by the codes of the method', () => {
    expect(decided([])).toBe('unknown');
    expect(decided([notice('notify')])).toBe('notify');
    expect(decided([notice('not_a_significant_change')])).toBe('not_required');
    expect(decided([notice('undecided')])).toBe('none');
    expect(decided([notice('unknown'), notice('not_a_significant_change'), notice('notify')])).toBe('notify');
    expect(decided([notice('notify', { useCaseId: 'other' })])).toBe('unknown');
  });

  it('is decided when each legal entity has decided', () => {
    const both = ['firm', 'sister'];
    const sisters = notice('not_a_significant_change', { legalEntityId: 'sister' });
    expect(decided([notice('notify')], both)).toBe('none');
    expect(decided([notice('notify'), sisters], both)).toBe('notify');
    expect(decided([sisters])).toBe('unknown');
  });

  it('is another where something else is recorded', () => {
    const of = (...notices: NoticeFact[]) => new NotificationDecisions(notices);
    const one = notice('undecided');
    expect(of(one).differing(of({ ...one }))).toEqual(new Set());
    expect(of(one).differing(of({ ...one, decision: 'notify' }))).toEqual(new Set(['use']));
    expect(of().differing(of(one))).toEqual(new Set(['use']));
  });
});
