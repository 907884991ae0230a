import { Injectable } from '@nestjs/common';
import { auditedFor } from '../../kernel/audited-entities.js';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { PlanEntity } from './persistence/plan.entity.js';
import { PlanRepository } from './persistence/plan.repository.js';

/** Plans that a transaction holds until it ends; to who does not see their legal entity they are not there. */
@Injectable()
export class HeldPlans {
  constructor(private readonly plans: PlanRepository) {}

  /** Throws not-found. */
  async hold(tx: Transaction, id: string): Promise<PlanEntity> {
    const plan = await this.plans.lock(tx, id);
    if (plan === null || !sees(tx.context.actor.scope, plan.legalEntityId)) throw notFound();
    return plan;
  }

  /** Throws not-found, precondition-failed or retired. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<PlanEntity> {
    const plan = await this.hold(tx, id);
    refuseStaleOrRetired(plan, rowVersion);
    return plan;
  }

  /** Throws not-found or retired. */
  async holdInUse(tx: Transaction, id: string): Promise<PlanEntity> {
    const plan = await this.hold(tx, id);
    if (plan.retiredAt) throw new DomainError('retired');
    return plan;
  }
}

/** Tells the audit log what happened to a plan, or to an exercise of one. */
export function recordOf(
  tx: Transaction,
  type: 'contingency_plan' | 'contingency_exercise',
  what: string,
  id: string,
  { legalEntityId }: Pick<PlanEntity, 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `${type}.${what}`,
    resource: { type, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}
