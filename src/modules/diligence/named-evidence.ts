import type { FieldError } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import type { NamedEvidence } from '../arrangements/arrangements.public.js';
import type { EvidenceRepository } from './persistence/evidence.repository.js';

/**
 * What is wrong with documents that a record of a legal entity, or of the installation, names: each must be there, in use, for
 * the actor to see, and of that legal entity or of the installation.
 */
export async function namedEvidenceProblems(
  tx: Transaction,
  evidence: EvidenceRepository,
  legalEntityId: string | null,
  named: readonly NamedEvidence[],
): Promise<FieldError[]> {
  const found = await evidence.referable(tx, [...new Set(named.map(({ id }) => id))]);
  return named.flatMap(({ pointer, id }): FieldError[] => {
    const document = found.get(id);
    const isSeen =
      document?.legalEntityId === null ||
      (document !== undefined && sees(tx.context.actor.scope, document.legalEntityId));
    if (!isSeen) return [{ pointer, code: 'unknown-reference' }];
    if (document?.retired) return [{ pointer, code: 'retired-reference' }];
    const isOwn = document?.legalEntityId === null || document?.legalEntityId === legalEntityId;
    return isOwn ? [] : [{ pointer, code: 'contradiction', params: { other: 'legalEntityId' } }];
  });
}
