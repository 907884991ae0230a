import { addDays } from '../../../kernel/clock.js';
import type { ObligationState } from './codes.js';

/** The state of an open obligation on a day; both YYYY-MM-DD, the day in the obligation's own time zone. */
export function stateOn(dueOn: string, today: string): ObligationState {
  if (dueOn > today) return 'scheduled';
  return dueOn === today ? 'due' : 'overdue';
}

/** How many days reminders can be put off at a time. */
export const LONGEST_SNOOZE_DAYS = 30;

/**
 * The days until which an obligation may be put off: from tomorrow, at most 30 days on, and always to a day before it
 * is due. Null when there is no such day.
 */
export function snoozeRange(dueOn: string, today: string): { first: string; last: string } | null {
  const first = addDays(today, 1);
  const eve = addDays(dueOn, -1);
  const longest = addDays(today, LONGEST_SNOOZE_DAYS);
  const last = eve < longest ? eve : longest;
  return first <= last ? { first, last } : null;
}
