import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { POOL } from '../tokens.js';

const BATCH = 10_000;

/** Forgets answers that were kept for repeated requests once their day is over. */
@Injectable()
export class IdempotencyCleanup {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** Returns how many were forgotten. */
  async run(signal?: AbortSignal): Promise<number> {
    let total = 0;
    for (let forgotten = BATCH; forgotten === BATCH && !signal?.aborted; total += forgotten) {
      const { rowCount } = await this.pool.query(
        `DELETE FROM idempotency_key WHERE ctid = ANY (ARRAY(
           SELECT ctid FROM idempotency_key WHERE expires_at <= now() LIMIT $1 FOR UPDATE SKIP LOCKED))`,
        [BATCH],
      );
      forgotten = rowCount ?? 0;
    }
    return total;
  }
}
