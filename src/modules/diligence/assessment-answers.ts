import { Injectable } from '@nestjs/common';
import { preparerOf } from '../../kernel/actor.js';
import { type FieldError, invalid } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { AssessmentReferences, namedIn } from './assessment-references.js';
import { isReusable } from './domain/assessment-decision.js';
import { type AnswerFacts, answerProblems } from './domain/assessment-answers.js';
import type { Questionnaire } from './domain/questionnaire.js';
import type { AssessmentEntity } from './persistence/assessment.entity.js';
import { AssessmentRepository, type WrittenAnswer } from './persistence/assessment.repository.js';

export type AnswerInput = Partial<AnswerFacts> & Pick<AnswerFacts, 'question'>;

/** An assessment as far as its answers go. */
export type AnsweredAssessment = Pick<
  AssessmentEntity,
  'id' | 'legalEntityId' | 'providerId' | 'componentId'
>;

/** What an answer says to an audit log, by its question. */
type GivenAnswers = { answers?: Record<string, unknown> };

/** Answers to the questions of an assessment: given, or used again. */
@Injectable()
export class AssessmentAnswers {
  constructor(
    private readonly assessments: AssessmentRepository,
    private readonly references: AssessmentReferences,
  ) {}

  /**
   * Writes answers in place of those before to the same questions; says what changed.
   * @param by who answers, where that is not who acts
   */
  async write(
    tx: Transaction,
    assessment: AnsweredAssessment,
    questionnaire: Questionnaire,
    inputs: readonly AnswerInput[],
    today: string,
    by = preparerOf(tx.context.actor),
  ): Promise<GivenAnswers> {
    if (inputs.length === 0) return {};
    const before = new Map(
      (await this.assessments.answers(tx, assessment.id)).map((answer) => [answer.question, answer]),
    );
    const written = inputs.map((input) => answerOf(input, before.get(input.question), today));
    const problems = [
      ...written.flatMap((answer, i) => problemsOf(questionnaire, written, answer, i, today)),
      ...(await this.references.documentProblems(
        tx,
        assessment.legalEntityId,
        written.flatMap(({ question, evidenceIds }, i) =>
          namedIn(`/answers/${i}/evidenceIds`, evidenceIds).filter(
            ({ id }) => !before.get(question)?.evidenceIds.includes(id),
          ),
        ),
      )),
    ];
    if (problems.length > 0) throw invalid(...problems);
    const changed = written.filter((answer) => !isSame(answer, before.get(answer.question)));
    await this.assessments.writeAnswers(tx, assessment.id, changed, by);
    return changed.length === 0
      ? {}
      : { answers: Object.fromEntries(changed.map(({ question, ...rest }) => [question, rest])) };
  }

  /** Uses answers of an earlier assessment of the same subject again, as far as they still speak; says how many. */
  async reuse(
    tx: Transaction,
    assessment: AnsweredAssessment,
    questionnaire: Questionnaire,
    basedOnId: string | undefined,
    today: string,
  ): Promise<number> {
    if (basedOnId === undefined) return 0;
    const earlier = await this.assessments.lock(tx, basedOnId);
    if (earlier === null || !sees(tx.context.actor.scope, earlier.legalEntityId)) {
      throw invalid({ pointer: '/basedOnId', code: 'unknown-reference' });
    }
    const isSameSubject =
      earlier.providerId === assessment.providerId && earlier.componentId === assessment.componentId;
    if (!isSameSubject || earlier.legalEntityId !== assessment.legalEntityId) {
      throw invalid({ pointer: '/basedOnId', code: 'contradiction', params: { other: 'subject' } });
    }
    const usable = (await this.assessments.answers(tx, basedOnId)).filter((answer) => {
      const question = questionnaire.questions.find(({ code }) => code === answer.question);
      if (question === undefined || !isReusable(answer.sourcedOn, question.reuseMonths, today)) return false;
      return answerProblems(question, answer, today, '').length === 0;
    });
    const reused = usable.map((answer) => ({ ...answer, reusedFromId: basedOnId }));
    await this.assessments.writeAnswers(tx, assessment.id, reused, preparerOf(tx.context.actor));
    return reused.length;
  }
}

/** What is left out is as it was; of a question without an answer it is not known, and speaks for today. */
function answerOf(input: AnswerInput, before: WrittenAnswer | undefined, today: string): WrittenAnswer {
  const unstated: WrittenAnswer = {
    ...{ question: input.question, state: 'answered', value: null, comment: null, sourceKind: 'unknown' },
    ...{ source: null, sourcedOn: today, evidenceIds: [], reusedFromId: null },
  };
  const stated = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
  const merged: WrittenAnswer = { ...unstated, ...before, ...stated, reusedFromId: null };
  // Without a value of its own an answer that is none has none.
  return merged.state !== 'answered' && input.value === undefined ? { ...merged, value: null } : merged;
}

function problemsOf(
  { questions }: Questionnaire,
  all: readonly AnswerFacts[],
  answer: AnswerFacts,
  i: number,
  today: string,
): FieldError[] {
  const pointer = `/answers/${i}`;
  const question = questions.find(({ code }) => code === answer.question);
  if (!question) return [{ pointer: `${pointer}/question`, code: 'unknown-question' }];
  const isFirst = all.findIndex((other) => other.question === answer.question) === i;
  return isFirst
    ? answerProblems(question, answer, today, pointer)
    : [{ pointer: `${pointer}/question`, code: 'unique' }];
}

function isSame(answer: WrittenAnswer, before: WrittenAnswer | undefined): boolean {
  return before !== undefined && JSON.stringify(inOrder(answer)) === JSON.stringify(inOrder(before));
}

function inOrder(answer: WrittenAnswer): unknown[] {
  const { state, value, comment, sourceKind, source, sourcedOn, evidenceIds, reusedFromId } = answer;
  return [state, value, comment, sourceKind, source, sourcedOn, evidenceIds, reusedFromId];
}
