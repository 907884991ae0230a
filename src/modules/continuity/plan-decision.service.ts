import { Injectable } from '@nestjs/common';
import { preparersWith, type RequestContext } from '../../kernel/actor.js';
import { Clock } from '../../kernel/clock.js';
import { type FieldError, invalid } from '../../kernel/domain-error.js';
import { type Transaction, UnitOfWork } from '../../platform/database/unit-of-work.js';
import { Answer } from '../../platform/http/answer.js';
import { planProblems, submissionProblems } from './domain/plan.js';
import { refuseOwnApproval, refuseSubmission, refuseUnsubmitted } from './domain/plan-decision.js';
import { planHash } from './domain/plan-hash.js';
import { type ReadPlan, shownPlan } from './domain/shown-plan.js';
import { HeldPlans, recordOf } from './held-plans.js';
import type { PlanEntity } from './persistence/plan.entity.js';
import { PlanRepository } from './persistence/plan.repository.js';
import { PlanReferences } from './plan-references.js';

const RESOURCE = 'contingency_plan';

/** What is decided about a plan: it is submitted by those who wrote it, and approved, returned or rejected by others. */
@Injectable()
export class PlanDecisionService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly plans: PlanRepository,
    private readonly held: HeldPlans,
    private readonly references: PlanReferences,
  ) {}

  submit(context: RequestContext, id: string, rowVersion: number): Promise<Answer> {
    return this.#decide(context, id, rowVersion, async (tx, plan) => {
      refuseSubmission(plan);
      await this.#refuseWrong(tx, plan, submissionProblems(plan));
      const hash = planHash(plan);
      recordOf(tx, RESOURCE, 'submitted', id, plan, { hash });
      const submitted = { submittedBy: context.actor.personId, submittedAt: this.clock.now() };
      const undecided = { decidedBy: null, decidedAt: null, decisionReason: null };
      const preparedBy = preparersWith(context.actor, plan.preparedBy);
      return { state: 'submitted', hash, ...submitted, ...undecided, preparedBy };
    });
  }

  /** The approval is of what the plan says now, by its hash. */
  approve(context: RequestContext, id: string, rowVersion: number, reason: string | null): Promise<Answer> {
    return this.#decide(context, id, rowVersion, async (tx, plan) => {
      refuseUnsubmitted(plan);
      refuseOwnApproval(context.actor, plan);
      await this.#refuseWrong(tx, plan, submissionProblems(plan));
      const hash = planHash(plan);
      recordOf(tx, RESOURCE, 'approved', id, plan, { hash }, reason);
      return { state: 'approved', ...this.#decision(context, reason), hash, approvedHash: hash };
    });
  }

  /** Gives it back to be changed; it may be submitted again as it is. */
  return(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.#decide(context, id, rowVersion, (tx, plan) => {
      refuseUnsubmitted(plan);
      recordOf(tx, RESOURCE, 'returned', id, plan, {}, reason);
      return Promise.resolve({ state: 'draft', ...this.#decision(context, reason) });
    });
  }

  /** Refuses it: it has to become another before it is submitted again. */
  reject(context: RequestContext, id: string, rowVersion: number, reason: string): Promise<Answer> {
    return this.#decide(context, id, rowVersion, (tx, plan) => {
      refuseUnsubmitted(plan);
      recordOf(tx, RESOURCE, 'rejected', id, plan, {}, reason);
      return Promise.resolve({ state: 'rejected', ...this.#decision(context, reason) });
    });
  }

  #decide(
    context: RequestContext,
    id: string,
    rowVersion: number,
    decide: (tx: Transaction, plan: PlanEntity) => Promise<Partial<PlanEntity>>,
  ): Promise<Answer> {
    return this.unitOfWork.answer(context, async (tx) => {
      const plan = await this.held.holdCurrent(tx, id, rowVersion);
      const { json, rowVersion: next } = await this.plans.update(tx, id, await decide(tx, plan));
      const shown = shownPlan(JSON.parse(json) as ReadPlan, this.clock.now());
      return Answer.of({ json: JSON.stringify(shown), rowVersion: next });
    });
  }

  #decision({ actor }: RequestContext, reason: string | null): Partial<PlanEntity> {
    return { decidedBy: actor.personId, decidedAt: this.clock.now(), decisionReason: reason };
  }

  /** What a plan names, and its day, may have gone since it was written. */
  async #refuseWrong(tx: Transaction, plan: PlanEntity, problems: readonly FieldError[]): Promise<void> {
    const [today, subject, named] = await Promise.all([
      this.references.todayOf(tx, plan.legalEntityId),
      this.references.subjectProblems(tx, plan),
      this.references.problemsOf(tx, plan.legalEntityId, plan),
    ]);
    const all = [...problems, ...planProblems(plan, today), ...subject, ...named];
    if (all.length > 0) throw invalid(...all);
  }
}
