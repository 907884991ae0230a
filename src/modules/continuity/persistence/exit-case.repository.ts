import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Dependents, HeldType } from '../../inventory/inventory.public.js';
import { EXIT_STEP_CODES, type ExitStep } from '../domain/exit-steps.js';
import { ExitCaseEntity } from './exit-case.entity.js';
import { exitCaseShown } from './exit-case.shown.js';

/** The answer is read when the steps are written as well. */
const NOTHING = `'null'::json`;

const ANSWER = `SELECT (${jsonOf(exitCaseShown('x'))})::text AS json, x.row_version AS "rowVersion"
  FROM exit_case x WHERE x.id = $1`;

const STEPS = `
  SELECT step, state, done_on::text AS "doneOn", done_by AS "doneBy", evidence_id AS "evidenceId", reason
    FROM exit_case_step WHERE exit_case_id = $1`;

const WRITE_STEPS = `
  INSERT INTO exit_case_step AS s (exit_case_id, step, state, done_on, done_by, evidence_id, reason)
  SELECT $1, step, state, "doneOn", "doneBy", "evidenceId", reason
    FROM jsonb_to_recordset($2::jsonb)
      AS r(step text, state text, "doneOn" date, "doneBy" uuid, "evidenceId" uuid, reason text)
  ON CONFLICT (exit_case_id, step) DO UPDATE
     SET state = excluded.state, done_on = excluded.done_on, done_by = excluded.done_by,
         evidence_id = excluded.evidence_id, reason = excluded.reason`;

/** What waits for an exit, or is to take the place of what is left, stays until that is decided on. */
const GOES_ON = `x.state = ANY ('{open,submitted}'::text[]) AND x.retired_at IS NULL`;
const SUCCESSOR = 'coalesce(x.successor_provider_id, x.successor_component_id, x.successor_arrangement_id)';
const BY_TYPE = (type: string): string =>
  `(x.${type}_id = $1 OR (x.successor_status = 'named' AND ${SUCCESSOR} = $1)) AND ${GOES_ON}`;
const NAMED_BY: Readonly<Record<HeldType, string>> = {
  provider: BY_TYPE('provider'),
  component: BY_TYPE('component'),
  arrangement: BY_TYPE('arrangement'),
  legal_entity: `x.legal_entity_id = $1 AND ${GOES_ON}`,
  evidence: `x.retired_at IS NULL
    AND EXISTS (SELECT FROM exit_case_step s WHERE s.exit_case_id = x.id AND s.evidence_id = $1)`,
};

/** $1 is what is named, $2 the legal entities that the actor sees. */
function holdingSql(names: string): string {
  return `SELECT CASE WHEN $2::uuid[] IS NULL OR x.legal_entity_id = ANY ($2)
                      THEN regexp_replace(left(x.summary, 60), '\\s+', ' ', 'g') || ' (/api/v1/exit-cases/' || x.id || ')' END
                   AS name,
                 (count(*) OVER ())::integer AS count
            FROM exit_case x WHERE ${names}
           ORDER BY name LIMIT 5`;
}

/** Writes of exit cases and their steps. */
@Injectable()
export class ExitCaseRepository {
  insert(tx: Transaction, row: Partial<ExitCaseEntity>): Promise<Stored> {
    return insertRow(tx, ExitCaseEntity, row, NOTHING);
  }

  /** Changes a case that the transaction holds locked. */
  update(tx: Transaction, id: string, changes: Partial<ExitCaseEntity>): Promise<Stored> {
    return updateRow(tx, ExitCaseEntity, id, changes, NOTHING);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, ExitCaseEntity, id, NOTHING);
  }

  lock(tx: Transaction, id: string): Promise<ExitCaseEntity | null> {
    return lockRow(tx, ExitCaseEntity, id);
  }

  /** In the order of the codes. */
  async steps(tx: Transaction, id: string): Promise<ExitStep[]> {
    const { rows } = await tx.query<ExitStep & Record<string, unknown>>(STEPS, [id], 'exit-steps');
    const at = ({ step }: ExitStep): number => EXIT_STEP_CODES.indexOf(step);
    return rows.sort((a, b) => at(a) - at(b));
  }

  async writeSteps(tx: Transaction, id: string, steps: readonly ExitStep[]): Promise<void> {
    if (steps.length > 0) await tx.query(WRITE_STEPS, [id, JSON.stringify(steps)], 'write-exit-steps');
  }

  /** The case as it is after what was written. */
  async shown(tx: Transaction, id: string): Promise<Stored> {
    const { rows } = await tx.query<Stored & Record<string, unknown>>(ANSWER, [id], 'exit-case-answer');
    return rows[0] as Stored;
  }

  /** The day on which a component ends, YYYY-MM-DD; null: none is known. */
  async retirementOf(tx: Transaction, componentId: string): Promise<string | null> {
    const { rows } = await tx.query<{ day: string | null }>(
      'SELECT retires_on::text AS day FROM component WHERE id = $1',
      [componentId],
      'retirement-of-component',
    );
    return rows[0]?.day ?? null;
  }

  /** Cases that keep a record in use; names of those that the actor sees. */
  async holding(tx: Transaction, type: HeldType, id: string, listed: string[] | null): Promise<Dependents> {
    const { rows } = await tx.query<{ name: string | null; count: number }>(
      holdingSql(NAMED_BY[type]),
      [id, listed],
      `exit-cases-of-${type}`,
    );
    return { count: rows[0]?.count ?? 0, names: rows.flatMap(({ name }) => name ?? []) };
  }
}
