import type { IncomingHttpHeaders } from 'node:http';
import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { DomainError } from '../../../kernel/domain-error.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { logger } from '../../../platform/logging.js';
import { POOL } from '../../../platform/tokens.js';
import { isLive, SESSION_RULES } from '../domain/session-rules.js';
import { type LiveSession, SessionReader } from '../session-reader.js';
import { SignInLibrary } from './library.js';
import { cookieNames } from './library-options.js';

/** Sessions of people: read on every request that brings a cookie, straight from the database, so that an ended one is dead at once. */
@Injectable()
export class Sessions extends SessionReader {
  constructor(
    private readonly library: SignInLibrary,
    @Inject(POOL) private readonly pool: Pool,
  ) {
    super();
  }

  async read(headers: IncomingHttpHeaders): Promise<LiveSession | null> {
    const cookie = headers.cookie ?? '';
    if (!cookie.includes(cookieNames(this.library.baseUrl).session)) return null;
    const answer = await this.library.ask((api) => api.getSession({ headers: new Headers({ cookie }) }));
    if (answer.refused !== null) throw new DomainError('unavailable');
    if (!answer.value) return null;
    const { session, user } = answer.value;
    const now = Date.now();
    if (!isLive({ startedAt: session.createdAt, usedAt: session.updatedAt }, now)) return null;
    if (now - session.updatedAt.getTime() > SESSION_RULES.noteEvery) this.#noteUse(session.id);
    return {
      id: session.id,
      personId: user.id,
      startedAt: session.createdAt,
      endsAt: session.expiresAt,
      confirmedAt: session.confirmedAt ?? session.createdAt,
    };
  }

  /** Ends one session. */
  async end(tx: Transaction, sessionId: string): Promise<void> {
    await this.library.store(tx, (context) =>
      context.adapter.delete({ model: 'session', where: [{ field: 'id', value: sessionId }] }),
    );
  }

  async endAll(tx: Transaction, personId: string): Promise<void> {
    await this.library.store(tx, (context) => context.internalAdapter.deleteUserSessions(personId));
  }

  /** Notes that the person proved who they are once more. */
  async confirm(tx: Transaction, sessionId: string): Promise<void> {
    await this.library.store(tx, (context) =>
      context.adapter.update({
        model: 'session',
        where: [{ field: 'id', value: sessionId }],
        update: { confirmedAt: new Date() },
      }),
    );
  }

  /** Nobody waits for it; if it fails, the session only ends earlier. */
  #noteUse(sessionId: string): void {
    this.pool
      .query('UPDATE auth.session SET "updatedAt" = now() WHERE id = $1', [sessionId])
      .catch((error: unknown) => logger.warn({ err: error }, 'could not note that a session was used'));
  }
}
