import type { IncomingHttpHeaders } from 'node:http';

/** Who a session cookie belongs to. */
export abstract class SessionReader {
  /** Id of the person, or null when there is no live session. */
  abstract personOf(headers: IncomingHttpHeaders): Promise<string | null>;
}
