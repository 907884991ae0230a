const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a session of a person lives (OWASP ASVS 5.0, 7.3); milliseconds. */
export const SESSION_RULES = {
  /** Without a request for so long, a session is over. */
  idle: 30 * MINUTE,
  /** However busy, a session is over so long after the sign-in. */
  absolute: 12 * HOUR,
  /** Use is noted at most so often: a read must not cost a write. */
  noteEvery: MINUTE,
  /** Rights and credentials change only so soon after the person proved who they are. */
  fresh: 15 * MINUTE,
} as const;

export interface SessionTimes {
  startedAt: Date;
  usedAt: Date;
}

/** Whether a session with these times still counts at `now`. */
export function isLive({ startedAt, usedAt }: SessionTimes, now: number): boolean {
  return now - startedAt.getTime() < SESSION_RULES.absolute && now - usedAt.getTime() < SESSION_RULES.idle;
}

/** How long the links in mails can be used; milliseconds. */
export const LINK_LIFETIME = { invitation: 7 * 24 * HOUR, reset: HOUR } as const;
