import type { FieldError } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { NamedEvidence } from '../arrangements/arrangements.public.js';
import type { EvidenceRepository } from './persistence/evidence.repository.js';

/** What is wrong with documents that a record names: each must be there, in use, and for the actor to see. */
export async function namedEvidenceProblems(
  tx: Transaction,
  evidence: EvidenceRepository,
  named: readonly NamedEvidence[],
): Promise<FieldError[]> {
  const found = await evidence.referable(tx, [...new Set(named.map(({ id }) => id))]);
  return named.flatMap(({ pointer, id }): FieldError[] => {
    const document = found.get(id);
    const isSeen =
      document?.legalEntityId === null ||
      (document !== undefined && sees(tx.context.actor.scope, document.legalEntityId));
    if (!isSeen) return [{ pointer, code: 'unknown-reference' }];
    return document?.retired ? [{ pointer, code: 'retired-reference' }] : [];
  });
}
