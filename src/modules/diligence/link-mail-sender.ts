import { Inject, Injectable } from '@nestjs/common';
import { systemContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { publicAddressOf } from '../../platform/config/public-address.js';
import type { Config } from '../../platform/config/config.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { DurableMail, type MailQueue, type Sent } from '../../platform/mail/durable-mail.js';
import { type Mail, Mailer } from '../../platform/mail/mailer.js';
import { MOST_ATTEMPTS } from '../../platform/mail/retry.js';
import { CONFIG } from '../../platform/tokens.js';
import { recordAssessment } from './assessment-content.js';
import { linkMailText } from './domain/link-mail.js';
import { newLinkToken, withoutTokens } from './domain/link-token.js';
import {
  LinkMailRepository,
  type OpenMail,
  type TakenMail,
} from './persistence/assessment-link-mail.repository.js';
import { questionnaireOf } from './questionnaires/questionnaires.js';

const CONTEXT = systemContext('assessments.mail_links');

/** An attempt with the token that it sends; it is nowhere else. */
interface MintedAttempt extends TakenMail {
  token: string;
}

/**
 * Sends links to providers by mail. Each attempt makes a token of its own, whose hash is committed before the mail leaves: a mail that
 * arrived opens the questions, whatever became of the attempt, and a token never waits anywhere to be sent.
 */
@Injectable()
export class LinkMailSender implements MailQueue<MintedAttempt> {
  readonly what = 'the mail with a link';
  readonly #sending: DurableMail<MintedAttempt>;

  constructor(
    unitOfWork: UnitOfWork,
    mailer: Mailer,
    private readonly clock: Clock,
    private readonly mails: LinkMailRepository,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.#sending = new DurableMail(CONTEXT, unitOfWork, mailer, this);
  }

  /** Sends until nothing is left to send. A stop lets what is under way finish, and takes nothing new. */
  run(signal?: AbortSignal): Promise<Sent> {
    return this.#sending.run(signal);
  }

  async take(tx: Transaction, limit: number): Promise<{ attempts: MintedAttempt[]; dead: number }> {
    const { taken, dead } = await this.mails.take(tx, limit);
    for (const mail of dead) tell(tx, 'link_mail_given_up', mail);
    const attempts: MintedAttempt[] = [];
    for (const mail of taken) {
      const { token, hash } = newLinkToken();
      await this.mails.addToken(tx, mail.id, hash);
      attempts.push({ ...mail, token });
    }
    return { attempts, dead: dead.length };
  }

  async open(tx: Transaction, attempt: MintedAttempt): Promise<Mail | 'taken' | 'unwanted'> {
    const now = this.clock.now();
    const mail = await this.mails.open(tx, attempt, now);
    if (mail === null) return 'taken';
    return mail.isWanted ? this.#mailOf(mail, attempt.token, now) : 'unwanted';
  }

  async markSent(tx: Transaction, attempt: MintedAttempt, answer: string): Promise<void> {
    await this.mails.markSent(tx, attempt, answer);
    tell(tx, 'link_mailed', attempt);
  }

  async markFailed(tx: Transaction, attempt: MintedAttempt, reason: string, waitMs: number): Promise<void> {
    await this.mails.markFailed(tx, attempt, reason, waitMs);
    if (attempt.attempts >= MOST_ATTEMPTS) tell(tx, 'link_mail_given_up', attempt);
  }

  markCancelled(tx: Transaction, attempt: MintedAttempt): Promise<void> {
    return this.mails.markCancelled(tx, attempt);
  }

  /** A mail server that refuses a message may repeat of it what it did not like. */
  tellable(text: string): string {
    return withoutTokens(text);
  }

  #mailOf(mail: OpenMail, token: string, date: Date): Mail {
    const { locale } = mail;
    const name = (en: string, zhHant: string | null): string => (locale === 'en' ? en : (zhHant ?? en));
    const text = linkMailText(
      {
        ...{
          recipient: mail.recipient,
          dueOn: mail.dueOn,
          expiresAt: mail.expiresAt,
          timeZone: mail.timeZone,
        },
        legalEntity: name(mail.legalEntityName, mail.legalEntityNameZhHant),
        subject: name(mail.subjectName, mail.subjectNameZhHant),
        questionnaire: questionnaireOf(mail.templateVersion)?.name[locale] ?? mail.templateVersion,
        token,
        address: `${publicAddressOf(this.config)}/api/v1/questionnaire`,
      },
      locale,
    );
    const headers = { 'Content-Language': locale };
    return { to: mail.email, ...text, messageId: mail.messageId, date, headers };
  }
}

function tell(tx: Transaction, what: string, { id, attempts, assessmentId, legalEntityId }: TakenMail): void {
  recordAssessment(tx, what, { id: assessmentId, legalEntityId }, { linkId: id, attempts });
}
