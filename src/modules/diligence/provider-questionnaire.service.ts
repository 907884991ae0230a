import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AssessmentAnswers, type AnswerInput } from './assessment-answers.js';
import { recordAssessment } from './assessment-content.js';
import { AssessmentReferences } from './assessment-references.js';
import { type LinkRequest, LinkSessions, type Opened, put, refuseEnded } from './link-sessions.js';
import { type AnswerFacts, askedOf } from './domain/assessment-answers.js';
import type { Question } from './domain/questionnaire.js';
import { AssessmentRepository, type WrittenAnswer } from './persistence/assessment.repository.js';
import { LinkRepository } from './persistence/assessment-link.repository.js';
import { SubjectNames } from './persistence/subject-names.js';
import { shownOpenQuestion, shownSummary } from './questionnaires/shown-questionnaire.js';

export type ProviderAnswer = Pick<AnswerInput, 'state' | 'value' | 'comment'>;

/**
 * What a provider does over a link: reads the questions that it can answer, answers them one by one, and says that it is done. It sees
 * its own answers and nothing else.
 */
@Injectable()
export class ProviderQuestionnaire {
  constructor(
    private readonly sessions: LinkSessions,
    private readonly clock: Clock,
    private readonly assessments: AssessmentRepository,
    private readonly links: LinkRepository,
    private readonly answers: AssessmentAnswers,
    private readonly references: AssessmentReferences,
    private readonly names: SubjectNames,
  ) {}

  /** Every question that is put to it, in both languages, with its answers so far: one request. */
  open(request: LinkRequest) {
    return this.sessions.within(request, async (tx, opened) => {
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
    return this.sessions.within(request, async (tx, opened) => {
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
    return this.sessions.within(request, async (tx, { row, link, questionnaire }) => {
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
}

function unanswered(open: readonly Question[]): FieldError {
  const named = open.slice(0, 20).map(({ code }) => code);
  const questions = [...named, ...(open.length > named.length ? ['…'] : [])].join(', ');
  return { pointer: '/answers', code: 'unanswered', params: { count: open.length, questions } };
}

function shownAnswer({ question, state, value, comment }: AnswerFacts) {
  return { question, state, value, comment };
}
