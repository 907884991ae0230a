import { type AuditedEntities, auditedFor, INSTALLATION } from '../../kernel/audited-entities.js';
import { DomainError } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import type { Transaction } from './unit-of-work.js';

/** A record of one legal entity; null: of the installation, which everybody sees. */
interface Owned {
  legalEntityId: string | null;
}

export function isSeen(tx: Transaction, { legalEntityId }: Owned): boolean {
  return legalEntityId === null || sees(tx.context.actor.scope, legalEntityId);
}

/** What is everybody's is entered and changed by those who see everybody's. */
export function refuseForeign(tx: Transaction, { legalEntityId }: Owned): void {
  if (legalEntityId === null && !tx.context.actor.scope.all) throw new DomainError('forbidden');
}

export function auditedOf({ legalEntityId }: Owned): AuditedEntities {
  return legalEntityId === null ? INSTALLATION : auditedFor([legalEntityId]);
}
