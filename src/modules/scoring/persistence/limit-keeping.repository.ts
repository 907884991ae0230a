import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { POOL } from '../../../platform/tokens.js';
import type { AcceptanceEnd, ClosedBecause } from '../domain/limit-codes.js';
import type { MeasurableLimit } from '../domain/limit-measures.js';
import type { OpenFinding } from '../domain/finding-plan.js';
import type { NamedExcess } from '../domain/measure-limits.js';
import { HAS_CHANGED, type RegisterSnapshot } from '../../../platform/database/register-snapshot.js';

/** A limit that holds today. */
export interface LimitInForce extends MeasurableLimit {
  id: string;
  legalEntityId: string;
  timeZone: string;
  rowVersion: number;
}

/** What was last measured of a limit. */
export interface LimitState {
  threshold: number | null;
  value: number | null;
  covers: readonly string[];
  graphHash: string | null;
  error: string | null;
}

export interface FoundFinding extends NamedExcess {
  id: string;
  threshold: number;
  /** YYYY-MM-DD */
  decideBy: string;
}

export interface RemeasuredFinding extends NamedExcess {
  id: string;
  threshold: number;
  ends: AcceptanceEnd | null;
  decideBy: string;
}

/** A finding whose acceptance or treatment has passed its day. */
export interface LapsedFinding {
  id: string;
  legalEntityId: string;
  acceptance: boolean;
  treatment: boolean;
}

export interface ClosedFinding {
  id: string;
  limitId: string;
  legalEntityId: string;
}

const IN_FORCE = `
  SELECT l.id, l.legal_entity_id AS "legalEntityId", l.measure, l.axis, l.layer, l.basis, l.threshold,
         e.time_zone AS "timeZone", l.row_version AS "rowVersion"
    FROM concentration_limit l JOIN legal_entity e ON e.id = l.legal_entity_id AND e.retired_at IS NULL
   WHERE l.retired_at IS NULL
     AND (($1::timestamptz AT TIME ZONE e.time_zone)::date BETWEEN l.valid_from AND coalesce(l.valid_to, 'infinity'))
   ORDER BY l.id`;

/** Where a finding stands once its acceptance has ended: what is planned goes on, or somebody must decide. */
const STANDING = (findings: string): string =>
  `CASE WHEN ${findings}.treated_at IS NOT NULL AND ${findings}.treatment_ended_at IS NULL THEN 'treating' ELSE 'open' END`;

const REMEASURE = `
  UPDATE concentration_finding f
     SET node = r.node, through = r.through, value = r.value, threshold = r.threshold,
         use_case_ids = array(SELECT jsonb_array_elements_text(r.use_case_ids)::uuid),
         state = CASE WHEN r.ends IS NULL THEN f.state ELSE ${STANDING('f')} END,
         acceptance_ended_at = CASE WHEN r.ends IS NULL THEN f.acceptance_ended_at ELSE $2::timestamptz END,
         acceptance_ended_because = coalesce(r.ends, f.acceptance_ended_because),
         decide_by = CASE WHEN r.ends IS NULL THEN f.decide_by ELSE r.decide_by END,
         row_version = f.row_version + 1, updated_at = now()
    FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, node jsonb, through jsonb, value float8, threshold float8,
         use_case_ids jsonb, ends text, decide_by date)
   WHERE f.id = r.id`;

const INSERT = `
  INSERT INTO concentration_finding (id, limit_id, legal_entity_id, measure, subject, node, through, value, threshold,
                                     use_case_ids, state, found_at, decide_by)
  SELECT id, limit_id, legal_entity_id, measure, subject, node, through, value, threshold,
         array(SELECT jsonb_array_elements_text(use_case_ids)::uuid), 'open', $2::timestamptz, decide_by
    FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, limit_id uuid, legal_entity_id uuid, measure text, subject text,
         node jsonb, through jsonb, value float8, threshold float8, use_case_ids jsonb, decide_by date)`;

const STORE_STATE = `
  INSERT INTO concentration_limit_state AS s (limit_id, threshold, value, covers, graph_hash, error, measured_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7)
  ON CONFLICT (limit_id) DO UPDATE
     SET threshold = excluded.threshold, value = excluded.value, covers = excluded.covers,
         graph_hash = excluded.graph_hash, error = excluded.error, measured_at = excluded.measured_at`;

/** What somebody's day has passed of: acceptances first, for behind one of them a plan may still run. */
const LAPSE = `
  WITH passed AS (
    SELECT f.id, f.state = 'accepted' AND f.accepted_until < d.today AS acceptance,
           f.treatment_ended_at IS NULL AND f.treatment_due_on < d.today AS treatment, d.today
      FROM concentration_finding f
      JOIN legal_entity e ON e.id = f.legal_entity_id
     CROSS JOIN LATERAL (SELECT ($1::timestamptz AT TIME ZONE e.time_zone)::date AS today) AS d
     WHERE f.state = ANY ('{accepted,treating}'::text[])
       AND ((f.state = 'accepted' AND f.accepted_until < d.today)
            OR (f.treatment_ended_at IS NULL AND f.treatment_due_on < d.today))
     ORDER BY f.id LIMIT 1000
       FOR NO KEY UPDATE OF f SKIP LOCKED
  )
  UPDATE concentration_finding f
     SET state = CASE WHEN f.state = 'accepted' AND NOT p.acceptance THEN 'accepted'
                      WHEN f.treated_at IS NOT NULL AND f.treatment_ended_at IS NULL AND NOT coalesce(p.treatment, false)
                      THEN 'treating' ELSE 'open' END,
         acceptance_ended_at = CASE WHEN p.acceptance THEN $1::timestamptz ELSE f.acceptance_ended_at END,
         acceptance_ended_because = CASE WHEN p.acceptance THEN 'expired' ELSE f.acceptance_ended_because END,
         treatment_ended_at = CASE WHEN p.treatment THEN $1::timestamptz ELSE f.treatment_ended_at END,
         decide_by = CASE WHEN p.acceptance THEN p.today + $2::int ELSE f.treatment_due_on END,
         row_version = f.row_version + 1, updated_at = now()
    FROM passed p WHERE f.id = p.id
  RETURNING f.id, f.legal_entity_id AS "legalEntityId", p.acceptance, coalesce(p.treatment, false) AS treatment`;

/** What the keeper of limits reads and writes. */
@Injectable()
export class LimitKeepingRepository {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  /** The limits that hold at a business instant, by the day where each legal entity is. */
  async inForce(now: Date): Promise<LimitInForce[]> {
    const { rows } = await this.pool.query<LimitInForce>({
      name: 'limits-in-force',
      text: IN_FORCE,
      values: [now],
    });
    return rows;
  }

  /** One keeper writes at a time; false when another one does. */
  async lock(tx: Transaction): Promise<boolean> {
    const { rows } = await tx.query<{ held: boolean }>('SELECT pg_try_advisory_xact_lock(7265, 12) AS held');
    return rows[0]?.held ?? false;
  }

  async hasChanged(
    tx: Transaction,
    { snapshot, brought }: RegisterSnapshot,
    except: readonly string[],
  ): Promise<boolean> {
    const { rows } = await tx.query<{ changed: boolean }>(HAS_CHANGED, [snapshot, brought, except]);
    return rows[0]?.changed ?? true;
  }

  async states(tx: Transaction): Promise<Map<string, LimitState>> {
    const { rows } = await tx.query<LimitState & { limitId: string }>(
      `SELECT limit_id AS "limitId", threshold, value, covers, graph_hash AS "graphHash", error
         FROM concentration_limit_state`,
    );
    return new Map(rows.map(({ limitId, ...state }) => [limitId, state]));
  }

  /** The findings that are not closed, by limit, held against those who decide about them. */
  async open(tx: Transaction): Promise<Map<string, OpenFinding[]>> {
    const { rows } = await tx.query<OpenFinding & { limitId: string }>(
      `SELECT f.id, f.limit_id AS "limitId", f.subject, f.node, f.through, f.value, f.threshold,
              f.use_case_ids::text[] AS "useCaseIds",
              CASE WHEN f.state = 'accepted'
                   THEN json_build_object('upTo', f.accepted_up_to, 'threshold', f.accepted_threshold) END AS acceptance
         FROM concentration_finding f WHERE f.closed_at IS NULL ORDER BY f.id FOR NO KEY UPDATE`,
    );
    const byLimit = new Map<string, OpenFinding[]>();
    for (const { limitId, ...finding } of rows) {
      byLimit.set(limitId, [...(byLimit.get(limitId) ?? []), finding]);
    }
    return byLimit;
  }

  storeState(tx: Transaction, limitId: string, state: LimitState, now: Date): void {
    const { threshold, value, covers, graphHash, error } = state;
    tx.send(STORE_STATE, [limitId, threshold, value, covers, graphHash, error, now], 'store-limit-state');
  }

  find(tx: Transaction, limit: LimitInForce, findings: readonly FoundFinding[], now: Date): void {
    if (findings.length === 0) return;
    const { id, legalEntityId, measure } = limit;
    const rows = findings.map((finding) => ({
      ...columnsOf(finding),
      limit_id: id,
      legal_entity_id: legalEntityId,
      measure,
      subject: finding.subject,
    }));
    tx.send(INSERT, [JSON.stringify(rows), now], 'find-excesses');
  }

  remeasure(tx: Transaction, findings: readonly RemeasuredFinding[], now: Date): void {
    if (findings.length === 0) return;
    const rows = findings.map((finding) => ({ ...columnsOf(finding), ends: finding.ends }));
    tx.send(REMEASURE, [JSON.stringify(rows), now], 'remeasure-excesses');
  }

  close(tx: Transaction, ids: readonly string[], because: ClosedBecause, now: Date): void {
    if (ids.length === 0) return;
    tx.send(
      `UPDATE concentration_finding SET state = 'closed', closed_at = $2, closed_because = $3,
              row_version = row_version + 1, updated_at = now() WHERE id = ANY ($1::uuid[])`,
      [ids, now, because],
      'close-findings',
    );
  }

  /** Findings that are not closed of limits that hold no longer. */
  async orphans(tx: Transaction, inForce: readonly string[]): Promise<ClosedFinding[]> {
    const { rows } = await tx.query<ClosedFinding & Record<string, unknown>>(
      `SELECT id, limit_id AS "limitId", legal_entity_id AS "legalEntityId" FROM concentration_finding
        WHERE closed_at IS NULL AND NOT limit_id = ANY ($1::uuid[]) ORDER BY id FOR NO KEY UPDATE`,
      [inForce],
    );
    return rows;
  }

  /** Ends acceptances and treatments whose last day has passed; at most a thousand at a time. */
  async lapse(tx: Transaction, now: Date, daysToDecide: number): Promise<LapsedFinding[]> {
    const { rows } = await tx.query<LapsedFinding & Record<string, unknown>>(
      LAPSE,
      [now, daysToDecide],
      'lapse-findings',
    );
    return rows;
  }
}

function columnsOf(finding: NamedExcess & { id: string; threshold: number; decideBy: string }) {
  const { id, node, through, value, threshold, useCaseIds, decideBy } = finding;
  return { id, node, through, value, threshold, use_case_ids: useCaseIds, decide_by: decideBy };
}
