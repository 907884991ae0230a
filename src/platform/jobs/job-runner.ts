import { Inject, Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { logger } from '../logging.js';
import { hasStopped, type Heartbeat, Heartbeats, isLate } from './heartbeats.js';
import type { PeriodicJob, Resolve } from './periodic-job.js';
import { type JobQueue, openQueue, type QueueSettings } from './queue.js';
import { checkQueueSchema } from './queue-schema.js';

export const JOBS = Symbol('JOBS');
export const QUEUE_SETTINGS = Symbol('QUEUE_SETTINGS');

const LOOK_EVERY_MS = 10_000;
const QUEUE_ANSWERS_WITHIN_MS = 5_000;

/**
 * Runs the periodic jobs of this process. The queue says when, and shares the runs among the processes; when it is
 * silent for too long, its schedule is mended and the late job is run here at once: without a queue the work is done
 * later, never not at all.
 */
@Injectable()
export class JobRunner {
  readonly #running = new Set<string>();
  readonly #stop = new AbortController();
  readonly #inHand = new Set<Promise<void>>();
  #queue: JobQueue | null = null;
  #look: NodeJS.Timeout | null = null;
  #startedAt = 0;

  constructor(
    @Inject(JOBS) private readonly jobs: readonly PeriodicJob[],
    @Inject(QUEUE_SETTINGS) private readonly settings: QueueSettings,
    private readonly heartbeats: Heartbeats,
    private readonly modules: ModuleRef,
  ) {}

  /**
   * Begins to work: looks at once for what waits, and from then on whenever the queue says so. A queue that does not
   * answer yet does not keep it from starting.
   */
  async start(): Promise<void> {
    if (this.settings.queueUrl === null) await checkQueueSchema(this.settings.databaseUrl);
    this.#startedAt = Date.now();
    this.#queue = openQueue(this.settings, (name) => this.#perform(name));
    await this.#mendSchedule();
    for (const { name } of this.jobs) void this.#perform(name);
    this.#look = setInterval(() => void this.#lookAfter(), LOOK_EVERY_MS);
  }

  /** Takes nothing new, lets the batches in hand finish, and closes the queue. */
  async stop(): Promise<void> {
    this.#stop.abort();
    if (this.#look) clearInterval(this.#look);
    await this.#queue?.close();
    await Promise.all(this.#inHand);
    this.#queue = null;
  }

  #perform(name: string): Promise<void> {
    const job = this.jobs.find((known) => known.name === name);
    if (!job || this.#stop.signal.aborted) return Promise.resolve();
    const run = this.#runOnce(job).finally(() => this.#inHand.delete(run));
    this.#inHand.add(run);
    return run;
  }

  /** One run at a time in one process; a second call only shows that the first is still at it. */
  async #runOnce(job: PeriodicJob): Promise<void> {
    const resolve: Resolve = (token) => this.modules.get(token, { strict: false });
    try {
      await this.heartbeats.beat(job);
      if (this.#running.has(job.name)) return;
      this.#running.add(job.name);
      try {
        const detail = await job.run(resolve, this.#stop.signal);
        await this.heartbeats.succeeded(job, detail);
        const next = job.wakes?.(detail) ?? null;
        if (next !== null) await this.#queue?.wake(next);
      } finally {
        this.#running.delete(job.name);
      }
    } catch (error) {
      // Not handed to the queue: it would only keep what the next run finds again.
      logger.error({ err: error, job: job.name }, 'a job failed; the next run tries again');
      await this.#tellFailure(job, error);
    }
  }

  async #tellFailure(job: PeriodicJob, error: unknown): Promise<void> {
    try {
      await this.heartbeats.failed(job, error);
    } catch {
      // The database is away: its health says so, and this job's success grows old.
    }
  }

  /** Finds jobs that nobody has woken for too long. */
  async #lookAfter(): Promise<void> {
    try {
      const beats = new Map((await this.heartbeats.all()).map((beat) => [beat.name, beat]));
      await this.#retireUnknown([...beats.values()]);
      const upSeconds = (Date.now() - this.#startedAt) / 1_000;
      const late = this.jobs.filter((job) => {
        const { everySeconds } = job;
        return isLate({ everySeconds, ageSeconds: beats.get(job.name)?.ageSeconds ?? upSeconds });
      });
      if (late.length === 0 || this.#stop.signal.aborted) return;
      logger.warn(
        { jobs: late.map(({ name }) => name) },
        'jobs were not woken in time; they are run at once',
      );
      await this.#mendSchedule();
      await Promise.all(late.map(({ name }) => this.#perform(name)));
    } catch (error) {
      logger.warn({ err: error }, 'could not see when jobs last ran');
    }
  }

  /** Jobs that this release no longer has. While a process of another release does them, they have not stopped. */
  async #retireUnknown(beats: readonly Heartbeat[]): Promise<void> {
    const known = new Set(this.jobs.map(({ name }) => name));
    const gone = beats.filter((beat) => !known.has(beat.name) && hasStopped(beat));
    if (gone.length > 0) await this.heartbeats.retire(gone.map(({ name }) => name));
  }

  /** Puts the schedule of this release into the queue; it may have been wiped, or be of an older release. */
  async #mendSchedule(): Promise<void> {
    const queue = this.#queue;
    if (!queue) return;
    const mend = async (): Promise<void> => {
      for (const { name, everySeconds } of this.jobs) await queue.schedule(name, everySeconds);
      const known = new Set(this.jobs.map(({ name }) => name));
      for (const name of await queue.scheduled()) if (!known.has(name)) await queue.unschedule(name);
    };
    try {
      await within(QUEUE_ANSWERS_WITHIN_MS, mend());
    } catch (error) {
      logger.warn({ err: error }, 'the job queue did not take the schedule; it is tried again');
    }
  }
}

async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the queue does not answer')), ms);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
