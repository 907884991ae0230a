import { Injectable } from '@nestjs/common';
import { preparerOf, preparersWith, type RequestContext } from '../../kernel/actor.js';
import { changesBetween } from '../../kernel/changes.js';
import { Clock } from '../../kernel/clock.js';
import { DomainError, type FieldError, invalid } from '../../kernel/domain-error.js';
import { newId } from '../../kernel/ids.js';
import type { Stored } from '../../platform/database/rows.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { etagOf } from '../../platform/http/request.js';
import { inOrder } from './domain/codes.js';
import {
  narrowingProblems,
  type PlanFacts,
  planProblems,
  type PlanSubject,
  retirementProblems,
} from './domain/plan.js';
import { planHash } from './domain/plan-hash.js';
import { type ReadPlan, shownPlan } from './domain/shown-plan.js';
import { HeldPlans, recordOf } from './held-plans.js';
import { ExerciseRepository } from './persistence/exercise.repository.js';
import type { PlanEntity } from './persistence/plan.entity.js';
import { PlanRepository } from './persistence/plan.repository.js';
import { PlanReferences } from './plan-references.js';

export type PlanChange = Partial<PlanFacts>;
export type PlanInput = PlanChange & PlanSubject & Pick<PlanFacts, 'name' | 'covers' | 'ownerId' | 'validTo'>;

const RESOURCE = 'contingency_plan';
const UNSTATED: Omit<PlanFacts, 'name' | 'covers' | 'ownerId' | 'validTo'> = {
  ...{
    nameZhHant: null,
    providerId: null,
    componentId: null,
    strategy: 'unknown',
    fallbackComponentId: null,
  },
  ...{ manualProcedure: null, steps: null, recoveryHours: null, evidenceId: null },
};
/** What a draft has of decisions: none that holds. */
const UNDECIDED: Partial<PlanEntity> = {
  ...{ state: 'draft', submittedBy: null, submittedAt: null, decidedBy: null, decidedAt: null },
  ...{ decisionReason: null, approvedHash: null },
};

/** Registers, changes and retires contingency plans. An approval is of what a plan says: it does not outlast a change. */
@Injectable()
export class PlanService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly plans: PlanRepository,
    private readonly held: HeldPlans,
    private readonly exercises: ExerciseRepository,
    private readonly references: PlanReferences,
  ) {}

  register(context: RequestContext, input: PlanInput): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const { legalEntityId, useCaseId, name, covers, ownerId, validTo } = input;
      const subject = { legalEntityId, useCaseId };
      const facts: PlanFacts = { ...UNSTATED, name, covers, ownerId, validTo, ...statedBy(input) };
      const wrong = await this.references.subjectProblems(tx, subject);
      refuse([...wrong, ...(await this.#problemsOf(tx, legalEntityId, facts, facts))]);
      const id = newId();
      const plan = { ...subject, ...facts };
      recordOf(tx, RESOURCE, 'registered', id, subject, plan);
      const createdBy = preparerOf(context.actor);
      const row = { id, ...plan, hash: planHash(plan), ...UNDECIDED, createdBy, preparedBy: [createdBy] };
      const stored = this.#shown(await this.plans.insert(tx, row));
      return Answer.created(stored.json, `/api/v1/contingency-plans/${id}`, etagOf(stored.rowVersion));
    });
  }

  change(context: RequestContext, id: string, rowVersion: number, input: PlanChange): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      const stated = statedBy(input);
      const wanted = { ...current, ...stated };
      refuse(await this.#problemsOf(tx, current.legalEntityId, wanted, stated));
      refuseForgetting(narrowingProblems(current, wanted, await this.exercises.ofPlan(tx, id)));
      const changes = changesBetween<PlanFacts>(current, stated);
      if (Object.keys(changes).length === 0) return Answer.of(this.#shown(await this.plans.stored(tx, id)));
      const decided = changesBetween(current, UNDECIDED);
      recordOf(tx, RESOURCE, 'changed', id, current, { ...changes, ...decided });
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      // What was exercised before was the plan that was approved then.
      const changedOn =
        current.state === 'approved' ? await this.references.todayOf(tx, current.legalEntityId) : undefined;
      const row = { ...stated, hash: planHash(wanted), changedOn, ...UNDECIDED, preparedBy };
      return Answer.of(this.#shown(await this.plans.update(tx, id, row)));
    });
  }

  retire(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.holdCurrent(tx, id, rowVersion);
      refuseForgetting(retirementProblems(await this.exercises.ofPlan(tx, id)));
      await this.plans.retire(tx, id);
      recordOf(tx, RESOURCE, 'retired', id, current);
      return Answer.noContent();
    });
  }

  /** What was approved needs to be approved again: much may have changed since. */
  restore(context: RequestContext, id: string): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const current = await this.held.hold(tx, id);
      if (!current.retiredAt) throw new DomainError('not-retired');
      refuse([
        ...(await this.references.subjectProblems(tx, current)),
        ...(await this.#problemsOf(tx, current.legalEntityId, current, current)),
      ]);
      recordOf(tx, RESOURCE, 'restored', id, current, changesBetween(current, UNDECIDED));
      const preparedBy = preparersWith(context.actor, current.preparedBy);
      const row = { ...UNDECIDED, retiredAt: null, preparedBy };
      return Answer.of(this.#shown(await this.plans.update(tx, id, row)));
    });
  }

  /** @param named what the request names: what is named already may have gone since */
  async #problemsOf(
    tx: Transaction,
    legalEntityId: string,
    facts: PlanFacts,
    named: Partial<PlanFacts>,
  ): Promise<FieldError[]> {
    const [today, references] = await Promise.all([
      this.references.todayOf(tx, legalEntityId),
      this.references.problemsOf(tx, legalEntityId, named),
    ]);
    return [...planProblems(facts, today), ...references];
  }

  #shown({ json, rowVersion }: Stored): Stored {
    const shown = shownPlan(JSON.parse(json) as ReadPlan, this.clock.now());
    return { json: JSON.stringify(shown), rowVersion };
  }
}

function statedBy({ covers, ...rest }: PlanChange): PlanChange {
  const stated = Object.entries(rest).filter(([field, value]) => value !== undefined && isFact(field));
  return { ...(Object.fromEntries(stated) as PlanChange), ...(covers && { covers: inOrder(covers) }) };
}

function isFact(field: string): boolean {
  return field in UNSTATED || field === 'name' || field === 'ownerId' || field === 'validTo';
}

function refuse(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw invalid(...problems);
}

function refuseForgetting(problems: readonly FieldError[]): void {
  if (problems.length > 0) throw new DomainError('adverse-finding', {}, problems);
}
