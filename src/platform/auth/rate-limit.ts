import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { DomainError } from '../../kernel/domain-error.js';
import type { Credentials } from './authenticator.js';

const WINDOW_SECONDS = 60;
const WITHOUT_CREDENTIALS = 60;
/** Requests over one link, from whatever addresses: a person who types needs a few. */
const OVER_A_LINK = 60;
/** A lease is a twentieth of the limit: one statement for many requests, and a fair split between processes. */
const LEASES = 20;

interface Lease {
  left: number;
  until: number;
}

/**
 * Requests a minute: per credential, per address without one, and per link beside that. All processes share the count in PostgreSQL; each
 * takes points in small leases and spends them in memory, so that the limit costs a hot read nothing.
 */
export class RateLimit {
  readonly #leases = new Map<string, Lease>();
  readonly #withCredentials: RateLimiterPostgres | null;
  readonly #withoutCredentials: RateLimiterPostgres | null;
  readonly #overLinks: RateLimiterPostgres | null;

  constructor(
    pool: Pool,
    private readonly perMinute: number,
  ) {
    this.#withCredentials = perMinute === 0 ? null : limiter(pool, perMinute);
    this.#withoutCredentials =
      perMinute === 0 ? null : limiter(pool, Math.min(WITHOUT_CREDENTIALS, perMinute));
    this.#overLinks = perMinute === 0 ? null : limiter(pool, Math.min(OVER_A_LINK, perMinute));
  }

  /** Counts one request; throws `too-many-requests` beyond the limit. */
  async spend(credentials: Credentials | null, address: string): Promise<void> {
    if (!this.#withCredentials || !this.#withoutCredentials) return;
    if (credentials) {
      await this.#take(
        `${credentials.actor.type}:${credentials.actor.id}`,
        this.#withCredentials,
        this.perMinute,
      );
    } else {
      await this.#take(
        `address:${address}`,
        this.#withoutCredentials,
        Math.min(WITHOUT_CREDENTIALS, this.perMinute),
      );
    }
  }

  /** Counts one request over a link, besides its address; throws `too-many-requests` beyond the limit. */
  async spendOver(linkId: string): Promise<void> {
    if (!this.#overLinks) return;
    await this.#take(`link:${linkId}`, this.#overLinks, Math.min(OVER_A_LINK, this.perMinute));
  }

  async #take(key: string, shared: RateLimiterPostgres, limit: number): Promise<void> {
    const lease = this.#leases.get(key);
    if (lease && lease.left > 0 && lease.until > Date.now()) {
      lease.left--;
      return;
    }
    const points = Math.max(1, Math.floor(limit / LEASES));
    try {
      const taken = await shared.consume(key, points);
      this.#remember(key, { left: points - 1, until: Date.now() + taken.msBeforeNext });
    } catch (refused) {
      if (!(refused instanceof RateLimiterRes)) throw refused;
      throw new DomainError('too-many-requests', {
        seconds: Math.max(1, Math.ceil(refused.msBeforeNext / 1000)),
      });
    }
  }

  #remember(key: string, lease: Lease): void {
    if (this.#leases.size > 10_000) this.#leases.clear();
    this.#leases.set(key, lease);
  }
}

function limiter(pool: Pool, points: number): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: 'rate_limit',
    schemaName: 'public',
    tableCreated: true,
    keyPrefix: 'requests',
    points,
    duration: WINDOW_SECONDS,
  });
}
