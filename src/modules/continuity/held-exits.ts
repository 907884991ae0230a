import { Injectable } from '@nestjs/common';
import { auditedFor } from '../../kernel/audited-entities.js';
import { notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { refuseStaleOrRetired } from '../../kernel/versioned.js';
import { contentHash } from '../../platform/content-hash.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { exitSubjectOf, successorOf } from './domain/exit-case.js';
import type { ExitStep } from './domain/exit-steps.js';
import type { ExitCaseEntity } from './persistence/exit-case.entity.js';
import { ExitCaseRepository } from './persistence/exit-case.repository.js';

/** An exit case with its steps. */
export interface HeldExit {
  exit: ExitCaseEntity;
  steps: ExitStep[];
}

/** Exit cases that a transaction holds until it ends; to who does not see their legal entity they are not there. */
@Injectable()
export class HeldExits {
  constructor(private readonly exits: ExitCaseRepository) {}

  /** Throws not-found. */
  async hold(tx: Transaction, id: string): Promise<HeldExit> {
    const exit = await this.exits.lock(tx, id);
    if (exit === null || !sees(tx.context.actor.scope, exit.legalEntityId)) throw notFound();
    return { exit, steps: await this.exits.steps(tx, id) };
  }

  /** Throws not-found, precondition-failed or retired. */
  async holdCurrent(tx: Transaction, id: string, rowVersion: number): Promise<HeldExit> {
    const held = await this.hold(tx, id);
    refuseStaleOrRetired(held.exit, rowVersion);
    return held;
  }
}

/** SHA-256 of everything that somebody decides on. */
export function exitHash({ exit, steps }: HeldExit): string {
  const { id, legalEntityId, reason, successorStatus, ownerId, dueOn, summary } = exit;
  return contentHash({
    ...{ id, legalEntityId, subject: { ...exitSubjectOf(exit) }, reason, successorStatus },
    successor: exit.successorStatus === 'named' ? { ...successorOf(exit)! } : null,
    ...{ ownerId, dueOn, summary, steps: steps.map((step) => ({ ...step })) },
  });
}

/** Tells the audit log what happened to an exit case. */
export function recordExit(
  tx: Transaction,
  what: string,
  { id, legalEntityId }: Pick<ExitCaseEntity, 'id' | 'legalEntityId'>,
  changes: object = {},
  reason: string | null = null,
): void {
  tx.record({
    action: `exit_case.${what}`,
    resource: { type: 'exit_case', id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
    reason,
  });
}
