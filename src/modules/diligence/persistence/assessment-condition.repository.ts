import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Condition } from '../domain/assessment.js';

/** A condition of an approval, met or not. */
export interface ConditionRow extends Condition {
  id: string;
  metOn: string | null;
}

/** Writes of conditions of approvals, which are locked with their assessment. */
@Injectable()
export class ConditionRepository {
  async insert(
    tx: Transaction,
    assessmentId: string,
    conditions: readonly (Condition & { id: string })[],
  ): Promise<void> {
    if (conditions.length === 0) return;
    await tx.query(
      `INSERT INTO assessment_condition (id, assessment_id, text, owner_id, due_on)
       SELECT id, $1, text, "ownerId", "dueOn"
         FROM jsonb_to_recordset($2::jsonb) AS c(id uuid, text text, "ownerId" uuid, "dueOn" date)`,
      [assessmentId, JSON.stringify(conditions)],
      'insert-assessment-conditions',
    );
  }

  /** Null where the assessment has no such condition. */
  async one(tx: Transaction, assessmentId: string, id: string): Promise<ConditionRow | null> {
    const { rows } = await tx.query<ConditionRow>(
      `SELECT id, text, owner_id AS "ownerId", due_on::text AS "dueOn", met_on::text AS "metOn"
         FROM assessment_condition WHERE assessment_id = $1 AND id = $2 AND retired_at IS NULL`,
      [assessmentId, id],
      'assessment-condition',
    );
    return rows[0] ?? null;
  }

  async meet(
    tx: Transaction,
    id: string,
    { metOn, evidenceId, metBy }: { metOn: string; evidenceId: string | null; metBy: string },
  ): Promise<void> {
    await tx.query(
      `UPDATE assessment_condition SET met_on = $2, evidence_id = $3, met_by = $4, row_version = row_version + 1,
              updated_at = now() WHERE id = $1`,
      [id, metOn, evidenceId, metBy],
      'meet-assessment-condition',
    );
  }
}
