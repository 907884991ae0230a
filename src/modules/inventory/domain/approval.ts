import type { Actor } from '../../../kernel/actor.js';
import { DomainError } from '../../../kernel/domain-error.js';

/** Who stands behind a record, for four-eyes checks: the person, also when a personal key acted for them. */
export function preparerOf(actor: Actor): string {
  return actor.personId ?? actor.id;
}

/** Statuses that are a decision of risk management, and that nobody gives to what they prepared. */
const DECISIONS = ['approved', 'in_use', 'suspended', 'pilot', 'live'];
const NEED_SECOND_PERSON = ['approved', 'in_use', 'pilot', 'live'];
const isDecision = (status: string | undefined): boolean =>
  status !== undefined && DECISIONS.includes(status);

/**
 * Refuses a status that the actor may not give to this record; a status that stays as it is is always accepted. Taking
 * a decision back is a decision too: it needs the same right, but no second person.
 */
export function checkApproval(
  actor: Actor,
  record: { createdBy: string; status?: string },
  status?: string,
): void {
  if (status === undefined || status === record.status) return;
  if (!isDecision(status) && !isDecision(record.status)) return;
  if (actor.type === 'system') return;
  if (!actor.permissions.has('register.approve')) throw new DomainError('forbidden');
  if (NEED_SECOND_PERSON.includes(status) && record.createdBy === preparerOf(actor))
    throw new DomainError('four-eyes');
}
