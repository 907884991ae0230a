import { Injectable } from '@nestjs/common';
import { listedIds } from '../../../kernel/entity-scope.js';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Resolution } from '../domain/change-event.js';
import { affectedBy, PRESENT_GRAPH } from './affected.js';
import { ChangeEventEntity } from './change-event.entity.js';
import { changeRead } from './change-event.shown.js';

/** The use cases that stand on a subject, as far as the reader sees them. */
export interface Affected {
  ids: string[];
  count: number;
}

/** A resolution of a change event that the transaction holds. */
export interface HeldResolution {
  id: string;
  rule: string;
  isWithdrawn: boolean;
}

/** Writes of change events. */
@Injectable()
export class ChangeEventRepository extends RecordRepository<ChangeEventEntity> {
  protected readonly target = ChangeEventEntity;
  protected readonly json = jsonOf(changeRead('change_event', 'change_event_resolution w'));

  async affected(tx: Transaction, id: string): Promise<Affected> {
    const { rows } = await tx.query<{ affected: Affected }>(
      `SELECT ${affectedBy('v', PRESENT_GRAPH, '$2')} AS affected FROM change_event v WHERE v.id = $1`,
      [id, listedIds(tx.context.actor.scope)],
      'affected-by-change',
    );
    return rows[0]?.affected ?? { ids: [], count: 0 };
  }

  async resolvedRules(tx: Transaction, id: string): Promise<string[]> {
    const { rows } = await tx.query<{ rule: string }>(
      'SELECT rule FROM change_event_resolution WHERE change_event_id = $1 AND retired_at IS NULL ORDER BY rule',
      [id],
      'resolved-rules',
    );
    return rows.map(({ rule }) => rule);
  }

  async resolve(
    tx: Transaction,
    changeEventId: string,
    { id, rule, on, evidenceId, reason, by }: Resolution & { id: string; by: string },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO change_event_resolution (id, change_event_id, rule, resolved_on, evidence_id, reason, resolved_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, changeEventId, rule, on, evidenceId, reason, by],
      'resolve-change',
    );
  }

  /** What was redone, or taken back since; null where the change event has no such resolution. */
  async resolution(tx: Transaction, changeEventId: string, id: string): Promise<HeldResolution | null> {
    const { rows } = await tx.query<HeldResolution & Record<string, unknown>>(
      `SELECT id, rule, retired_at IS NOT NULL AS "isWithdrawn" FROM change_event_resolution
        WHERE id = $2 AND change_event_id = $1`,
      [changeEventId, id],
      'resolution-of-change',
    );
    return rows[0] ?? null;
  }

  async withdraw(
    tx: Transaction,
    id: string,
    { at, by, reason }: { at: Date; by: string; reason: string },
  ): Promise<void> {
    await tx.query(
      `UPDATE change_event_resolution
          SET retired_at = now(), withdrawn_at = $2, withdrawn_by = $3, withdrawal_reason = $4,
              row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [id, at, by, reason],
      'withdraw-resolution',
    );
  }

  /** How many change events in use, or what was redone because of them, rest on a document. */
  async countOnEvidence(tx: Transaction, id: string): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `SELECT ((SELECT count(*) FROM change_event WHERE evidence_id = $1 AND retired_at IS NULL)
             + (SELECT count(*) FROM change_event_resolution WHERE evidence_id = $1 AND retired_at IS NULL))::integer AS count`,
      [id],
      'changes-on-evidence',
    );
    return rows[0]?.count ?? 0;
  }
}
