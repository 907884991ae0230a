import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { CompetenceEntity } from './competence.entity.js';
import { competenceShown } from './competence.shown.js';
import { entityDayOf } from './entity-day.js';

/** The answer is read when everything is written. */
const NOTHING = `'null'::json`;

const ANSWER = `SELECT (${jsonOf(competenceShown('k', 'person n', 'NULL'))})::text AS json, k.row_version AS "rowVersion"
  FROM competence k ${entityDayOf('k', '$2')} WHERE k.id = $1`;

/** Writes of competences. */
@Injectable()
export class CompetenceRepository {
  insert(tx: Transaction, row: Partial<CompetenceEntity>): Promise<Stored> {
    return insertRow(tx, CompetenceEntity, row, NOTHING);
  }

  /** Changes a competence that the transaction holds locked. */
  update(tx: Transaction, id: string, changes: Partial<CompetenceEntity>): Promise<Stored> {
    return updateRow(tx, CompetenceEntity, id, changes, NOTHING);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, CompetenceEntity, id, NOTHING);
  }

  lock(tx: Transaction, id: string): Promise<CompetenceEntity | null> {
    return lockRow(tx, CompetenceEntity, id);
  }

  /** The competence as it is after what was written. */
  async shown(tx: Transaction, id: string, now: Date): Promise<Stored> {
    const { rows } = await tx.query<Stored>(ANSWER, [id, now.toISOString()], 'competence-answer');
    return rows[0] as Stored;
  }
}
