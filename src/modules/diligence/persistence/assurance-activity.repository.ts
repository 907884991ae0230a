import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Ruling } from '../domain/assurance-ruling.js';
import { AssuranceActivityEntity } from './assurance-activity.entity.js';
import { activityShown, stackOf } from './assurance-activity.shown.js';

/** The answer is read when everything is written. */
const NOTHING = `'null'::json`;

const ANSWER = `SELECT (${jsonOf(activityShown('a', 'assurance_ruling g'))})::text AS json, a.row_version AS "rowVersion"
  FROM assurance_activity a ${stackOf('a', 'NULL')} WHERE a.id = $1`;

/** A ruling, with the two stacks that it is about. */
export interface RulingRow {
  id: string;
  ruling: Ruling;
  fromHash: string;
  toHash: string;
  reason: string;
  ruledBy: string;
}

/** Writes of assurance activities, and of what was ruled on them. */
@Injectable()
export class AssuranceActivityRepository {
  insert(tx: Transaction, row: Partial<AssuranceActivityEntity>): Promise<Stored> {
    return insertRow(tx, AssuranceActivityEntity, row, NOTHING);
  }

  /** Changes an activity that the transaction holds locked. */
  update(tx: Transaction, id: string, changes: Partial<AssuranceActivityEntity>): Promise<Stored> {
    return updateRow(tx, AssuranceActivityEntity, id, changes, NOTHING);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, AssuranceActivityEntity, id, NOTHING);
  }

  lock(tx: Transaction, id: string): Promise<AssuranceActivityEntity | null> {
    return lockRow(tx, AssuranceActivityEntity, id);
  }

  /** The activity as it is after what was written. */
  async shown(tx: Transaction, id: string): Promise<Stored> {
    const { rows } = await tx.query<Stored>(ANSWER, [id], 'assurance-activity-answer');
    return rows[0] as Stored;
  }

  /** The hash of what a use case stands on now; null where nothing is recorded of it. */
  async stackHash(tx: Transaction, useCaseId: string | null): Promise<string | null> {
    if (useCaseId === null) return null;
    const { rows } = await tx.query<{ hash: string | null }>(
      'SELECT use_case_configuration_hash($1) AS hash',
      [useCaseId],
      'stack-hash',
    );
    return rows[0]?.hash ?? null;
  }

  /** What was ruled before on the same two stacks. */
  async rulingsOn(tx: Transaction, id: string, fromHash: string, toHash: string): Promise<string[]> {
    const { rows } = await tx.query<{ ruling: string }>(
      'SELECT ruling FROM assurance_ruling WHERE activity_id = $1 AND from_hash = $2 AND to_hash = $3',
      [id, fromHash, toHash],
      'assurance-rulings-on',
    );
    return rows.map(({ ruling }) => ruling);
  }

  async insertRuling(
    tx: Transaction,
    activityId: string,
    { id, ruling, fromHash, toHash, reason, ruledBy }: RulingRow,
  ): Promise<void> {
    await tx.query(
      `INSERT INTO assurance_ruling (id, activity_id, ruling, from_hash, to_hash, reason, ruled_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [id, activityId, ruling, fromHash, toHash, reason, ruledBy],
      'insert-assurance-ruling',
    );
  }
}
