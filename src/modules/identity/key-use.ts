import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Pool } from 'pg';
import { logger } from '../../platform/logging.js';
import { POOL } from '../../platform/platform.module.js';

const FLUSH_MS = 30_000;

/** When each key was last used, written at most twice a minute: a use must not cost a write. */
@Injectable()
export class KeyUse implements BeforeApplicationShutdown {
  readonly #used = new Map<string, number>();
  readonly #timer = setInterval(() => void this.flush(), FLUSH_MS).unref();

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  note(keyId: string): void {
    this.#used.set(keyId, Date.now());
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.#timer);
    await this.flush();
  }

  async flush(): Promise<void> {
    if (this.#used.size === 0) return;
    const ids = [...this.#used.keys()].sort();
    const times = ids.map((id) => new Date(this.#used.get(id) ?? 0));
    this.#used.clear();
    try {
      await this.pool.query(
        `INSERT INTO api_key_use (api_key_id, last_used_at)
         SELECT * FROM unnest($1::uuid[], $2::timestamptz[])
         ON CONFLICT (api_key_id) DO UPDATE SET last_used_at = greatest(api_key_use.last_used_at, excluded.last_used_at)`,
        [ids, times],
      );
    } catch (error) {
      logger.warn({ err: error }, 'could not record when API keys were used');
    }
  }
}
