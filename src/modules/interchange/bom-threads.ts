import { extname } from 'node:path';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Tinypool } from 'tinypool';
import { DomainError } from '../../kernel/domain-error.js';
import type { BomReading } from './cyclonedx/bom-content.js';

export interface BomThreadOptions {
  /** How many documents may wait while one is read. */
  waiting: number;
  /** After that, waiting included, nobody waits any longer, and the thread that is still at it is ended. */
  patienceMs: number;
  /** How Node starts the thread; what the process was started with when it is not given. */
  execArgv?: string[];
}

const THREAD = new URL(`./bom-thread${extname(import.meta.url)}`, import.meta.url).href;
const IDLE_MS = 60_000;

/** Reads documents in one thread beside the process, which answers others meanwhile. */
export class BomThreads implements OnApplicationShutdown {
  #pool: Tinypool | undefined;
  #open = 0;

  constructor(readonly options: BomThreadOptions = { waiting: 32, patienceMs: 20_000 }) {}

  /** @throws DomainError unavailable when too many are waiting, or when it takes too long */
  async read(document: object): Promise<BomReading> {
    const { waiting, patienceMs } = this.options;
    if (this.#open > waiting) throw new DomainError('unavailable');
    const signal = AbortSignal.timeout(patienceMs);
    this.#open++;
    try {
      this.#pool ??= this.#start();
      return (await this.#pool.run(document, { name: 'read', signal })) as BomReading;
    } catch (error) {
      if (signal.aborted) throw new DomainError('unavailable');
      throw error;
    } finally {
      this.#open--;
    }
  }

  async onApplicationShutdown(): Promise<void> {
    await this.#pool?.destroy();
  }

  #start(): Tinypool {
    return new Tinypool({
      filename: THREAD,
      runtime: 'worker_threads',
      minThreads: 0,
      maxThreads: 1,
      idleTimeout: IDLE_MS,
      ...(this.options.execArgv ? { execArgv: this.options.execArgv } : {}),
    });
  }
}
