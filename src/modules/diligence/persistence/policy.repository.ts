import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { entityDayOf } from './entity-day.js';
import { PolicyEntity } from './policy.entity.js';
import { policyShown } from './policy.shown.js';

/** The answer is read when everything is written. */
const NOTHING = `'null'::json`;

const ANSWER = `SELECT (${jsonOf(policyShown('p', 'NULL'))})::text AS json, p.row_version AS "rowVersion"
  FROM policy p ${entityDayOf('p', '$2')} WHERE p.id = $1`;

/** Writes of policies. */
@Injectable()
export class PolicyRepository {
  insert(tx: Transaction, row: Partial<PolicyEntity>): Promise<Stored> {
    return insertRow(tx, PolicyEntity, row, NOTHING);
  }

  /** Changes a policy that the transaction holds locked. */
  update(tx: Transaction, id: string, changes: Partial<PolicyEntity>): Promise<Stored> {
    return updateRow(tx, PolicyEntity, id, changes, NOTHING);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, PolicyEntity, id, NOTHING);
  }

  lock(tx: Transaction, id: string): Promise<PolicyEntity | null> {
    return lockRow(tx, PolicyEntity, id);
  }

  /** The policy as it is after what was written. */
  async shown(tx: Transaction, id: string, now: Date): Promise<Stored> {
    const { rows } = await tx.query<Stored>(ANSWER, [id, now.toISOString()], 'policy-answer');
    return rows[0] as Stored;
  }
}
