import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { logger } from '../../platform/logging.js';
import { Mailer } from '../../platform/mail/mailer.js';
import { CONFIG } from '../../platform/tokens.js';
import { waitAfter, MOST_ATTEMPTS } from './domain/retry.js';
import { reminderMail } from './domain/texts.js';
import { type Attempt, type Outgoing, SendRepository } from './persistence/send.repository.js';

const CONTEXT = systemContext('obligations.send');
/** Messages under way at once in one run; each holds a database connection meanwhile. */
const AT_ONCE = 4;
/** An attempt without an answer by then has failed, whatever became of it. */
const ANSWER_WITHIN_MS = 45_000;
const RECORD_EVERY_MS = 1_000;
const RECORD_TRIES = 60;

export interface Sent {
  sent: number;
  failed: number;
  dead: number;
}

type Outcome = 'sent' | 'failed' | 'dead' | 'none';

/**
 * Sends the messages that are to go out. The attempt is counted and committed first; the row is then locked for as long
 * as the mail server is spoken to, so that nobody else takes the message up while its sender lives. Every attempt
 * carries the same Message-ID: where an answer of the mail server was lost, the one copy more can be told.
 */
@Injectable()
export class ReminderSender {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly mailer: Mailer,
    private readonly messages: SendRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Sends until nothing is left to send. A stop lets what is under way finish, and takes nothing new. */
  async run(signal?: AbortSignal): Promise<Sent> {
    const total = { sent: 0, failed: 0, dead: 0 };
    while (!signal?.aborted) {
      const { attempts, dead } = await this.unitOfWork.run(CONTEXT, (tx) => this.messages.take(tx, AT_ONCE));
      total.dead += dead;
      if (attempts.length + dead === 0) break;
      const outcomes = await Promise.all(attempts.map((attempt) => this.#attempt(attempt)));
      for (const outcome of outcomes) if (outcome !== 'none') total[outcome]++;
    }
    if (total.dead > 0)
      logger.error({ reminders: total.dead }, 'reminders could not be delivered and are given up');
    return total;
  }

  async #attempt(attempt: Attempt): Promise<Outcome> {
    const known: { answer: string | null } = { answer: null };
    try {
      return await this.unitOfWork.run(CONTEXT, async (tx) => {
        const message = await this.messages.open(tx, attempt);
        if (!message) return 'none';
        if (!message.reachable || message.lines.length === 0) {
          await this.messages.markCancelled(tx, attempt);
          return 'none';
        }
        try {
          known.answer ??= await this.#send(message);
        } catch (error) {
          return await this.#recordFailure(tx, attempt, error);
        }
        await this.messages.markSent(tx, attempt, known.answer);
        return 'sent';
      });
    } catch (error) {
      // The database went away. What the mail server has accepted must be recorded by whoever knows it.
      logger.warn(
        { err: error, reminder: attempt.id },
        'the outcome of a reminder could not be recorded at once',
      );
      return known.answer === null ? 'failed' : this.#recordLate(attempt, known.answer);
    }
  }

  async #send({ messageId, email, locale, lines }: Outgoing): Promise<string> {
    const { publicUrl } = this.config;
    const addressOf = (id: string): string | null =>
      publicUrl === null ? null : `${publicUrl}/api/v1/obligations/${id}`;
    const sending = this.mailer.send({
      to: email,
      ...reminderMail(lines, locale, addressOf),
      messageId,
      date: this.clock.now(),
      headers: { 'Content-Language': locale },
    });
    const { response } = await within(ANSWER_WITHIN_MS, sending);
    return response;
  }

  async #recordFailure(tx: Transaction, attempt: Attempt, error: unknown): Promise<Outcome> {
    logger.warn({ err: error, reminder: attempt.id, attempt: attempt.attempts }, 'a reminder was not sent');
    const reason = error instanceof Error ? error.message : 'unknown';
    await this.messages.markFailed(tx, attempt, reason, waitAfter(attempt.attempts));
    return attempt.attempts >= MOST_ATTEMPTS ? 'dead' : 'failed';
  }

  async #recordLate(attempt: Attempt, answer: string): Promise<Outcome> {
    for (let tries = 0; tries < RECORD_TRIES; tries++) {
      await pause(RECORD_EVERY_MS);
      try {
        await this.unitOfWork.run(CONTEXT, (tx) => this.messages.markSent(tx, attempt, answer));
        return 'sent';
      } catch (error) {
        logger.debug({ err: error, reminder: attempt.id }, 'the outcome of a reminder is still not recorded');
      }
    }
    return 'failed';
  }
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  const timeout = new AbortController();
  const late = pause(ms, undefined, { signal: timeout.signal }).then(() => {
    throw new Error(`no answer within ${ms / 1000} seconds`);
  });
  late.catch(() => undefined); // ends by being called off
  try {
    return await Promise.race([work, late]);
  } finally {
    timeout.abort();
  }
}
