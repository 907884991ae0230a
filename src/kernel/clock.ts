/**
 * Business time: what is due, what is in date. One source for the whole process, so that a test or an operator can
 * drive it. Audit and history do not use it: they keep the time of the database.
 */
export abstract class Clock {
  abstract now(): Date;
}

/** The calendar day of an instant in a time zone, as YYYY-MM-DD. */
export function localDate(instant: Date, timeZone: string): string {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  }).format(instant);
}

/** Adds whole days to a calendar day; both YYYY-MM-DD. */
export function addDays(date: string, days: number): string {
  const instant = new Date(`${date}T00:00:00Z`);
  instant.setUTCDate(instant.getUTCDate() + days);
  return instant.toISOString().slice(0, 10);
}
