import type { IncomingHttpHeaders } from 'node:http';

/** A session that counts at this moment. */
export interface LiveSession {
  id: string;
  personId: string;
  startedAt: Date;
  /** The latest it can end; it ends earlier when nobody uses it. */
  endsAt: Date;
  /** When the person last proved who they are. */
  confirmedAt: Date;
}

/** Who a session cookie belongs to. */
export abstract class SessionReader {
  /** Null when the headers carry no live session. Throws when that cannot be found out. */
  abstract read(headers: IncomingHttpHeaders): Promise<LiveSession | null>;
}
