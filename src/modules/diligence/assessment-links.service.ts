import { Injectable } from '@nestjs/common';
import { type Locale, preparerOf, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { AssessmentContents, recordAssessment } from './assessment-content.js';
import { isDecided } from './domain/assessment.js';
import { newLinkToken } from './domain/link-token.js';
import { LinkMailAllowance } from './link-mail-allowance.js';
import { LinkMailRepository } from './persistence/assessment-link-mail.repository.js';
import { AssessmentRepository } from './persistence/assessment.repository.js';
import { type HeldLink, LinkRepository } from './persistence/assessment-link.repository.js';

export interface LinkInput {
  recipient: string;
  expiresInDays?: number;
  /** Where it is mailed to; without it, whoever makes the link passes it on. */
  email?: string | null;
  /** The language of the mail. */
  locale?: Locale;
}

const USUAL_DAYS = 30;
const DAY_MS = 86_400_000;

/** Sends questionnaires to providers, by links that end, and takes links back. */
@Injectable()
export class AssessmentLinks {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly assessments: AssessmentRepository,
    private readonly contents: AssessmentContents,
    private readonly links: LinkRepository,
    private readonly mails: LinkMailRepository,
    private readonly allowance: LinkMailAllowance,
  ) {}

  /**
   * Makes a link, and with it the assessment is with the provider. The token is in this answer and nowhere else: a repeat of the
   * request gets the answer without it. Of a link that is mailed, it is in the mail alone.
   */
  async issue(context: RequestContext, id: string, rowVersion: number, input: LinkInput): Promise<Answer> {
    const { recipient, expiresInDays = USUAL_DAYS, email = null } = input;
    if (email === null && input.locale !== undefined) {
      throw invalid({ pointer: '/locale', code: 'only-with', params: { other: 'email' } });
    }
    if (email !== null) await this.allowance.spend(email, preparerOf(context.actor));
    return this.unitOfWork.answer(context, async (tx) => {
      const { row, questionnaire } = await this.contents.holdCurrent(tx, id, rowVersion);
      if (isDecided(row.state)) throw new DomainError('already-decided');
      if (row.state === 'submitted') throw new DomainError('not-open');
      const asksProvider = questionnaire.questions.some(({ from }) => from === 'provider');
      if (row.method !== 'provider_answers' || !asksProvider) {
        throw invalid({ pointer: '', code: 'contradiction', params: { other: 'method' } });
      }
      const expiresAt = new Date(this.clock.now().getTime() + expiresInDays * DAY_MS);
      const createdBy = preparerOf(context.actor);
      const linkId = newId();
      await this.links.insert(tx, { id: linkId, assessmentId: id, recipient, expiresAt, createdBy });
      const token = email === null ? await this.#tokenOf(tx, linkId) : null;
      const { locale = 'en' } = input;
      if (email !== null) await this.mails.insert(tx, { linkId, email, locale });
      const json = await this.links.shown(tx, linkId);
      await this.assessments.update(tx, id, { state: 'sent' });
      recordAssessment(tx, 'sent', row, {
        ...{ linkId, recipient, expiresAt: expiresAt.toISOString() },
        ...(email === null ? {} : { email, locale }),
        ...(row.state === 'sent' ? {} : { state: { from: row.state, to: 'sent' } }),
      });
      const location = `/api/v1/assessments/${id}/links`;
      return new Answer(201, withToken(json, token), { location }, withToken(json, null));
    });
  }

  /** A token to be shown, once. */
  async #tokenOf(tx: Transaction, linkId: string): Promise<string> {
    const { token, hash } = newLinkToken();
    await this.mails.addToken(tx, linkId, hash);
    return token;
  }

  /** Takes a link back; when none is left that works, the assessment is with the firm again. */
  revoke(context: RequestContext, id: string, linkId: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.contents.hold(tx, id);
      const links = await this.links.ofAssessment(tx, id);
      const link = links.find((one) => one.id === linkId);
      if (!link) throw notFound();
      if (link.revokedAt !== null) throw new DomainError('already-closed');
      const now = this.clock.now();
      await this.links.revoke(tx, linkId, now);
      const isBack = row.state === 'sent' && !links.some((one) => one.id !== linkId && works(one, now));
      await this.assessments.update(tx, id, isBack ? { state: 'draft' } : {});
      recordAssessment(tx, 'link_revoked', row, {
        linkId,
        ...(isBack ? { state: { from: row.state, to: 'draft' } } : {}),
      });
      return Answer.of(await this.assessments.shown(tx, id, now));
    });
  }
}

/** Whether a link opens its questionnaire. */
export function works({ expiresAt, revokedAt }: HeldLink, now: Date): boolean {
  return revokedAt === null && expiresAt > now;
}

function withToken(json: string, token: string | null): string {
  return `${json.slice(0, -1)},"token":${JSON.stringify(token)}}`;
}
