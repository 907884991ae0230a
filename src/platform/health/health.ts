import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { Mailer } from '../mail/mailer.js';
import { POOL } from '../tokens.js';

export type HealthState = 'ok' | 'degraded' | 'failed';

/** One thing that the installation needs: `failed` makes it unready, `degraded` is said and lived with. */
export interface HealthCheck {
  name: string;
  state: HealthState;
  /** Why, in one sentence; empty when all is well. */
  reason: string;
}

/** A module's own check; collected under one token. */
export abstract class HealthIndicator {
  abstract check(): Promise<HealthCheck[]>;
}

const DATABASE_TIMEOUT_MS = 2_000;

/** Whether this process can serve, and what is not as it should be. */
@Injectable()
export class Health {
  #draining = false;
  readonly #indicators: HealthIndicator[] = [];

  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly mailer: Mailer,
  ) {}

  /** Modules add their indicators when they start. */
  register(indicator: HealthIndicator): void {
    this.#indicators.push(indicator);
  }

  /** From here on the process takes no new work: load balancers are told first. */
  drain(): void {
    this.#draining = true;
  }

  async checks(): Promise<HealthCheck[]> {
    const own = [this.#shutdown(), await this.#database(), this.#mail()];
    const others = await Promise.all(this.#indicators.map((indicator) => guarded(indicator)));
    return [...own, ...others.flat()];
  }

  #shutdown(): HealthCheck {
    return this.#draining
      ? { name: 'process', state: 'failed', reason: 'This process is shutting down.' }
      : { name: 'process', state: 'ok', reason: '' };
  }

  async #database(): Promise<HealthCheck> {
    try {
      await withTimeout(this.pool.query('SELECT 1'), DATABASE_TIMEOUT_MS);
      return { name: 'database', state: 'ok', reason: '' };
    } catch {
      return { name: 'database', state: 'failed', reason: 'PostgreSQL does not answer.' };
    }
  }

  #mail(): HealthCheck {
    return this.mailer.kind === 'smtp'
      ? { name: 'mail', state: 'ok', reason: '' }
      : {
          name: 'mail',
          state: 'degraded',
          reason:
            'SMTP_URL is not set: each message is written as a file to the outbox folder of the data directory.',
        };
  }
}

async function guarded(indicator: HealthIndicator): Promise<HealthCheck[]> {
  try {
    return await withTimeout(indicator.check(), DATABASE_TIMEOUT_MS);
  } catch {
    return [{ name: indicator.constructor.name, state: 'degraded', reason: 'This check itself failed.' }];
  }
}

async function withTimeout<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('timeout')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
