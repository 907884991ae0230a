import { Injectable } from '@nestjs/common';
import { preparerOf, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { personProblems } from '../inventory/person-references.public.js';
import {
  AssessmentContents,
  type HeldAssessment,
  hashOfAssessment,
  recordAssessment,
} from './assessment-content.js';
import { AssessmentReferences } from './assessment-references.js';
import { refuseClosed } from './assessment.service.js';
import type { Condition, Pilot } from './domain/assessment.js';
import { approvalProblems, type Decision, lastDay, refreshMonths } from './domain/assessment-decision.js';
import { submissionProblems } from './domain/assessment-results.js';
import type { AssessmentEntity } from './persistence/assessment.entity.js';
import { AssessmentRepository } from './persistence/assessment.repository.js';
import { ConditionRepository } from './persistence/assessment-condition.repository.js';

export interface ApprovalInput {
  reason?: string | null;
  validTo?: string | null;
  conditions?: readonly Condition[];
  pilot?: Pilot | null;
}

const UNDECIDED: Partial<AssessmentEntity> = { submittedBy: null, submittedAt: null, contentHash: null };

/** Puts assessments before somebody else, who decides on exactly what they say. */
@Injectable()
export class AssessmentDecisions {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly assessments: AssessmentRepository,
    private readonly conditions: ConditionRepository,
    private readonly contents: AssessmentContents,
    private readonly references: AssessmentReferences,
  ) {}

  submit(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row, questionnaire } = await this.contents.holdCurrent(tx, id, rowVersion);
      refuseClosed(row);
      const content = await this.contents.of(tx, id);
      const answers = new Map(content.answers.map((answer) => [answer.question, answer]));
      const withFinding = new Set(content.findings.map(({ section }) => section));
      refuse(submissionProblems(questionnaire, answers, row, withFinding));
      const submittedBy = preparerOf(context.actor);
      const preparedBy = [...new Set([...row.preparedBy, submittedBy])];
      const contentHash = hashOfAssessment(row, content);
      const change = {
        state: 'submitted',
        submittedBy,
        submittedAt: this.clock.now(),
        contentHash,
        preparedBy,
      };
      return this.#moved(tx, row, 'submitted', change, { contentHash });
    });
  }

  /** Back to whoever prepared it, for more. */
  return(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.#holdSubmitted(tx, id, rowVersion);
      const change = { ...UNDECIDED, state: 'returned', decisionReason: reason };
      return this.#moved(tx, row, 'returned', change, {}, reason);
    });
  }

  reject(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.#holdSubmitted(tx, id, rowVersion);
      const decidedBy = deciderOf(tx, row);
      const change = { state: 'rejected', decidedBy, decidedAt: this.clock.now(), decisionReason: reason };
      return this.#moved(tx, row, 'rejected', change, {}, reason);
    });
  }

  /** Approves what was submitted, and nothing else: whatever changed since makes it another content. */
  approve(context: RequestContext, id: string, rowVersion: number, input: ApprovalInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.#holdSubmitted(tx, id, rowVersion);
      const decidedBy = deciderOf(tx, row);
      if (hashOfAssessment(row, await this.contents.of(tx, id)) !== row.contentHash) {
        throw new DomainError('precondition-failed');
      }
      const { reason = null, validTo = null, conditions = [], pilot = null } = input;
      const decision: Decision = { reason, validTo, conditions, pilot };
      const today = await this.references.today(tx, row.legalEntityId);
      const months = refreshMonths(await this.assessments.tiersOn(tx, row));
      const isWhole = row.conclusions.every(({ conclusion }) => conclusion === 'meets');
      refuse([
        ...approvalProblems(decision, today, months, isWhole),
        ...(await personProblems(tx, owners(conditions))),
      ]);
      await this.conditions.insert(
        tx,
        id,
        conditions.map((condition) => ({ id: newId(), ...condition })),
      );
      const change = {
        state: conditions.length > 0 || pilot !== null ? 'approved_with_conditions' : 'approved',
        ...{ decidedBy, decidedAt: this.clock.now(), decisionReason: reason },
        ...{ validFrom: today, validTo: lastDay(decision, today, months) },
        ...{ pilotEndsOn: pilot?.endsOn ?? null, pilotDataClasses: pilot ? [...pilot.dataClasses] : null },
      };
      const told = { contentHash: row.contentHash, validTo: change.validTo, conditions, pilot };
      return this.#moved(tx, row, 'approved', change, told, reason);
    });
  }

  async #holdSubmitted(tx: Transaction, id: string, rowVersion: number): Promise<HeldAssessment> {
    const held = await this.contents.holdCurrent(tx, id, rowVersion);
    if (held.row.state !== 'submitted') throw new DomainError('not-submitted');
    return held;
  }

  async #moved(
    tx: Transaction,
    row: AssessmentEntity,
    what: string,
    change: Partial<AssessmentEntity>,
    told: object,
    reason: string | null = null,
  ): Promise<Answer> {
    await this.assessments.update(tx, row.id, change);
    recordAssessment(tx, what, row, { state: { from: row.state, to: change.state }, ...told }, reason);
    return Answer.of(await this.assessments.shown(tx, row.id, this.clock.now()));
  }
}

/** Whoever prepared any of it does not decide on it, whatever their roles, and whichever key they use. */
function deciderOf(tx: Transaction, { preparedBy }: AssessmentEntity): string {
  const decider = preparerOf(tx.context.actor);
  if (preparedBy.includes(decider)) throw new DomainError('four-eyes');
  return decider;
}

function owners(conditions: readonly Condition[]): { pointer: string; id: string }[] {
  return conditions.map(({ ownerId }, i) => ({ pointer: `/conditions/${i}/ownerId`, id: ownerId }));
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}
