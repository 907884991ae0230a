import { describe, expect, it } from '@jest/globals';
import { daySpan, instantOf } from './local-time.js';
import { armSteps, plannedSteps, policyOf } from './policy.js';

const policy = policyOf('component_retirement');
const steps = plannedSteps(policy, '2027-03-01', 'Asia/Hong_Kong');
const armed = (now: string, occasion: 'new' | 'moved'): string[] =>
  armSteps(steps, new Date(now), occasion)
    .filter(({ state }) => state === 'armed')
    .map(({ code }) => code);

describe('the steps of a retirement', () => {
  it('come at nine in the morning of the place, sixty days before to a week after', () => {
    expect(steps.map(({ code, audience, plannedFor }) => [code, audience, plannedFor.toISOString()])).toEqual(
      [
        ['before_60', 'owner', '2026-12-31T01:00:00.000Z'],
        ['before_30', 'owner', '2027-01-30T01:00:00.000Z'],
        ['before_7', 'owner', '2027-02-22T01:00:00.000Z'],
        ['before_1', 'owner', '2027-02-28T01:00:00.000Z'],
        ['on_day', 'owner', '2027-03-01T01:00:00.000Z'],
        ['after_7', 'escalation', '2027-03-08T01:00:00.000Z'],
      ],
    );
  });

  it('all remind when the date lies far ahead', () => {
    expect(armed('2026-11-01T00:00:00Z', 'new')).toHaveLength(6);
    expect(armed('2026-11-01T00:00:00Z', 'moved')).toHaveLength(6);
  });

  it('begin with the latest one that is past when the date is new, so that its owner learns of it at once', () => {
    expect(armed('2027-02-01T00:00:00Z', 'new')).toEqual([
      'before_30',
      'before_7',
      'before_1',
      'on_day',
      'after_7',
    ]);
  });

  it('are only those to come when the date has moved', () => {
    expect(armed('2027-02-01T00:00:00Z', 'moved')).toEqual(['before_7', 'before_1', 'on_day', 'after_7']);
  });

  it('never all pass in silence: the last one reminds when none is left', () => {
    expect(armed('2028-01-01T00:00:00Z', 'moved')).toEqual(['after_7']);
    expect(armed('2028-01-01T00:00:00Z', 'new')).toEqual(['after_7']);
  });

  it('count as past at their very instant', () => {
    expect(armed('2027-02-28T01:00:00Z', 'moved')).toEqual(['on_day', 'after_7']);
  });
});

describe('the instant of a local time', () => {
  it('follows the clocks of the place through the year', () => {
    expect(instantOf('2027-01-15', '09:00', 'Europe/London').toISOString()).toBe('2027-01-15T09:00:00.000Z');
    expect(instantOf('2027-07-15', '09:00', 'Europe/London').toISOString()).toBe('2027-07-15T08:00:00.000Z');
    expect(instantOf('2027-03-28', '09:00', 'Europe/London').toISOString()).toBe('2027-03-28T08:00:00.000Z');
    expect(instantOf('2027-10-31', '09:00', 'Europe/London').toISOString()).toBe('2027-10-31T09:00:00.000Z');
  });

  it('crosses the end of the year and of February', () => {
    expect(instantOf('2027-01-01', '07:30', 'Asia/Hong_Kong').toISOString()).toBe('2026-12-31T23:30:00.000Z');
    expect(instantOf('2028-02-29', '09:00', 'America/New_York').toISOString()).toBe(
      '2028-02-29T14:00:00.000Z',
    );
  });

  it('takes a time that the clocks skip as so much later, and the first of a time that comes twice', () => {
    expect(instantOf('2027-03-14', '02:30', 'America/New_York').toISOString()).toBe(
      '2027-03-14T07:30:00.000Z',
    );
    expect(instantOf('2027-11-07', '01:30', 'America/New_York').toISOString()).toBe(
      '2027-11-07T05:30:00.000Z',
    );
  });

  it('spans a day of twenty-three hours where the clocks change', () => {
    const { from, until } = daySpan('2027-03-28', 'Europe/London');
    expect([from.toISOString(), until.toISOString()]).toEqual([
      '2027-03-28T00:00:00.000Z',
      '2027-03-28T23:00:00.000Z',
    ]);
  });

  it('exists for the first and the last day that can be written', () => {
    const first = plannedSteps(policy, '0001-01-01', 'Asia/Hong_Kong').map(({ plannedFor }) =>
      plannedFor.getTime(),
    );
    const last = plannedSteps(policy, '9999-12-31', 'Asia/Hong_Kong').map(({ plannedFor }) =>
      plannedFor.getTime(),
    );
    expect([...first, ...last]).toEqual([...first, ...last].sort((a, b) => a - b));
    expect(last.every((instant) => instant > Date.UTC(9999, 9, 1))).toBe(true);
  });

  it('knows offsets that are not whole hours', () => {
    expect(instantOf('2027-05-05', '09:00', 'Asia/Kathmandu').toISOString()).toBe('2027-05-05T03:15:00.000Z');
  });
});
