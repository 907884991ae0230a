const MINUTE = 60_000;
const LONGEST_WAIT = 4 * 60 * MINUTE;

/** After so many attempts a message is a dead letter; with the waits below that is after about three days. */
export const MOST_ATTEMPTS = 24;

/** How long to wait after a failed attempt, in milliseconds: one minute, doubled each time, at most four hours. */
export function waitAfter(attempts: number): number {
  return Math.min(MINUTE * 2 ** Math.min(attempts - 1, 20), LONGEST_WAIT);
}
