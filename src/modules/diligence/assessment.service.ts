import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { AssessmentAnswers, type AnswerInput } from './assessment-answers.js';
import { AssessmentContents, recordAssessment } from './assessment-content.js';
import { AssessmentReferences } from './assessment-references.js';
import { type AssessmentFacts, type AssessmentIdentity, isDecided, isOpen } from './domain/assessment.js';
import { misplacedConclusions } from './domain/assessment-conclusions.js';
import type { Questionnaire } from './domain/questionnaire.js';
import type { AssessmentEntity } from './persistence/assessment.entity.js';
import { AssessmentRepository } from './persistence/assessment.repository.js';
import { questionnaireOf } from './questionnaires/questionnaires.js';

export interface AssessmentChange extends Partial<AssessmentFacts> {
  answers?: readonly AnswerInput[];
}
export interface AssessmentInput extends AssessmentChange {
  templateVersion: string;
  legalEntityId: string;
  subject: { type: 'provider' | 'component'; id: string };
  /** An earlier assessment whose answers are used again where they still speak. */
  basedOnId?: string;
}

const UNSTATED: AssessmentFacts = {
  ...{ method: 'desk_based', ownerId: null, dueOn: null, acceptanceStandardId: null },
  ...{ evidenceIds: [], conclusions: [], summary: null },
};

/** Prepares assessments: what they are of stays, what they say changes until they are put before somebody else. */
@Injectable()
export class AssessmentService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly assessments: AssessmentRepository,
    private readonly contents: AssessmentContents,
    private readonly answers: AssessmentAnswers,
    private readonly references: AssessmentReferences,
  ) {}

  register(context: RequestContext, input: AssessmentInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const questionnaire = questionnaireOf(input.templateVersion);
      if (!questionnaire) throw invalid({ pointer: '/templateVersion', code: 'unknown-reference' });
      const identity = identityOf(input);
      const facts = { ...UNSTATED, ...factsOf(input) };
      refuse(await this.references.identityProblems(tx, identity, questionnaire));
      const today = await this.references.today(tx, identity.legalEntityId);
      refuse(await this.#factProblems(tx, identity, questionnaire, facts, today));
      const id = newId();
      const createdBy = preparerOf(context.actor);
      const row = { id, ...identity, ...stored(facts), state: 'draft', createdBy, preparedBy: [createdBy] };
      const { rowVersion } = await this.assessments.insert(tx, row);
      const reused = await this.answers.reuse(tx, row, questionnaire, input.basedOnId, today);
      const given = await this.answers.write(tx, row, questionnaire, input.answers ?? [], today);
      recordAssessment(tx, 'registered', row, {
        ...identity,
        ...facts,
        ...(reused > 0 && { reused }),
        ...given,
      });
      const { json } = await this.assessments.shown(tx, id, this.clock.now());
      return Answer.created(json, `/api/v1/assessments/${id}`, etagOf(rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: AssessmentChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row, questionnaire } = await this.contents.holdCurrent(tx, id, rowVersion);
      refuseClosed(row);
      const facts = factsOf(input);
      const today = await this.references.today(tx, row.legalEntityId);
      refuse(await this.#factProblems(tx, row, questionnaire, facts, today));
      const given = await this.answers.write(tx, row, questionnaire, input.answers ?? [], today);
      const changes = { ...changesBetween<AssessmentFacts>(row, facts), ...given };
      if (Object.keys(changes).length > 0) {
        const preparedBy = preparersWith(context.actor, row.preparedBy);
        await this.assessments.update(tx, id, { ...stored(facts), preparedBy });
        recordAssessment(tx, 'changed', row, changes);
      }
      return Answer.of(await this.assessments.shown(tx, id, this.clock.now()));
    });
  }

  /** What was decided stands; it is followed by another assessment, not taken away. */
  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.contents.holdCurrent(tx, id, rowVersion);
      if (isDecided(row.state)) throw new DomainError('already-decided');
      await this.assessments.retire(tx, id);
      recordAssessment(tx, 'retired', row);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row, questionnaire } = await this.contents.holdAny(tx, id);
      if (!row.retiredAt) throw new DomainError('not-retired');
      refuse(await this.references.identityProblems(tx, row, questionnaire));
      const preparedBy = preparersWith(context.actor, row.preparedBy);
      await this.assessments.update(tx, id, { retiredAt: null, preparedBy });
      recordAssessment(tx, 'restored', row);
      return Answer.of(await this.assessments.shown(tx, id, this.clock.now()));
    });
  }

  async #factProblems(
    tx: Transaction,
    { legalEntityId }: AssessmentIdentity,
    questionnaire: Questionnaire,
    facts: Partial<AssessmentFacts>,
    today: string,
  ): Promise<FieldError[]> {
    return [
      ...misplacedConclusions(questionnaire, facts.conclusions ?? []),
      ...(facts.dueOn && facts.dueOn < today ? [{ pointer: '/dueOn', code: 'has-passed' }] : []),
      ...(await this.references.factProblems(tx, legalEntityId, facts)),
    ];
  }
}

/** Nothing changes in what was put before somebody else, or decided on. */
export function refuseClosed({ state }: Pick<AssessmentEntity, 'state'>): void {
  if (isOpen(state)) return;
  throw new DomainError(isDecided(state) ? 'already-decided' : 'not-open');
}

function identityOf({ templateVersion, legalEntityId, subject }: AssessmentInput): AssessmentIdentity {
  const { type, id } = subject;
  return {
    ...{ templateVersion, legalEntityId },
    providerId: type === 'provider' ? id : null,
    componentId: type === 'component' ? id : null,
  };
}

function factsOf(input: AssessmentChange): Partial<AssessmentFacts> {
  const stated = Object.entries(input).filter(([field, value]) => value !== undefined && field in UNSTATED);
  return Object.fromEntries(stated);
}

function stored({ evidenceIds, conclusions, ...rest }: Partial<AssessmentFacts>): Partial<AssessmentEntity> {
  return {
    ...rest,
    ...(evidenceIds && { evidenceIds: [...evidenceIds] }),
    ...(conclusions && { conclusions: [...conclusions] }),
  };
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}
