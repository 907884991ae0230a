import { Injectable } from '@nestjs/common';
import { auditedFor } from '../../kernel/audited-entities.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { sees } from '../../kernel/entity-scope.js';
import { refuseStale } from '../../kernel/versioned.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { ArrangementRepository } from './persistence/arrangement.repository.js';

/** A term of one arrangement, such as an indemnity. */
interface Term {
  arrangementId: string;
  rowVersion: number;
}

export interface HeldArrangement {
  legalEntityId: string;
  /** YYYY-MM-DD, the day where its legal entity is. */
  today: string;
}

/** The arrangement that terms belong to; held until the transaction ends, so that nobody retires it in between. */
@Injectable()
export class ArrangementOfTerms {
  constructor(
    private readonly arrangements: ArrangementRepository,
    private readonly clock: Clock,
  ) {}

  /** An arrangement that is there for the actor and in use; throws not-found or retired. */
  async hold(tx: Transaction, id: string): Promise<HeldArrangement> {
    const arrangement = (await this.arrangements.referable(tx, [id])).get(id);
    if (!arrangement || !sees(tx.context.actor.scope, arrangement.legalEntityId)) throw notFound();
    if (arrangement.retired) throw new DomainError('retired');
    const { legalEntityId, timeZone } = arrangement;
    return { legalEntityId, today: localDate(this.clock.now(), timeZone) };
  }
}

/** Tells the audit log what happened to a term. */
export function recordTerm(
  tx: Transaction,
  type: string,
  what: string,
  id: string,
  { legalEntityId }: HeldArrangement,
  changes: object = {},
): void {
  tx.record({
    action: `${type}.${what}`,
    resource: { type, id },
    legalEntityIds: auditedFor([legalEntityId]),
    changes: { ...changes },
  });
}

/** The term that was asked for, within its arrangement. */
export function termOf<T extends Term>(term: T | null, arrangementId: string): T {
  if (term?.arrangementId !== arrangementId) throw notFound();
  return term;
}

/** The same under If-Match. */
export function currentTermOf<T extends Term>(term: T | null, arrangementId: string, rowVersion: number): T {
  const found = termOf(term, arrangementId);
  refuseStale(found, rowVersion);
  return found;
}
