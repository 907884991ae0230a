import { invalid } from './domain-error.js';

/**
 * The instant a read is asked for: null is now. Text, because the database keeps microseconds and a Date does not.
 * The future is refused; the database's own clock decides, in the read itself.
 */
export type AsOf = string | null;

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;

/** Reads an RFC 3339 instant, cut off after microseconds; throws a validation error that names the parameter. */
export function parseAsOf(text: string | undefined): AsOf {
  if (text === undefined) return null;
  if (!isInstant(text)) throw invalid({ pointer: '/asOf', code: 'date-time' });
  return toMicroseconds(text);
}

/** PostgreSQL would round a seventh digit, perhaps into the future: what is finer than a microsecond is cut off. */
export function toMicroseconds(text: string): string {
  return text.replace(/(\.\d{6})\d{1,3}(?!\d)/, '$1');
}

/** RFC 3339: T and Z in either case, up to nine digits of a second. */
export function isInstant(text: string): boolean {
  if (!INSTANT.test(text)) return false;
  const parsed = Date.parse(text);
  return Number.isFinite(parsed) && isCalendarDate(text.slice(0, 10)) && parsed > -62_000_000_000_000;
}

/** Whether YYYY-MM-DD names a day that exists, in the years 0001 to 9999. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text) || text.startsWith('0000')) return false;
  const parsed = new Date(`${text}T00:00:00Z`);
  return Number.isFinite(parsed.getTime()) && parsed.toISOString().slice(0, 10) === text;
}
