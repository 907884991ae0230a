import { extname } from 'node:path';
import { availableParallelism } from 'node:os';
import type { OnApplicationShutdown } from '@nestjs/common';
import { Tinypool } from 'tinypool';
import { DomainError } from '../../kernel/domain-error.js';
import { MAX_CUT_SETS } from './engine/graph/computation-limits.js';
import type { PortfolioProblem } from './engine/graph/validate.js';
import type { EngineTasks, ThreadAnswer } from './engine-thread.js';

export interface EngineThreadOptions {
  threads: number;
  /** How many questions may wait for a thread. */
  waiting: number;
  /** After that the engine gives up by itself. */
  deadlineMs: number;
  /** After that, waiting included, nobody waits any longer, and the thread that is still at it is ended. */
  patienceMs: number;
  /** How Node starts the thread; what the process was started with when it is not given. */
  execArgv?: string[];
}

/** One processor is left to answer everybody else. */
export const ENGINE_THREADS: Readonly<EngineThreadOptions> = {
  threads: Math.max(1, Math.min(2, availableParallelism() - 1)),
  waiting: 8,
  deadlineMs: 10_000,
  patienceMs: 20_000,
};

const THREAD = new URL(`./engine-thread${extname(import.meta.url)}`, import.meta.url).href;
const IDLE_MS = 60_000;

/**
 * Asks the engine in a thread of its own: a heavy question takes seconds, and the process goes on answering others.
 * Threads start when they are first needed and end when they have had nothing to do.
 */
export class EngineThreads implements OnApplicationShutdown {
  #pool: Tinypool | undefined;
  #open = 0;

  constructor(readonly options: EngineThreadOptions = { ...ENGINE_THREADS }) {}

  /**
   * @param prepare makes the question, once it is sure that it may wait: it may take a whole register
   * @returns JSON text
   * @throws DomainError validation-failed with pointers, portfolio-too-complex, or unavailable when too many are waiting
   */
  async ask<Name extends keyof EngineTasks>(
    name: Name,
    prepare: () => EngineTasks[Name] | Promise<EngineTasks[Name]>,
  ): Promise<string> {
    const { threads, waiting, patienceMs } = this.options;
    if (this.#open >= threads + waiting) throw new DomainError('unavailable');
    const signal = AbortSignal.timeout(patienceMs);
    this.#open++;
    // The place is taken until the work is over, however long somebody waited for it.
    const answered = this.#answer(name, prepare, signal).finally(() => this.#open--);
    return Promise.race([answered, outOfPatience(signal)]);
  }

  async #answer<Name extends keyof EngineTasks>(
    name: Name,
    prepare: () => EngineTasks[Name] | Promise<EngineTasks[Name]>,
    signal: AbortSignal,
  ): Promise<string> {
    const { deadlineMs } = this.options;
    const task = await prepare();
    try {
      this.#pool ??= this.#start();
      const answer = (await this.#pool.run({ ...task, deadlineMs }, { name, signal })) as ThreadAnswer;
      return jsonOf(answer, deadlineMs);
    } catch (error) {
      if (signal.aborted) throw new DomainError('unavailable');
      throw error;
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
      maxThreads: this.options.threads,
      idleTimeout: IDLE_MS,
      ...(this.options.execArgv ? { execArgv: this.options.execArgv } : {}),
    });
  }
}

function outOfPatience(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new DomainError('unavailable')), { once: true });
  });
}

function jsonOf(answer: ThreadAnswer, deadlineMs: number): string {
  if ('json' in answer) return answer.json;
  if ('problems' in answer) throw refusal(answer.problems);
  const limit = answer.tooComplex === 'sets' ? `${MAX_CUT_SETS} cut sets` : `${deadlineMs / 1000} s`;
  throw new DomainError('portfolio-too-complex', { limit });
}

function refusal(problems: readonly PortfolioProblem[]): DomainError {
  return new DomainError(
    'validation-failed',
    {},
    problems.map(({ pointer, code, params }) => ({
      pointer,
      code: code.replaceAll('_', '-'),
      params: { max: params?.['most'] ?? '', ...params },
    })),
  );
}
