import { Inject, Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { type Attempt, DurableMail, type MailQueue, type Sent } from '../../platform/mail/durable-mail.js';
import { type Mail, Mailer } from '../../platform/mail/mailer.js';
import { CONFIG } from '../../platform/tokens.js';
import { reminderMail } from './domain/texts.js';
import { type Outgoing, SendRepository } from './persistence/send.repository.js';

const CONTEXT = systemContext('obligations.send');

/** Sends reminders by mail. */
@Injectable()
export class ReminderSender implements MailQueue<Attempt> {
  readonly what = 'a reminder';
  readonly #sending: DurableMail<Attempt>;

  constructor(
    unitOfWork: UnitOfWork,
    mailer: Mailer,
    private readonly clock: Clock,
    private readonly messages: SendRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#sending = new DurableMail(CONTEXT, unitOfWork, mailer, this);
  }

  /** Sends until nothing is left to send. A stop lets what is under way finish, and takes nothing new. */
  run(signal?: AbortSignal): Promise<Sent> {
    return this.#sending.run(signal);
  }

  take(tx: Transaction, limit: number): Promise<{ attempts: Attempt[]; dead: number }> {
    return this.messages.take(tx, limit);
  }

  async open(tx: Transaction, attempt: Attempt): Promise<Mail | 'taken' | 'unwanted'> {
    const message = await this.messages.open(tx, attempt);
    if (message === null) return 'taken';
    return message.reachable && message.lines.length > 0 ? this.#mailOf(message) : 'unwanted';
  }

  markSent(tx: Transaction, attempt: Attempt, answer: string): Promise<void> {
    return this.messages.markSent(tx, attempt, answer);
  }

  markFailed(tx: Transaction, attempt: Attempt, reason: string, waitMs: number): Promise<void> {
    return this.messages.markFailed(tx, attempt, reason, waitMs);
  }

  markCancelled(tx: Transaction, attempt: Attempt): Promise<void> {
    return this.messages.markCancelled(tx, attempt);
  }

  /** A reminder holds no secret. */
  tellable(text: string): string {
    return text;
  }

  #mailOf({ messageId, email, locale, lines }: Outgoing): Mail {
    const { publicUrl } = this.config;
    const addressOf = (id: string): string | null =>
      publicUrl === null ? null : `${publicUrl}/api/v1/obligations/${id}`;
    return {
      to: email,
      ...reminderMail(lines, locale, addressOf),
      messageId,
      date: this.clock.now(),
      headers: { 'Content-Language': locale },
    };
  }
}
