import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { entityDayOf } from './entity-day.js';
import { ExceptionEntity } from './exception.entity.js';
import { exceptionShown } from './exception.shown.js';

/** The answer is read when everything is written. */
const NOTHING = `'null'::json`;

const ANSWER = `SELECT (${jsonOf(exceptionShown('x'))})::text AS json, x.row_version AS "rowVersion"
  FROM rule_exception x ${entityDayOf('x', '$2')} WHERE x.id = $1`;

/** Writes of exceptions. */
@Injectable()
export class ExceptionRepository {
  insert(tx: Transaction, row: Partial<ExceptionEntity>): Promise<Stored> {
    return insertRow(tx, ExceptionEntity, row, NOTHING);
  }

  /** Changes an exception that the transaction holds locked. */
  update(tx: Transaction, id: string, changes: Partial<ExceptionEntity>): Promise<Stored> {
    return updateRow(tx, ExceptionEntity, id, changes, NOTHING);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, ExceptionEntity, id, NOTHING);
  }

  lock(tx: Transaction, id: string): Promise<ExceptionEntity | null> {
    return lockRow(tx, ExceptionEntity, id);
  }

  /** The exception as it is after what was written. */
  async shown(tx: Transaction, id: string, now: Date): Promise<Stored> {
    const { rows } = await tx.query<Stored>(ANSWER, [id, now.toISOString()], 'exception-answer');
    return rows[0] as Stored;
  }
}
