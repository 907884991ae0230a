import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { personProblems } from '../inventory/person-references.public.js';
import { AssessmentContents, type HeldAssessment, recordAssessment } from './assessment-content.js';
import { AssessmentReferences } from './assessment-references.js';
import { refuseClosed } from './assessment.service.js';
import type { AssessmentEntity } from './persistence/assessment.entity.js';
import { AssessmentRepository } from './persistence/assessment.repository.js';
import { ConditionRepository } from './persistence/assessment-condition.repository.js';
import {
  type FindingFacts,
  FindingRepository,
  type FindingRow,
} from './persistence/assessment-finding.repository.js';

export type FindingInput = Partial<Pick<FindingFacts, 'question' | 'severity'>> &
  Omit<FindingFacts, 'question' | 'severity'>;
export type FindingChange = Partial<Pick<FindingFacts, 'text' | 'severity' | 'ownerId' | 'dueOn'>>;

export interface Proof {
  on: string;
  evidenceId?: string | null;
}

/**
 * What follows from an assessment, each with an owner and a day: findings, noted while it is prepared and closed when they are
 * dealt with, and the conditions of its approval.
 */
@Injectable()
export class AssessmentFollowup {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly assessments: AssessmentRepository,
    private readonly findings: FindingRepository,
    private readonly conditions: ConditionRepository,
    private readonly contents: AssessmentContents,
    private readonly references: AssessmentReferences,
  ) {}

  addFinding(context: RequestContext, id: string, rowVersion: number, input: FindingInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const held = await this.contents.holdCurrent(tx, id, rowVersion);
      refuseClosed(held.row);
      const facts: FindingFacts = {
        ...input,
        question: input.question ?? null,
        severity: input.severity ?? 'unknown',
      };
      refuse([...placeProblems(held, facts), ...(await this.#ownerAndDay(tx, held.row, facts))]);
      const finding = { id: newId(), ...facts };
      await this.findings.insert(tx, id, { ...finding, createdBy: preparerOf(context.actor) });
      return this.#prepared(tx, held.row, 'finding_noted', { finding });
    });
  }

  changeFinding(
    context: RequestContext,
    id: string,
    findingId: string,
    rowVersion: number,
    input: FindingChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.contents.holdCurrent(tx, id, rowVersion);
      refuseClosed(row);
      const finding = await this.#finding(tx, id, findingId);
      const given = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
      refuse(await this.#ownerAndDay(tx, row, given));
      await this.findings.update(tx, { ...finding, ...given });
      return this.#prepared(tx, row, 'finding_changed', { finding: { id: findingId, ...given } });
    });
  }

  /** A finding that was noted in error goes while nobody has seen it; later it is closed. */
  retireFinding(context: RequestContext, id: string, findingId: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.contents.holdCurrent(tx, id, rowVersion);
      refuseClosed(row);
      const finding = await this.#finding(tx, id, findingId);
      await this.findings.retire(tx, findingId);
      return this.#prepared(tx, row, 'finding_retired', { finding });
    });
  }

  closeFinding(
    context: RequestContext,
    id: string,
    findingId: string,
    rowVersion: number,
    { on, evidenceId = null, closure }: Proof & { closure: string },
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.contents.holdCurrent(tx, id, rowVersion);
      const finding = await this.#finding(tx, id, findingId);
      if (finding.closedOn !== null) throw new DomainError('already-closed');
      refuse(await this.#proofProblems(tx, row, { on, evidenceId }));
      await this.findings.close(tx, findingId, { closedOn: on, closure, evidenceId });
      return this.#told(tx, row, {}, 'finding_closed', { findingId, closedOn: on, closure, evidenceId });
    });
  }

  meetCondition(
    context: RequestContext,
    id: string,
    conditionId: string,
    rowVersion: number,
    { on, evidenceId = null }: Proof,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { row } = await this.contents.holdCurrent(tx, id, rowVersion);
      const condition = await this.conditions.one(tx, id, conditionId);
      if (condition === null) throw notFound();
      if (condition.metOn !== null) throw new DomainError('already-closed');
      refuse(await this.#proofProblems(tx, row, { on, evidenceId }));
      const metBy = preparerOf(context.actor);
      await this.conditions.meet(tx, conditionId, { metOn: on, evidenceId, metBy });
      return this.#told(tx, row, {}, 'condition_met', { conditionId, metOn: on, evidenceId });
    });
  }

  async #finding(tx: Transaction, id: string, findingId: string): Promise<FindingRow> {
    const finding = (await this.findings.ofAssessment(tx, id)).find((one) => one.id === findingId);
    if (!finding) throw notFound();
    return finding;
  }

  async #ownerAndDay(
    tx: Transaction,
    { legalEntityId }: AssessmentEntity,
    { ownerId, dueOn }: Partial<FindingFacts>,
  ): Promise<FieldError[]> {
    const today = await this.references.today(tx, legalEntityId);
    return [
      ...(dueOn !== undefined && dueOn < today ? [{ pointer: '/dueOn', code: 'has-passed' }] : []),
      ...(await personProblems(tx, ownerId === undefined ? [] : [{ pointer: '/ownerId', id: ownerId }])),
    ];
  }

  async #proofProblems(
    tx: Transaction,
    { legalEntityId }: AssessmentEntity,
    { on, evidenceId }: Proof,
  ): Promise<FieldError[]> {
    const today = await this.references.today(tx, legalEntityId);
    const documents = evidenceId ? [{ pointer: '/evidenceId', id: evidenceId }] : [];
    return [
      ...(on > today ? [{ pointer: '/on', code: 'not-in-future' }] : []),
      ...(await this.references.documentProblems(tx, legalEntityId, documents)),
    ];
  }

  /** Whoever notes or changes a finding has prepared the assessment. */
  #prepared(tx: Transaction, row: AssessmentEntity, what: string, changes: object): Promise<Answer> {
    const preparedBy = preparersWith(tx.context.actor, row.preparedBy);
    return this.#told(tx, row, { preparedBy }, what, changes);
  }

  async #told(
    tx: Transaction,
    row: AssessmentEntity,
    change: Partial<AssessmentEntity>,
    what: string,
    changes: object,
  ): Promise<Answer> {
    await this.assessments.update(tx, row.id, change);
    recordAssessment(tx, what, row, changes);
    return Answer.of(await this.assessments.shown(tx, row.id, this.clock.now()));
  }
}

function placeProblems({ questionnaire }: HeldAssessment, { section, question }: FindingFacts): FieldError[] {
  const codes = questionnaire.sections.map(({ code }) => code as string);
  if (!codes.includes(section))
    return [{ pointer: '/section', code: 'code', params: { codes: codes.join(', ') } }];
  if (question === null) return [];
  const asked = questionnaire.questions.find(({ code }) => code === question);
  if (!asked) return [{ pointer: '/question', code: 'unknown-question' }];
  return asked.section === section
    ? []
    : [{ pointer: '/question', code: 'contradiction', params: { other: 'section' } }];
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}
