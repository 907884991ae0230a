import { describe, expect, it } from '@jest/globals';
import { hongKongHolidays } from '../../diligence/holidays.public.js';
import type { Wanted } from './plan.js';
import { armSteps, plannedSteps, policyOf } from './policy.js';
import { type NoticeFact, noticeObligations } from './regulator-obligation.js';

const CALENDAR = hongKongHolidays();
const fact = (more: Partial<NoticeFact> = {}): NoticeFact => ({
  ...{ id: 'n', name: 'Research', nameZhHant: null, ownerId: 'p', legalEntityId: 'firm', inUse: true },
  ...{ timeZone: 'Asia/Hong_Kong', kind: 'notification', decision: 'notify', sentOn: null, approvedOn: null },
  ...{ changeTookPlaceOn: '2026-12-17', ...more },
});
const of = (more: Partial<NoticeFact>): Wanted[] => noticeObligations(fact(more), CALENDAR);

describe('written notice to the regulator', () => {
  it('is due seven business days after the change, Saturdays counted', () => {
    expect(of({})).toMatchObject([{ kind: 'regulator_notice', dueOn: '2026-12-28', ownerId: 'p' }]);
    expect(of({ decision: 'undecided' })).toMatchObject([{ dueOn: '2026-12-28' }]);
    expect(of({ decision: 'unknown' })).toMatchObject([{ dueOn: '2026-12-28' }]);
  });

  it('is asked for no more when it was sent, need not be given, or is something else', () => {
    expect(of({ sentOn: '2026-12-20' })).toEqual([]);
    expect(of({ decision: 'not_a_significant_change' })).toEqual([]);
    expect(of({ kind: 'enquiry', changeTookPlaceOn: null, approvedOn: '2026-12-01' })).toEqual([]);
  });

  it('follows the approval of its use case where it is to be given and nobody says when the change took place', () => {
    expect(of({ changeTookPlaceOn: null })).toEqual([]);
    const approved = { changeTookPlaceOn: null, approvedOn: '2026-12-17' };
    expect(of(approved)).toMatchObject([{ dueOn: '2026-12-28' }]);
    expect(of({ ...approved, decision: 'undecided' })).toEqual([]);
  });

  it('is due within a week where holidays are not known yet: not later than it may be', () => {
    expect(of({ changeTookPlaceOn: '2099-12-17' })).toMatchObject([{ dueOn: '2099-12-24' }]);
  });

  it('reminds at once, on the day of the change, three and five business days after it, and management from the sixth on', () => {
    const steps = plannedSteps(policyOf('regulator_notice'), '2026-12-28', 'Asia/Hong_Kong', CALENDAR);
    expect(
      steps.slice(1).map(({ code, audience, plannedFor }) => [code, audience, plannedFor.toISOString()]),
    ).toEqual([
      ['business_7', 'owner', '2026-12-17T01:00:00.000Z'],
      ['business_4', 'owner', '2026-12-21T01:00:00.000Z'],
      ['business_2', 'owner', '2026-12-23T01:00:00.000Z'],
      ['business_1', 'management', '2026-12-24T01:00:00.000Z'],
      ['on_day', 'management', '2026-12-28T01:00:00.000Z'],
      ['after_1', 'management', '2026-12-29T01:00:00.000Z'],
    ]);
    const armed = armSteps(steps, new Date('2026-12-01T02:00:00Z'), 'new').filter(
      ({ state }) => state === 'armed',
    );
    expect(armed.map(({ code }) => code)[0]).toBe('at_once');
    expect(armed).toHaveLength(7);
    expect(armSteps(steps, new Date('2026-12-01T02:00:00Z'), 'moved')[0]?.state).toBe('skipped');
  });
});
