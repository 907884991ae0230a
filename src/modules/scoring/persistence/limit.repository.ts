import { Injectable } from '@nestjs/common';
import type { Stored } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { LimitDefinition } from '../domain/limit-definition.js';
import { limitShown, PRESENT } from './limit.shown.js';

/** What of a limit can be changed. Days as YYYY-MM-DD. */
export interface LimitContent {
  name: string;
  nameZhHant: string | null;
  threshold: number | null;
  rationale: string;
  ownerId: string | null;
  validFrom: string;
  validTo: string | null;
}

/** A limit as a transaction that changes it holds it. */
export interface LimitRow extends LimitContent, LimitDefinition {
  id: string;
  legalEntityId: string;
  preparedBy: string[];
  rowVersion: number;
  retiredAt: Date | null;
}

const SHOWN = jsonOf(limitShown('l', PRESENT));
const ROW = `l.id, l.legal_entity_id AS "legalEntityId", l.name, l.name_zh_hant AS "nameZhHant", l.measure, l.axis, l.layer,
  l.basis, l.threshold, l.rationale, l.owner_id AS "ownerId", l.valid_from::text AS "validFrom",
  l.valid_to::text AS "validTo", l.prepared_by AS "preparedBy", l.row_version AS "rowVersion", l.retired_at AS "retiredAt"`;

/** Writes of concentration limits. */
@Injectable()
export class LimitRepository {
  /** A limit, locked until the transaction ends. */
  async lock(tx: Transaction, id: string): Promise<LimitRow | null> {
    const { rows } = await tx.query<LimitRow & Record<string, unknown>>(
      `SELECT ${ROW} FROM concentration_limit l WHERE l.id = $1 FOR NO KEY UPDATE`,
      [id],
      'lock-limit',
    );
    return rows[0] ?? null;
  }

  insert(tx: Transaction, row: Omit<LimitRow, 'rowVersion' | 'retiredAt'>): Promise<Stored> {
    return stored(
      tx,
      `INSERT INTO concentration_limit AS l (id, legal_entity_id, name, name_zh_hant, measure, axis, layer, basis, threshold,
         rationale, owner_id, valid_from, valid_to, created_by, prepared_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)`,
      [
        row.id,
        row.legalEntityId,
        row.name,
        row.nameZhHant,
        row.measure,
        row.axis,
        row.layer,
        row.basis,
        row.threshold,
        row.rationale,
        row.ownerId,
        row.validFrom,
        row.validTo,
        row.preparedBy[0],
        row.preparedBy,
      ],
    );
  }

  /** Changes a limit that the transaction holds locked. */
  update(tx: Transaction, row: LimitContent & { id: string; preparedBy: string[] }): Promise<Stored> {
    return stored(
      tx,
      `UPDATE concentration_limit AS l
          SET name = $2, name_zh_hant = $3, threshold = $4, rationale = $5, owner_id = $6, valid_from = $7, valid_to = $8,
              prepared_by = $9, row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [
        row.id,
        row.name,
        row.nameZhHant,
        row.threshold,
        row.rationale,
        row.ownerId,
        row.validFrom,
        row.validTo,
        row.preparedBy,
      ],
    );
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return stored(
      tx,
      `UPDATE concentration_limit AS l
          SET retired_at = now(), row_version = row_version + 1, updated_at = now() WHERE id = $1`,
      [id],
    );
  }

  restore(tx: Transaction, id: string, preparedBy: string[]): Promise<Stored> {
    return stored(
      tx,
      `UPDATE concentration_limit AS l
          SET retired_at = NULL, prepared_by = $2, row_version = row_version + 1, updated_at = now() WHERE id = $1`,
      [id, preparedBy],
    );
  }

  /** The limit as it is: the answer to a change that changes nothing. */
  async shown(tx: Transaction, id: string): Promise<Stored> {
    const { rows } = await tx.prepared<{ json: string; rowVersion: number }>(
      `SELECT (${SHOWN})::text AS json, l.row_version AS "rowVersion" FROM concentration_limit l WHERE l.id = $1`,
      [id],
    );
    return rows[0] as Stored;
  }
}

async function stored(tx: Transaction, statement: string, values: unknown[]): Promise<Stored> {
  const { rows } = await tx.prepared<{ json: string; rowVersion: number }>(
    `${statement} RETURNING (${SHOWN})::text AS json, l.row_version AS "rowVersion"`,
    values,
  );
  return rows[0] as Stored;
}
