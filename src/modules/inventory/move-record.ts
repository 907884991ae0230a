import { INSTALLATION } from '../../kernel/audited-entities.js';
import { changesBetween } from '../../kernel/changes.js';
import { DomainError, notFound } from '../../kernel/domain-error.js';
import { refuseStale } from '../../kernel/versioned.js';
import type { RecordRepository } from '../../platform/database/record-repository.js';
import type { RecordRow } from '../../platform/database/rows.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';
import { checkApproval, type Decidable, preparersAfter } from './domain/approval.js';
import type { Move, Moved, Suspendable } from './standings.js';

/** A record that stands somewhere. */
type Standing = RecordRow & Decidable & { preparedBy: string[] };

/** Moves a record to another status within a transaction of the caller's, who keeps record of what follows from it. */
export async function moveRecord<Row extends Standing>(
  tx: Transaction,
  records: RecordRepository<Row>,
  type: Suspendable,
  id: string,
  { what, reason, rowVersion, to }: Move,
): Promise<Moved> {
  const current = await records.lock(tx, id);
  if (!current) throw notFound();
  if (rowVersion !== null) refuseStale(current, rowVersion);
  if (current.retiredAt) throw new DomainError('retired');
  const { actor } = tx.context;
  const change = { status: await to(current), fields: ['status'] };
  checkApproval(actor, current, change);
  const moved: Partial<Standing> = {
    status: change.status,
    preparedBy: preparersAfter(actor, current, change),
  };
  const stored = await records.update(tx, id, moved as Partial<Row>);
  tx.record({
    action: `${type}.${what}`,
    resource: { type, id },
    legalEntityIds: INSTALLATION,
    changes: changesBetween<Standing>(current, { status: change.status }),
    reason,
  });
  return { ...stored, from: current.status, to: change.status };
}
