import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, type FieldError, invalid, notFound } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import { refuseStale } from '../../kernel/versioned.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { EvidenceLookup } from '../arrangements/arrangements.public.js';
import { personProblems } from '../inventory/person-references.public.js';
import { inOrder } from './domain/codes.js';
import {
  exercisedHash,
  type ExerciseFacts,
  exerciseProblems,
  failureProblems,
  forgottenProblems,
} from './domain/exercise.js';
import { planHash } from './domain/plan-hash.js';
import { HeldPlans, recordOf } from './held-plans.js';
import type { ExerciseEntity } from './persistence/exercise.entity.js';
import { ExerciseRepository } from './persistence/exercise.repository.js';
import type { PlanEntity } from './persistence/plan.entity.js';
import { PlanReferences } from './plan-references.js';

export type ExerciseChange = Partial<ExerciseFacts>;
export type ExerciseInput = ExerciseChange & Pick<ExerciseFacts, 'exercisedOn' | 'covers'>;

const RESOURCE = 'contingency_exercise';
const UNSTATED: Omit<ExerciseFacts, 'exercisedOn' | 'covers'> = {
  ...{ measuredRecoveryHours: null, outcome: 'unknown', issues: null, evidenceId: null, performedBy: null },
};

/** Records, changes and retires exercises of contingency plans. What failed stays, until a later one succeeds. */
@Injectable()
export class ExerciseService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly exercises: ExerciseRepository,
    private readonly plans: HeldPlans,
    private readonly references: PlanReferences,
    private readonly evidence: EvidenceLookup,
  ) {}

  register(context: RequestContext, planId: string, input: ExerciseInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const plan = await this.plans.holdInUse(tx, planId);
      const { exercisedOn, covers } = input;
      const facts: ExerciseFacts = { ...UNSTATED, exercisedOn, covers, ...statedBy(input) };
      await this.#refuseWrong(tx, plan, facts, facts);
      const id = newId();
      const planHash = hashOf(plan, exercisedOn);
      recordOf(tx, RESOURCE, 'registered', id, plan, { planId, ...facts, planHash });
      const createdBy = preparerOf(context.actor);
      const row = { id, planId, ...facts, planHash, createdBy, preparedBy: [createdBy] };
      const stored = await this.exercises.insert(tx, row);
      const path = `/api/v1/contingency-plans/${planId}/exercises/${id}`;
      return Answer.created(stored.json, path, etagOf(stored.rowVersion));
    });
  }

  change(
    context: RequestContext,
    planId: string,
    id: string,
    rowVersion: number,
    input: ExerciseChange,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const plan = await this.plans.holdInUse(tx, planId);
      const current = await this.#lockCurrent(tx, planId, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      const stated = statedBy(input);
      const wanted = { ...current, ...stated };
      await this.#refuseWrong(tx, plan, wanted, stated);
      const changes = changesBetween<ExerciseFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(await this.exercises.stored(tx, id));
      const planHash = changes['exercisedOn'] ? hashOf(plan, wanted.exercisedOn) : current.planHash;
      const pointer = changes['covers'] ? '/covers' : '/exercisedOn';
      refuseForgetting([
        ...failureProblems(current, wanted),
        ...forgottenProblems(current, { ...wanted, planHash }, await this.#others(tx, planId, id), pointer),
      ]);
      recordOf(tx, RESOURCE, 'changed', id, plan, { ...changes, ...changesBetween(current, { planHash }) });
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.exercises.update(tx, id, { ...stated, planHash, preparedBy }));
    });
  }

  retire(context: RequestContext, planId: string, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const plan = await this.plans.holdInUse(tx, planId);
      const current = await this.#lockCurrent(tx, planId, id, rowVersion);
      if (current.retiredAt) throw new DomainError('retired');
      refuseForgetting(forgottenProblems(current, null, await this.#others(tx, planId, id), ''));
      await this.exercises.retire(tx, id);
      recordOf(tx, RESOURCE, 'retired', id, plan);
      return Answer.noContent();
    });
  }

  restore(context: RequestContext, planId: string, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const plan = await this.plans.holdInUse(tx, planId);
      const current = await this.#lock(tx, planId, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      const { evidenceId } = current;
      await this.#refuseWrong(tx, plan, current, { evidenceId });
      recordOf(tx, RESOURCE, 'restored', id, plan);
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      return Answer.of(await this.exercises.update(tx, id, { retiredAt: null, preparedBy }));
    });
  }

  async #others(tx: Transaction, planId: string, id: string) {
    return (await this.exercises.ofPlan(tx, planId)).filter((other) => other.id !== id);
  }

  /** @param named what the request names: what is named already may have gone since */
  async #refuseWrong(
    tx: Transaction,
    plan: PlanEntity,
    facts: ExerciseFacts,
    { covers = [], evidenceId, performedBy }: ExerciseChange,
  ): Promise<void> {
    const { legalEntityId } = plan;
    const [today, evidence, people] = await Promise.all([
      this.references.todayOf(tx, legalEntityId),
      this.evidence.problemsOf(
        tx,
        legalEntityId,
        evidenceId ? [{ pointer: '/evidenceId', id: evidenceId }] : [],
      ),
      personProblems(tx, performedBy ? [{ pointer: '/performedBy', id: performedBy }] : []),
    ]);
    const problems: FieldError[] = [...exerciseProblems(facts, covers, plan, today), ...evidence, ...people];
    if (problems.length > 0) throw invalid(...problems);
  }

  async #lock(tx: Transaction, planId: string, id: string): Promise<ExerciseEntity> {
    const exercise = await this.exercises.lock(tx, id);
    if (exercise?.planId !== planId) throw notFound();
    return exercise;
  }

  async #lockCurrent(
    tx: Transaction,
    planId: string,
    id: string,
    rowVersion: number,
  ): Promise<ExerciseEntity> {
    const exercise = await this.#lock(tx, planId, id);
    refuseStale(exercise, rowVersion);
    return exercise;
  }
}

/** Of what the plan says now, whoever changed it: a plan that was changed behind the API is another. */
function hashOf(plan: PlanEntity, exercisedOn: string): string | null {
  return exercisedHash({ ...plan, hash: planHash(plan) }, exercisedOn);
}

function statedBy({ covers, ...rest }: ExerciseChange): ExerciseChange {
  const stated = Object.entries(rest).filter(
    ([field, value]) => value !== undefined && (field in UNSTATED || field === 'exercisedOn'),
  );
  return { ...(Object.fromEntries(stated) as ExerciseChange), ...(covers && { covers: inOrder(covers) }) };
}

function refuseForgetting(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw new DomainError('adverse-finding', {}, problems);
}
