import { addDays } from './clock.js';

/** Which days are holidays, besides every Sunday, and between which days that is known. */
export interface HolidayCalendar {
  /** Each YYYY-MM-DD. */
  readonly holidays: ReadonlySet<string>;
  readonly knownFrom: string;
  readonly knownUntil: string;
}

/** As if there were no holidays besides Sundays. */
export const EVERY_WEEKDAY: HolidayCalendar = {
  holidays: new Set(),
  knownFrom: '0001-01-01',
  knownUntil: '9999-12-31',
};

const SUNDAY = 0;
const SATURDAY = 6;

/** Whether a day of the calendar is one on which business is done. In Hong Kong's laws a Saturday is, unless they say otherwise. */
export function isBusinessDay(day: string, { holidays }: HolidayCalendar, saturdaysCount = true): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== SUNDAY && (saturdaysCount || weekday !== SATURDAY) && !holidays.has(day);
}

/**
 * The last of so many business days after a day, which itself is not counted. Null where it cannot be said, since a day in between
 * lies beyond what is known of holidays.
 */
export function addBusinessDays(
  from: string,
  days: number,
  calendar: HolidayCalendar,
  { saturdaysCount = true } = {},
): string | null {
  let day = from;
  for (let counted = 0; counted < days;) {
    day = addDays(day, 1);
    if (day < calendar.knownFrom || day > calendar.knownUntil) return null;
    if (isBusinessDay(day, calendar, saturdaysCount)) counted += 1;
  }
  return day;
}

/**
 * The first day from which so many business days do not end before `day`: whatever began earlier ends before it. Where holidays are
 * not known, as if there were none: what may have ended is taken to have.
 */
export function firstNotEndingBefore(day: string, days: number, calendar: HolidayCalendar): string {
  const endOf = (from: string): string => addBusinessDays(from, days, calendar) ?? addDays(from, days);
  let first = day;
  while (endOf(addDays(first, -1)) >= day) first = addDays(first, -1);
  return first;
}

/** So many business days before a day. Where holidays are not known, as if there were none. */
export function businessDaysBefore(day: string, days: number, calendar: HolidayCalendar): string {
  let before = day;
  for (let counted = 0; counted < days;) {
    before = addDays(before, -1);
    if (isBusinessDay(before, calendar)) counted += 1;
  }
  return before;
}
