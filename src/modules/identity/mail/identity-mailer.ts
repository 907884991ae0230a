import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import type { Locale } from '../../../kernel/actor.js';
import { Clock } from '../../../kernel/clock.js';
import { newId } from '../../../kernel/ids.js';
import { logger } from '../../../platform/logging.js';
import { Mailer } from '../../../platform/mail/mailer.js';
import { type IdentityMail, MAIL_TEXTS } from './mail-texts.js';

/** How long a request waits for the mail server; the mail goes on meanwhile. */
const PATIENCE_MS = 10_000;
const NOTHING = { token: '', address: '' };

export interface Recipient {
  email: string;
  name: string;
  locale: Locale;
}

/** Mails about accounts, in the language of the person. Sent after the change is committed; a change never hangs on a mail. */
@Injectable()
export class IdentityMailer implements BeforeApplicationShutdown {
  readonly #underWay = new Set<Promise<unknown>>();

  constructor(
    private readonly mailer: Mailer,
    private readonly clock: Clock,
  ) {}

  /** Whether the mail server took it within ten seconds. A refusal is logged, without the address. */
  async send(to: Recipient, mail: IdentityMail): Promise<boolean> {
    const sending = this.inBackground(() => this.#deliver(to, mail));
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(false), PATIENCE_MS).unref();
    });
    const sent = await Promise.race([sending.then((done) => done === true), patience]);
    clearTimeout(timer);
    return sent;
  }

  /** Runs work that the caller must not wait for; a shutdown does. */
  inBackground<T>(work: () => Promise<T>): Promise<T | null> {
    const running = work().catch((error: unknown) => {
      logger.error({ err: error }, 'a mail about an account could not be sent');
      return null;
    });
    this.#underWay.add(running);
    void running.finally(() => this.#underWay.delete(running));
    return running;
  }

  async beforeApplicationShutdown(): Promise<void> {
    await Promise.all(this.#underWay);
  }

  async #deliver(to: Recipient, mail: IdentityMail): Promise<true> {
    const text = MAIL_TEXTS[mail.kind][to.locale];
    await this.mailer.send({
      to: to.email,
      subject: text.subject,
      text: `${text.lines(to.name, 'token' in mail ? mail : NOTHING).join('\n\n')}\n`,
      messageId: `${mail.kind}-${newId()}@underpin`,
      date: this.clock.now(),
    });
    return true;
  }
}
