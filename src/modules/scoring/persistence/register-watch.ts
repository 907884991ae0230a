import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { POOL } from '../../../platform/tokens.js';
import {
  HAS_CHANGED,
  type RegisterSnapshot,
  SNAPSHOT,
} from '../../../platform/database/register-snapshot.js';
import { ASIDE } from './aside.js';

/** Notices what changes between a look at the register and what is decided on it. */
@Injectable()
export class RegisterWatch {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Taken before looking: what commits after it may have been seen, or not. */
  async begin(): Promise<RegisterSnapshot> {
    const { rows } = await this.pool.query<RegisterSnapshot>(SNAPSHOT);
    return { snapshot: rows[0]?.snapshot ?? '', brought: rows[0]?.brought ?? '0' };
  }

  /**
   * Keeps everybody else from committing changes until the transaction ends, and says whether there were any since. Whoever asks
   * holds the rows that they write by then: who waits for one of those may be about to commit.
   */
  async hold(tx: Transaction, since: RegisterSnapshot): Promise<{ changed: boolean }> {
    await tx.query('SELECT history.hold()');
    const { snapshot, brought } = since;
    const { rows } = await tx.query<{ changed: boolean }>(HAS_CHANGED, [snapshot, brought, ASIDE]);
    return { changed: rows[0]?.changed ?? true };
  }
}
