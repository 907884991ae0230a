import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Pool, PoolClient } from 'pg';
import { logger } from '../../platform/logging.js';
import { POOL } from '../../platform/platform.module.js';
import type { ResolvedKey } from './persistence/credential.read-model.js';

const CAPACITY = 10_000;
const RECONNECT_MS = 500;

/**
 * Resolved API keys, so that a hot read does not ask the database who is asking. A revocation or a change of rights
 * reaches every process by NOTIFY, at once. While the listening connection is down nothing is kept: slower, never
 * wrong.
 */
@Injectable()
export class CredentialCache implements OnModuleInit, BeforeApplicationShutdown {
  readonly #byHash = new Map<string, ResolvedKey>();
  #listener: PoolClient | null = null;
  #reconnect: NodeJS.Timeout | null = null;
  #stopped = false;

  constructor(@Inject(POOL) private readonly pool: Pool) {}

  async onModuleInit(): Promise<void> {
    await this.#listen();
  }

  beforeApplicationShutdown(): void {
    this.#stopped = true;
    if (this.#reconnect) clearTimeout(this.#reconnect);
    this.#listener?.release(true);
    this.#listener = null;
  }

  get(hash: string): ResolvedKey | null {
    const known = this.#byHash.get(hash);
    if (!known) return null;
    if (known.expiresAt > Date.now()) return known;
    this.#byHash.delete(hash);
    return null;
  }

  /** Marks now, to be handed to `put`: an answer that was read before a change is not kept. */
  epoch = 0;

  put(hash: string, key: ResolvedKey, epoch: number): void {
    if (!this.#listener || epoch !== this.epoch) return;
    if (this.#byHash.size >= CAPACITY) this.#byHash.clear();
    this.#byHash.set(hash, key);
  }

  async #listen(): Promise<void> {
    let client: PoolClient | null = null;
    try {
      client = await this.pool.connect();
      const lost = client;
      client.on('notification', ({ payload }) => this.#forget(payload ?? ''));
      client.on('error', () => this.#lose(lost));
      client.on('end', () => this.#lose(lost));
      await client.query('LISTEN credentials');
      this.#listener = client;
    } catch (error) {
      client?.release(true);
      logger.warn(
        { err: error },
        'cannot listen for changes of credentials; keys are looked up on every request',
      );
      this.#later();
    }
  }

  /** `id` is of a key or of a person: everything that stands on it goes. */
  #forget(id: string): void {
    this.epoch++;
    for (const [hash, key] of this.#byHash) {
      if (key.keyId === id || key.ownerId === id) this.#byHash.delete(hash);
    }
  }

  #lose(client: PoolClient): void {
    if (this.#listener !== client) return;
    this.#listener = null;
    this.epoch++;
    this.#byHash.clear();
    client.release(true);
    this.#later();
  }

  #later(): void {
    if (this.#stopped) return;
    this.#reconnect = setTimeout(() => void this.#listen(), RECONNECT_MS);
    this.#reconnect.unref();
  }
}
