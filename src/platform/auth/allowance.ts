import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../../kernel/domain-error.js';

export interface Limit {
  points: number;
  /** Seconds. */
  duration: number;
}

/**
 * So much of something in a while, counted one by one in PostgreSQL for all processes. It stays when the ordinary request limit
 * is lifted.
 */
export class Allowance {
  readonly #limiter: RateLimiterPostgres;

  constructor(pool: Pool, name: string, limit: Limit) {
    this.#limiter = new RateLimiterPostgres({
      storeClient: pool,
      storeType: 'pool',
      tableName: 'rate_limit',
      schemaName: 'public',
      tableCreated: true,
      keyPrefix: name,
      ...limit,
    });
  }

  /** Counts one; throws `too-many-requests` beyond the limit. */
  async spend(...of: string[]): Promise<void> {
    const refused = await this.#refusal(of);
    if (refused === null) return;
    throw new DomainError('too-many-requests', {
      seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
    });
  }

  /** Counts one, and says whether it was within the limit. */
  async allows(...of: string[]): Promise<boolean> {
    return (await this.#refusal(of)) === null;
  }

  /** What was counted does not count. */
  async forget(...of: string[]): Promise<void> {
    await this.#limiter.delete(keyOf(of));
  }

  /** The last one does not count. */
  async giveBack(...of: string[]): Promise<void> {
    await this.#limiter.reward(keyOf(of), 1);
  }

  async #refusal(of: readonly string[]): Promise<RateLimiterRes | null> {
    try {
      await this.#limiter.consume(keyOf(of), 1);
      return null;
    } catch (refused) {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    }
  }
}

/** Addresses and accounts are personal data: the table of counts holds none. */
function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url');
}
