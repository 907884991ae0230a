import { Injectable } from '@nestjs/common';
import type { Actor, Locale, RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { AssessmentAnswers, type AnswerInput } from './assessment-answers.js';
import { recordAssessment } from './assessment-content.js';
import { works } from './assessment-links.service.js';
import { AssessmentReferences } from './assessment-references.js';
import { type AnswerFacts, askedOf } from './domain/assessment-answers.js';
import { hashOfToken, isLinkToken } from './domain/link-token.js';
import type { Question, Questionnaire } from './domain/questionnaire.js';
import type { AssessmentEntity } from './persistence/assessment.entity.js';
import { AssessmentRepository, type WrittenAnswer } from './persistence/assessment.repository.js';
import { type HeldLink, LinkRepository } from './persistence/assessment-link.repository.js';
import { type FoundLink, LinkReadModel } from './persistence/assessment-link.read-model.js';
import { SubjectNames } from './persistence/subject-names.js';
import { questionnaireOf } from './questionnaires/questionnaires.js';
import { shownOpenQuestion, shownSummary } from './questionnaires/shown-questionnaire.js';

/** A request with the token of a link, from somebody who is not signed in. */
export interface LinkRequest {
  token: unknown;
  requestId: string;
  locale: Locale;
}

export type ProviderAnswer = Pick<AnswerInput, 'state' | 'value' | 'comment'>;

interface Opened {
  link: HeldLink;
  row: AssessmentEntity;
  questionnaire: Questionnaire;
}

/**
 * What a provider does over a link: reads the questions that it can answer, answers them one by one, and says that it is done. It sees
 * its own answers and nothing else.
 */
@Injectable()
export class ProviderQuestionnaire {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly assessments: AssessmentRepository,
    private readonly lookup: LinkReadModel,
    private readonly links: LinkRepository,
    private readonly answers: AssessmentAnswers,
    private readonly references: AssessmentReferences,
    private readonly names: SubjectNames,
  ) {}

  /** Every question that is put to it, in both languages, with its answers so far: one request. */
  open(request: LinkRequest) {
    return this.#within(request, async (tx, opened) => {
      const { link, row, questionnaire } = opened;
      if (link.openedAt === null) {
        await this.links.open(tx, link.id, this.clock.now());
        recordAssessment(tx, 'opened', row, { linkId: link.id });
      }
      const [own, names] = await Promise.all([this.#own(tx, row.id), this.names.of(tx, row)]);
      const { name, purpose } = shownSummary(questionnaire);
      return {
        ...{ name, purpose, ...names, recipient: link.recipient, dueOn: row.dueOn },
        expiresAt: link.expiresAt.toISOString(),
        isOpen: row.state === 'sent',
        sections: questionnaire.sections
          .filter(({ code }) => put(questionnaire).some(({ section }) => section === code))
          .map(({ code, name: heading }) => ({ code, name: { en: heading.en, zhHant: heading['zh-Hant'] } })),
        questions: put(questionnaire).map(shownOpenQuestion),
        answers: own.map(shownAnswer),
      };
    });
  }

  /** Keeps one answer in place of the one before. */
  answer(request: LinkRequest, code: string, input: ProviderAnswer) {
    return this.#within(request, async (tx, opened) => {
      const { row, link, questionnaire } = opened;
      if (!put(questionnaire).some((question) => question.code === code)) throw notFound();
      refuseEnded(row);
      const today = await this.references.today(tx, row.legalEntityId);
      const { state = 'answered', value = null, comment = null } = input;
      const given: AnswerInput = { question: code, state, value, comment };
      const sourced: AnswerInput = { ...given, sourceKind: 'provider', source: null, sourcedOn: today };
      const written = await this.#written(tx, opened, sourced, today);
      if ('answers' in written) {
        await this.assessments.update(tx, row.id, {});
        recordAssessment(tx, 'answered', row, { linkId: link.id, ...written });
      }
      return shownAnswer(sourced as AnswerFacts);
    });
  }

  /** The provider is done: the assessment is with the firm again. */
  finish(request: LinkRequest) {
    return this.#within(request, async (tx, { row, link, questionnaire }) => {
      refuseEnded(row);
      const own = new Map((await this.#own(tx, row.id)).map((answer) => [answer.question, answer]));
      const open = askedOf({ ...questionnaire, questions: put(questionnaire) }, own).filter(
        ({ code }) => !own.has(code),
      );
      if (open.length > 0) throw invalid(unanswered(open));
      await this.assessments.update(tx, row.id, { state: 'draft', answeredAt: this.clock.now() });
      recordAssessment(tx, 'answers_finished', row, {
        linkId: link.id,
        state: { from: row.state, to: 'draft' },
      });
      return { answered: own.size };
    });
  }

  /** Answers are told by their place in a list; here there is one, and it has none. */
  async #written(
    tx: Transaction,
    { link, row, questionnaire }: Opened,
    answer: AnswerInput,
    today: string,
  ): Promise<object> {
    try {
      return await this.answers.write(tx, row, questionnaire, [answer], today, link.id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.errors.length === 0) throw error;
      throw invalid(
        ...error.errors.map((one) => ({ ...one, pointer: one.pointer.replace('/answers/0', '') })),
      );
    }
  }

  /** What was answered over links of the assessment: never what the firm wrote. */
  async #own(tx: Transaction, id: string): Promise<WrittenAnswer[]> {
    const [all, over] = await Promise.all([
      this.assessments.answers(tx, id),
      this.links.answeredOver(tx, id),
    ]);
    return all.filter(({ question }) => over.includes(question));
  }

  /** Holds the assessment of a link that works, and does something in the name of the link. */
  async #within<T>(request: LinkRequest, work: (tx: Transaction, opened: Opened) => Promise<T>): Promise<T> {
    const hash = isLinkToken(request.token) ? hashOfToken(request.token) : null;
    const found = hash && (await this.lookup.byToken(hash));
    if (!found) throw new DomainError('link-not-valid');
    return this.unitOfWork.run(contextOf(request, found), async (tx) => {
      const row = await this.assessments.lock(tx, found.assessmentId);
      // Read again behind the lock: it may have been taken back in between.
      const link = (await this.links.ofAssessment(tx, found.assessmentId)).find(({ id }) => id === found.id);
      const questionnaire = row && questionnaireOf(row.templateVersion);
      const isValid = row?.retiredAt === null && link && works(link, this.clock.now());
      if (!isValid || !questionnaire) throw new DomainError('link-not-valid');
      return work(tx, { link, row, questionnaire });
    });
  }
}

/** The questions that are put to the provider. */
function put({ questions }: Questionnaire): readonly Question[] {
  return questions.filter(({ from }) => from === 'provider');
}

function refuseEnded({ state }: AssessmentEntity): void {
  if (state !== 'sent') throw new DomainError('not-open');
}

function unanswered(open: readonly Question[]): FieldError {
  const named = open.slice(0, 20).map(({ code }) => code);
  const questions = [...named, ...(open.length > named.length ? ['…'] : [])].join(', ');
  return { pointer: '/answers', code: 'unanswered', params: { count: open.length, questions } };
}

function shownAnswer({ question, state, value, comment }: AnswerFacts) {
  return { question, state, value, comment };
}

/** Who answers over a link has no rights but to answer. */
function contextOf({ requestId, locale }: LinkRequest, { id, recipient }: FoundLink): RequestContext {
  const actor: Actor = {
    ...{ type: 'link', id, name: recipient, personId: null },
    ...{ roles: [], permissions: new Set(), functions: [], scope: { all: false, ids: [] } },
  };
  return { actor, requestId, locale, idempotency: null };
}
