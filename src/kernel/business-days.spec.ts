import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addBusinessDays,
  businessDaysBefore,
  EVERY_WEEKDAY,
  firstNotEndingBefore,
  type HolidayCalendar,
  isBusinessDay,
} from './business-days.js';
import { addDays } from './clock.js';

const FROM = '2026-01-01';
const calendarOf = (holidays: readonly string[]): HolidayCalendar => ({
  holidays: new Set(holidays),
  knownFrom: FROM,
  knownUntil: '2026-12-31',
});
const CHRISTMAS = calendarOf(['2026-12-25', '2026-12-26']);

const day = fc.integer({ min: 0, max: 300 }).map((n) => addDays(FROM, n));
const calendar = fc.uniqueArray(day, { maxLength: 40 }).map(calendarOf);
const count = fc.integer({ min: 1, max: 15 });

/** All days after one, up to another. */
function between(from: string, to: string): string[] {
  const days: string[] = [];
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) days.push(at);
  return days;
}

describe('business days', () => {
  it.each([
    ['2026-12-14', 7, '2026-12-22'],
    ['2026-12-17', 7, '2026-12-28'],
    ['2026-12-24', 1, '2026-12-28'],
    ['2026-12-20', 1, '2026-12-21'],
  ])('after %s, %i of them, end on %s', (from, days, end) => {
    expect(addBusinessDays(from, days, CHRISTMAS)).toBe(end);
  });

  it('are counted back to the day after which they end', () => {
    expect(businessDaysBefore('2026-12-28', 7, CHRISTMAS)).toBe('2026-12-17');
    fc.assert(
      fc.property(day, count, count, calendar, (from, n, m, holidays) => {
        const end = addBusinessDays(from, n + m, holidays);
        fc.pre(end !== null);
        expect(businessDaysBefore(end ?? '', m, holidays)).toBe(addBusinessDays(from, n, holidays));
      }),
    );
    expect(businessDaysBefore('2026-12-28', 1, EVERY_WEEKDAY)).toBe('2026-12-26');
  });

  it('end later where Saturdays are not counted', () => {
    expect(addBusinessDays('2026-12-17', 7, CHRISTMAS, { saturdaysCount: false })).toBe('2026-12-29');
    expect(addBusinessDays('2026-12-18', 1, CHRISTMAS)).toBe('2026-12-19');
    expect(addBusinessDays('2026-12-18', 1, CHRISTMAS, { saturdaysCount: false })).toBe('2026-12-21');
  });

  it('end nowhere beyond what is known of holidays', () => {
    expect(addBusinessDays('2026-12-28', 3, CHRISTMAS)).toBe('2026-12-31');
    expect(addBusinessDays('2026-12-28', 4, CHRISTMAS)).toBeNull();
    expect(addBusinessDays('2025-12-30', 1, CHRISTMAS)).toBeNull();
    expect(addBusinessDays('2025-12-31', 1, CHRISTMAS)).toBe('2026-01-01');
  });

  it('are exactly so many, the last one being one, and the first day not counted', () => {
    fc.assert(
      fc.property(day, count, calendar, fc.boolean(), (from, days, holidays, saturdaysCount) => {
        const end = addBusinessDays(from, days, holidays, { saturdaysCount });
        if (end === null) return;
        const counted = between(from, end).filter((one) => isBusinessDay(one, holidays, saturdaysCount));
        expect([counted.length, counted.at(-1)]).toEqual([days, end]);
      }),
    );
  });

  it('never end earlier for beginning later, for more of them, for a further holiday, or without Saturdays', () => {
    fc.assert(
      fc.property(day, count, calendar, day, (from, days, holidays, further) => {
        const end = addBusinessDays(from, days, holidays);
        const more = calendarOf([...holidays.holidays, further]);
        const later = [
          addBusinessDays(addDays(from, 1), days, holidays),
          addBusinessDays(from, days + 1, holidays),
          addBusinessDays(from, days, more),
          addBusinessDays(from, days, holidays, { saturdaysCount: false }),
        ];
        for (const other of later) expect((other ?? '9999-12-31') >= (end ?? '9999-12-31')).toBe(true);
      }),
    );
  });

  it('that end before a day are those that began before another', () => {
    const within = fc.integer({ min: 40, max: 240 }).map((n) => addDays(FROM, n));
    fc.assert(
      fc.property(within, count, calendar, fc.integer({ min: -40, max: 40 }), (by, days, holidays, n) => {
        const from = addDays(by, n);
        const end = addBusinessDays(from, days, holidays);
        if (end === null) return;
        expect(from < firstNotEndingBefore(by, days, holidays)).toBe(end < by);
      }),
    );
  });

  it('that may have ended are taken to have, where holidays are not known', () => {
    expect(firstNotEndingBefore('2030-06-10', 7, CHRISTMAS)).toBe('2030-06-03');
    expect(firstNotEndingBefore('2020-06-10', 7, CHRISTMAS)).toBe('2020-06-03');
  });
});
