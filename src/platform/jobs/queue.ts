import { createPostgresBackend, createRedisBackend, type Job, withBackend } from 'bullmq';
import { logger } from '../logging.js';
import { QUEUE_NAME as NAME, QUEUE_SCHEMA } from './queue-schema.js';

/** Jobs that one process works on at a time; each is a sweep, not a single piece of work. */
const CONCURRENCY = 4;
/** Finished jobs go at once: a kept id would make the queue swallow the next job of the same id. */
const FORGET = { removeOnComplete: true, removeOnFail: true, attempts: 1 };
/** A job whose worker was killed twice must not be given up: it is only a wake-up. */
const NEVER_GIVE_UP = 1_000_000_000;
const REPORT_EVERY_MS = 10_000;

export interface QueueSettings {
  databaseUrl: string;
  /** redis:// or rediss://; null: the queue lives in PostgreSQL. */
  queueUrl: string | null;
}

/** Does one job; told of it by name. */
export type Perform = (name: string) => Promise<void>;

/** The queue as the rest of the program knows it: it wakes, and holds nothing. */
export interface JobQueue {
  /** Makes the queue wake a job every so often; repeating it changes nothing. */
  schedule(name: string, everySeconds: number): Promise<void>;
  /** Names that are scheduled now, also by other releases. */
  scheduled(): Promise<string[]>;
  unschedule(name: string): Promise<void>;
  /** Wakes a job once, as soon as somebody is free. */
  wake(name: string): Promise<void>;
  /** Waits for the jobs in hand, then lets go of every connection. */
  close(): Promise<void>;
}

/**
 * Opens the queue and begins to work on it. Connections a process, on PostgreSQL: at most 2 for the queue, 3 for the
 * worker and one that listens.
 */
export function openQueue({ databaseUrl, queueUrl }: QueueSettings, perform: Perform): JobQueue {
  if (queueUrl !== null) {
    const { Queue, Worker } = withBackend(createRedisBackend);
    const connection = { url: queueUrl, maxRetriesPerRequest: null };
    return over(
      new Queue(NAME, { connection, defaultJobOptions: FORGET }),
      new Worker(NAME, performing(perform), { connection, ...WORKER }),
    );
  }
  const { Queue, Worker } = withBackend(createPostgresBackend);
  const connection = (name: string, max: number) => ({
    connectionString: databaseUrl,
    schema: QUEUE_SCHEMA,
    application_name: name,
    max,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  });
  return over(
    new Queue(NAME, { connection: connection('underpin-queue', 2), defaultJobOptions: FORGET }),
    new Worker(NAME, performing(perform), { connection: connection('underpin-worker', 3), ...WORKER }),
  );
}

const WORKER = { concurrency: CONCURRENCY, maxStalledCount: NEVER_GIVE_UP };

function performing(perform: Perform): (job: Job) => Promise<void> {
  return (job) => perform(job.name);
}

/** What both backends have in common of a queue. */
interface Wakes {
  on(event: 'error', listener: (error: Error) => void): unknown;
  upsertJobScheduler(
    id: string,
    repeat: { every: number },
    template: { name: string; opts: typeof FORGET },
  ): Promise<unknown>;
  getJobSchedulers(): Promise<{ key: string }[]>;
  removeJobScheduler(id: string): Promise<boolean>;
  add(name: string, data: object): Promise<unknown>;
  close(): Promise<void>;
}

interface Works {
  on(event: 'error', listener: (error: Error) => void): unknown;
  close(): Promise<void>;
}

function over(queue: Wakes, worker: Works): JobQueue {
  const report = reporter();
  queue.on('error', report);
  worker.on('error', report);
  return {
    schedule: async (name, everySeconds) => {
      await queue.upsertJobScheduler(name, { every: everySeconds * 1_000 }, { name, opts: FORGET });
    },
    scheduled: async () => (await queue.getJobSchedulers()).map(({ key }) => key),
    unschedule: async (name) => {
      await queue.removeJobScheduler(name);
    },
    wake: async (name) => {
      await queue.add(name, {});
    },
    close: async () => {
      await worker.close();
      await queue.close();
    },
  };
}

/** A queue that is away reports it without end: once in a while is enough. */
function reporter(): (error: Error) => void {
  let quietUntil = 0;
  return (error) => {
    if (Date.now() < quietUntil) return;
    quietUntil = Date.now() + REPORT_EVERY_MS;
    logger.warn({ err: error }, 'the job queue does not answer; due work waits in the database');
  };
}
