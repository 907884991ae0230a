import { setTimeout as pause } from 'node:timers/promises';
import type { RequestContext } from '../../kernel/actor.js';
import type { Transaction, UnitOfWork } from '../database/unit-of-work.js';
import { logger } from '../logging.js';
import { answerWithin } from './answer-within.js';
import type { Mail, Mailer } from './mailer.js';
import { MOST_ATTEMPTS, waitAfter } from './retry.js';

/** Messages under way at once in one run; each holds a database connection meanwhile. */
const AT_ONCE = 4;
/** An attempt without an answer by then has failed, whatever became of it. */
const ANSWER_WITHIN_MS = 45_000;
const RECORD_EVERY_MS = 1_000;
const RECORD_TRIES = 60;
/** How long nobody else takes over an attempt whose process is not heard of; longer than any attempt may last. */
export const TAKEOVER_SECONDS = 60;

/** The right to make one attempt to send one message. */
export interface Attempt {
  id: string;
  /** Counted before sending: a process that dies in the middle has used its attempt. */
  attempts: number;
}

/** Messages of one kind in their table, whose rows are the truth about them. */
export interface MailQueue<One extends Attempt> {
  /** For the log: "a reminder". */
  readonly what: string;
  /** Takes attempts, and gives up what has had all of its own. */
  take(tx: Transaction, limit: number): Promise<{ attempts: One[]; dead: number }>;
  /** The message of an attempt, its row locked; none where the attempt is not ours any more, or nobody is to be told any more. */
  open(tx: Transaction, attempt: One): Promise<Mail | 'taken' | 'unwanted'>;
  markSent(tx: Transaction, attempt: One, answer: string): Promise<void>;
  markFailed(tx: Transaction, attempt: One, reason: string, waitMs: number): Promise<void>;
  markCancelled(tx: Transaction, attempt: One): Promise<void>;
  /** What a mail server said, as it may be kept and logged. */
  tellable(text: string): string;
}

export interface Sent {
  sent: number;
  failed: number;
  dead: number;
}

type Outcome = 'sent' | 'failed' | 'dead' | 'none';

/**
 * Sends the messages of a queue that are to go out. The attempt is counted and committed first; the row is then locked for as long
 * as the mail server is spoken to, so that nobody else takes the message up while its sender lives. Every attempt
 * carries the same Message-ID: where an answer of the mail server was lost, the one copy more can be told.
 */
export class DurableMail<One extends Attempt> {
  constructor(
    private readonly context: RequestContext,
    private readonly unitOfWork: UnitOfWork,
    private readonly mailer: Mailer,
    private readonly queue: MailQueue<One>,
  ) {}

  /** Sends until nothing is left to send. A stop lets what is under way finish, and takes nothing new. */
  async run(signal?: AbortSignal): Promise<Sent> {
    const total = { sent: 0, failed: 0, dead: 0 };
    while (!signal?.aborted) {
      const { attempts, dead } = await this.unitOfWork.run(this.context, (tx) =>
        this.queue.take(tx, AT_ONCE),
      );
      total.dead += dead;
      if (attempts.length + dead === 0) break;
      const outcomes = await Promise.all(attempts.map((attempt) => this.#attempt(attempt)));
      for (const outcome of outcomes) if (outcome !== 'none') total[outcome]++;
    }
    if (total.dead > 0) {
      logger.error(
        { what: this.queue.what, count: total.dead },
        'mails could not be delivered and are given up',
      );
    }
    return total;
  }

  async #attempt(attempt: One): Promise<Outcome> {
    const { what } = this.queue;
    const known: { answer: string | null } = { answer: null };
    try {
      return await this.unitOfWork.run(this.context, async (tx) => {
        const message = await this.queue.open(tx, attempt);
        if (message === 'taken') return 'none';
        if (message === 'unwanted') {
          await this.queue.markCancelled(tx, attempt);
          return 'none';
        }
        try {
          known.answer ??= await this.#send(message);
        } catch (error) {
          return await this.#recordFailure(tx, attempt, error);
        }
        await this.queue.markSent(tx, attempt, known.answer);
        return 'sent';
      });
    } catch (error) {
      // The database went away. What the mail server has accepted must be recorded by whoever knows it.
      logger.warn({ err: error, mail: attempt.id }, `the outcome of ${what} could not be recorded at once`);
      return known.answer === null ? 'failed' : this.#recordLate(attempt, known.answer);
    }
  }

  async #send(message: Mail): Promise<string> {
    const { response } = await answerWithin(ANSWER_WITHIN_MS, this.mailer.send(message));
    return this.queue.tellable(response);
  }

  async #recordFailure(tx: Transaction, attempt: One, error: unknown): Promise<Outcome> {
    const { what } = this.queue;
    const reason = this.queue.tellable(error instanceof Error ? error.message : 'unknown');
    logger.warn({ reason, mail: attempt.id, attempt: attempt.attempts }, `${what} was not sent`);
    await this.queue.markFailed(tx, attempt, reason, waitAfter(attempt.attempts));
    return attempt.attempts >= MOST_ATTEMPTS ? 'dead' : 'failed';
  }

  async #recordLate(attempt: One, answer: string): Promise<Outcome> {
    const { what } = this.queue;
    for (let tries = 0; tries < RECORD_TRIES; tries++) {
      await pause(RECORD_EVERY_MS);
      try {
        await this.unitOfWork.run(this.context, (tx) => this.queue.markSent(tx, attempt, answer));
        return 'sent';
      } catch (error) {
        logger.debug({ err: error, mail: attempt.id }, `the outcome of ${what} is still not recorded`);
      }
    }
    return 'failed';
  }
}
