import { addDays } from '../../../kernel/clock.js';
import type { FieldError } from '../../../kernel/domain-error.js';
import type { Condition, Pilot } from './assessment.js';

/** Which tiers are looked at again every year, and the others every second (methodology 4.4, cadence). */
const YEARLY = ['T1', 'T2'];
const YEAR = 12;

/** For how many months due diligence holds, by the tiers of the uses that stand on its subject; without any, the longest. */
export function refreshMonths(tiers: readonly string[]): number {
  return tiers.some((tier) => YEARLY.includes(tier)) ? YEAR : 2 * YEAR;
}

/** The same day so many months later, or the last of that month where it has no such day; YYYY-MM-DD. */
export function addMonths(date: string, months: number): string {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, last))).toISOString().slice(0, 10);
}

/** A pilot is for finding out, not for staying. */
const LONGEST_PILOT_MONTHS = 6;

export interface Decision {
  /** YYYY-MM-DD; null: as long as the tier allows. */
  validTo: string | null;
  conditions: readonly Condition[];
  pilot: Pilot | null;
  reason: string | null;
}

/** The last day of an approval of today: what was decided, a pilot's end, and never beyond what the tier allows. */
export function lastDay({ validTo, pilot }: Decision, today: string, months: number): string {
  const longest = addMonths(today, months);
  return [validTo, pilot?.endsOn].reduce<string>(
    (day, other) => (other && other < day ? other : day),
    longest,
  );
}

/**
 * What is wrong with an approval.
 * @param isWhole whether every conclusion is that what is asked is met
 */
export function approvalProblems(
  decision: Decision,
  today: string,
  months: number,
  isWhole: boolean,
): FieldError[] {
  const { validTo, conditions, pilot, reason } = decision;
  const longest = addMonths(today, months);
  const pilotEnd = addMonths(today, LONGEST_PILOT_MONTHS);
  return [
    ...(validTo !== null && (validTo < today || validTo > longest)
      ? [{ pointer: '/validTo', code: 'within-months', params: { months } }]
      : []),
    ...(pilot !== null && (pilot.endsOn < today || pilot.endsOn > pilotEnd)
      ? [{ pointer: '/pilot/endsOn', code: 'within-months', params: { months: LONGEST_PILOT_MONTHS } }]
      : []),
    ...conditions.flatMap(({ dueOn }, i) =>
      dueOn < today || dueOn > longest
        ? [{ pointer: `/conditions/${i}/dueOn`, code: 'within-months', params: { months } }]
        : [],
    ),
    // What is not met is decided upon in the open.
    ...(isWhole || reason !== null
      ? []
      : [{ pointer: '/reason', code: 'needed-with', params: { other: 'conclusions' } }]),
  ];
}

/** For how long a used answer still speaks: whether it may be used again on a day. */
export function isReusable(sourcedOn: string | null, months: number | null, today: string): boolean {
  return sourcedOn !== null && months !== null && addDays(addMonths(sourcedOn, months), -1) >= today;
}
