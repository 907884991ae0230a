import { Injectable } from '@nestjs/common';
import type { Actor, Locale, RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError } from '../../kernel/domain-error.js';
import { RateLimit } from '../../platform/auth/rate-limit.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { works } from './assessment-links.service.js';
import { hashOfToken, isLinkToken } from './domain/link-token.js';
import type { Question, Questionnaire } from './domain/questionnaire.js';
import type { AssessmentEntity } from './persistence/assessment.entity.js';
import { AssessmentRepository } from './persistence/assessment.repository.js';
import { type FoundLink, LinkReadModel } from './persistence/assessment-link.read-model.js';
import { type HeldLink, LinkRepository } from './persistence/assessment-link.repository.js';
import { questionnaireOf } from './questionnaires/questionnaires.js';

/** A request with the token of a link, from somebody who is not signed in. */
export interface LinkRequest {
  token: unknown;
  requestId: string;
  locale: Locale;
}

/** What a link opened. */
export interface Opened {
  link: HeldLink;
  row: AssessmentEntity;
  questionnaire: Questionnaire;
  /** In the name of the link: it sees its legal entity, and may do nothing. */
  context: RequestContext;
}

type Work<T> = (tx: Transaction, opened: Opened) => Promise<T>;

/** Work over links: each piece of it looks anew whether the link still works. */
@Injectable()
export class LinkSessions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly assessments: AssessmentRepository,
    private readonly lookup: LinkReadModel,
    private readonly links: LinkRepository,
    private readonly rateLimit: RateLimit,
  ) {}

  /**
   * Holds the assessment of a link that works, and does something in the name of the link. Counted as one request over it, before
   * anything else is done.
   * @throws DomainError link-not-valid, or too-many-requests
   */
  async within<T>(request: LinkRequest, work: Work<T>): Promise<T> {
    const found = await this.#find(request);
    await this.rateLimit.spendOver(found.id);
    return this.#hold(request, found, work);
  }

  /** The same later within the same request. */
  async again<T>(request: LinkRequest, work: Work<T>): Promise<T> {
    return this.#hold(request, await this.#find(request), work);
  }

  async #find({ token }: LinkRequest): Promise<FoundLink> {
    const hash = isLinkToken(token) ? hashOfToken(token) : null;
    const found = hash && (await this.lookup.byToken(hash));
    if (!found) throw new DomainError('link-not-valid');
    return found;
  }

  #hold<T>(request: LinkRequest, found: FoundLink, work: Work<T>): Promise<T> {
    const context = contextOf(request, found);
    return this.unitOfWork.run(context, async (tx) => {
      const row = await this.assessments.lock(tx, found.assessmentId);
      // Read again behind the lock: it may have been taken back in between.
      const link = (await this.links.ofAssessment(tx, found.assessmentId)).find(({ id }) => id === found.id);
      const questionnaire = row && questionnaireOf(row.templateVersion);
      const isValid = row?.retiredAt === null && link && works(link, this.clock.now());
      if (!isValid || !questionnaire) throw new DomainError('link-not-valid');
      return work(tx, { link, row, questionnaire, context });
    });
  }
}

/** The questions that are put to the provider. */
export function put({ questions }: Questionnaire): readonly Question[] {
  return questions.filter(({ from }) => from === 'provider');
}

/** Answers are given while the assessment is with the provider. */
export function refuseEnded({ state }: AssessmentEntity): void {
  if (state !== 'sent') throw new DomainError('not-open');
}

/** Who answers over a link has no rights but to answer. */
function contextOf({ requestId, locale }: LinkRequest, link: FoundLink): RequestContext {
  const actor: Actor = {
    ...{ type: 'link', id: link.id, name: link.recipient, personId: null },
    ...{ roles: [], permissions: new Set(), functions: [] },
    scope: { all: false, ids: [link.legalEntityId] },
  };
  return { actor, requestId, locale, idempotency: null };
}
