import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { ObligationKind, SourceType } from '../domain/codes.js';
import type { Recorded } from '../domain/plan.js';
import type { ObligationRow, PlanRows, StepRow } from './plan-rows.js';

/** A source that changed, and how long ago it first did since the planner last looked. */
export interface ChangedSource {
  id: string;
  agoMs: number;
}

const RECORD = `r(id uuid, kind text, source_type text, source_id uuid, cycle integer, owner_id uuid,
  legal_entity_ids uuid[], due_on date, time_zone text, due_from float8, due_until float8, params jsonb, state text,
  restarts boolean)`;

const INSERT = `
  INSERT INTO obligation (id, kind, source_type, source_id, cycle, owner_id, legal_entity_ids, due_on, time_zone,
                          due_from, due_until, params, state)
  SELECT id, kind, source_type, source_id, cycle, owner_id, legal_entity_ids, due_on, time_zone,
         to_timestamp(due_from / 1000), to_timestamp(due_until / 1000), params, state
    FROM jsonb_to_recordset($1::jsonb) AS ${RECORD}`;

/** Another day is another fact: what was acknowledged or put off was the old one. */
const UPDATE = `
  UPDATE obligation o
     SET legal_entity_ids = r.legal_entity_ids, due_on = r.due_on, time_zone = r.time_zone, params = r.params,
         due_from = to_timestamp(r.due_from / 1000), due_until = to_timestamp(r.due_until / 1000), state = r.state,
         acknowledged_at = CASE WHEN NOT r.restarts THEN o.acknowledged_at END,
         acknowledged_by = CASE WHEN NOT r.restarts THEN o.acknowledged_by END,
         snoozed_until = CASE WHEN NOT r.restarts THEN o.snoozed_until END,
         snooze_reason = CASE WHEN NOT r.restarts THEN o.snooze_reason END,
         row_version = o.row_version + 1, updated_at = now()
    FROM jsonb_to_recordset($1::jsonb) AS ${RECORD}
   WHERE o.id = r.id`;

const CANCEL = `
  UPDATE obligation SET state = 'cancelled', row_version = row_version + 1, updated_at = now()
   WHERE id = ANY ($1::uuid[])`;

/** By the record of its source, and not by a person. */
const COMPLETE = `
  UPDATE obligation SET state = 'done', done_at = now(), row_version = row_version + 1, updated_at = now()
   WHERE id = ANY ($1::uuid[])`;

const WITHDRAW = `
  UPDATE obligation_step SET state = 'withdrawn' WHERE obligation_id = ANY ($1::uuid[]) AND state = 'armed'`;

const STEP = 's(obligation_id uuid, due_on date, step text, audience text, planned_for float8, state text)';

/** A step that was taken stays taken, also when the date comes back to where it was. */
const ARM = `
  INSERT INTO obligation_step AS old (obligation_id, due_on, step, audience, planned_for, fires_at, state)
  SELECT obligation_id, due_on, step, audience, to_timestamp(planned_for / 1000), to_timestamp(planned_for / 1000), state
    FROM jsonb_to_recordset($1::jsonb) AS ${STEP}
  ON CONFLICT (obligation_id, due_on, step) DO UPDATE
     SET audience = excluded.audience, planned_for = excluded.planned_for, fires_at = excluded.fires_at,
         state = excluded.state
   WHERE old.state <> 'taken'`;

/** The same day in another time zone: what is still to come moves by hours, and stays put off if it was. */
const SHIFT = `
  UPDATE obligation_step old
     SET planned_for = to_timestamp(s.planned_for / 1000),
         fires_at = CASE WHEN old.fires_at > old.planned_for
                         THEN greatest(old.fires_at, to_timestamp(s.planned_for / 1000))
                         ELSE to_timestamp(s.planned_for / 1000) END
    FROM jsonb_to_recordset($1::jsonb) AS ${STEP}
   WHERE old.obligation_id = s.obligation_id AND old.due_on = s.due_on AND old.step = s.step AND old.state = 'armed'`;

/** What the planner reads and writes. */
@Injectable()
export class PlanRepository {
  /** One planner at a time; false when another is at work, who will see the same changes. */
  async lock(tx: Transaction): Promise<boolean> {
    const { rows } = await tx.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock(7265, 10) AS held');
    return rows[0]?.held ?? false;
  }

  /** Of which types of sources there are notes: most of the time, of none. */
  async notedTypes(tx: Transaction): Promise<Set<string>> {
    const { rows } = await tx.query<{ type: string }>(
      'SELECT DISTINCT source_type AS type FROM obligation_replan WHERE source_id IS NOT NULL',
      [],
      'noted-types',
    );
    return new Set(rows.map(({ type }) => type));
  }

  /** Takes notes of single sources away; they are gone when the plan that they led to is committed. */
  async takeNotes(tx: Transaction, type: SourceType, limit: number): Promise<ChangedSource[]> {
    const { rows } = await tx.query<ChangedSource & Record<string, unknown>>(
      `WITH taken AS (
         DELETE FROM obligation_replan WHERE id IN (
           SELECT id FROM obligation_replan WHERE source_id IS NOT NULL AND source_type = $2
            ORDER BY id LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING source_id, noted_at)
       SELECT source_id AS id, extract(epoch FROM clock_timestamp() - min(noted_at))::float8 * 1000 AS "agoMs"
         FROM taken GROUP BY source_id`,
      [limit, type],
      'take-notes',
    );
    return rows;
  }

  /** Notes that everything must be looked at again; they stay until that has been done. */
  async surroundingNotes(tx: Transaction): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(
      'SELECT id FROM obligation_replan WHERE source_id IS NULL ORDER BY id LIMIT 10000',
      [],
      'surrounding-notes',
    );
    return rows.map(({ id }) => id);
  }

  dropNotes(tx: Transaction, ids: readonly string[]): void {
    tx.send('DELETE FROM obligation_replan WHERE id = ANY ($1::bigint[])', [ids]);
  }

  /** Every round of the obligations of these sources, locked against those who act on them. */
  async recorded(
    tx: Transaction,
    { type, kinds }: { type: SourceType; kinds: readonly ObligationKind[] },
    sourceIds: readonly string[],
  ): Promise<Recorded[]> {
    const { rows } = await tx.query<Recorded>(
      `SELECT id, kind, source_type AS "sourceType", source_id AS "sourceId", cycle, owner_id AS "ownerId",
              array(SELECT unnest(legal_entity_ids) ORDER BY 1)::text[] AS "legalEntityIds", due_on::text AS "dueOn",
              time_zone AS "timeZone", params, state
         FROM obligation
        WHERE source_type = $3 AND kind = ANY ($1) AND source_id = ANY ($2::uuid[])
        ORDER BY id FOR NO KEY UPDATE`,
      [kinds, sourceIds, type],
      'recorded-obligations',
    );
    return rows;
  }

  /** Writes a plan; the statements travel together. */
  write(tx: Transaction, rows: PlanRows): void {
    const ids = (records: readonly ObligationRow[]): string[] => records.map(({ id }) => id);
    const restarted = rows.updated.filter(({ restarts }) => restarts);
    this.#send(tx, INSERT, rows.opened, 'open-obligations');
    this.#send(tx, UPDATE, rows.updated, 'update-obligations');
    if (rows.cancelled.length > 0) tx.send(CANCEL, [rows.cancelled], 'cancel-obligations');
    if (rows.completed.length > 0) tx.send(COMPLETE, [rows.completed], 'complete-obligations');
    const withdrawn = [...rows.cancelled, ...rows.completed, ...ids(restarted)];
    if (withdrawn.length > 0) tx.send(WITHDRAW, [withdrawn], 'withdraw-steps');
    this.#send(tx, ARM, rows.armed, 'arm-steps');
    this.#send(tx, SHIFT, rows.shifted, 'shift-steps');
  }

  #send(tx: Transaction, sql: string, rows: readonly (ObligationRow | StepRow)[], name: string): void {
    if (rows.length > 0) tx.send(sql, [JSON.stringify(rows)], name);
  }
}
