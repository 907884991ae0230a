import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { FindingState, LimitMeasure } from '../domain/limit-codes.js';
import { type FindingRecord, recordOf } from './finding-record.js';

/** A finding as a transaction that decides about it holds it. */
export interface FindingRow {
  id: string;
  limitId: string;
  legalEntityId: string;
  timeZone: string;
  measure: LimitMeasure;
  state: FindingState;
  value: number;
  threshold: number;
  /** Everybody who set its limit or changed it. */
  preparedBy: string[];
  isTreated: boolean;
  rowVersion: number;
}

export interface Acceptance {
  by: string | null;
  at: Date;
  reason: string;
  upTo: number;
  threshold: number;
  /** YYYY-MM-DD */
  until: string;
}

export interface Treatment {
  by: string | null;
  at: Date;
  ownerId: string;
  plan: string;
  /** YYYY-MM-DD */
  dueOn: string;
}

const RELATIONS = {
  findings: 'concentration_finding f',
  limits: 'concentration_limit l',
  useCases: 'use_case u',
};

/** What people decide about excesses over limits. */
@Injectable()
export class FindingRepository {
  /** A finding, locked until the transaction ends; and its limit, so that nobody changes it in between. */
  async lock(tx: Transaction, id: string): Promise<FindingRow | null> {
    const { rows } = await tx.query<FindingRow & Record<string, unknown>>(
      `SELECT f.id, f.limit_id AS "limitId", f.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone", f.measure,
              f.state, f.value, f.threshold, l.prepared_by AS "preparedBy", f.row_version AS "rowVersion",
              f.treated_at IS NOT NULL AND f.treatment_ended_at IS NULL AS "isTreated"
         FROM concentration_finding f
         JOIN concentration_limit l ON l.id = f.limit_id
         JOIN legal_entity e ON e.id = f.legal_entity_id
        WHERE f.id = $1 FOR NO KEY UPDATE OF f FOR SHARE OF l`,
      [id],
      'lock-finding',
    );
    return rows[0] ?? null;
  }

  accept(tx: Transaction, id: string, { by, at, reason, upTo, threshold, until }: Acceptance): void {
    tx.send(
      `UPDATE concentration_finding
          SET state = 'accepted', accepted_by = $2, accepted_at = $3, accepted_reason = $4, accepted_up_to = $5,
              accepted_threshold = $6, accepted_until = $7, acceptance_ended_at = NULL, acceptance_ended_because = NULL,
              row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [id, by, at, reason, upTo, threshold, until],
      'accept-finding',
    );
  }

  withdraw(tx: Transaction, id: string, at: Date, state: FindingState, decideBy: string): void {
    tx.send(
      `UPDATE concentration_finding
          SET state = $3, acceptance_ended_at = $2, acceptance_ended_because = 'withdrawn', decide_by = $4,
              row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [id, at, state, decideBy],
      'withdraw-acceptance',
    );
  }

  /** A plan beside an acceptance leaves the finding accepted. */
  treat(tx: Transaction, id: string, { by, at, ownerId, plan, dueOn }: Treatment): void {
    tx.send(
      `UPDATE concentration_finding
          SET state = CASE state WHEN 'accepted' THEN state ELSE 'treating' END, treated_by = $2, treated_at = $3,
              treatment_owner_id = $4, treatment_plan = $5, treatment_due_on = $6, treatment_ended_at = NULL,
              row_version = row_version + 1, updated_at = now()
        WHERE id = $1`,
      [id, by, at, ownerId, plan, dueOn],
      'treat-finding',
    );
  }

  /** The finding as it is now, for an answer. */
  async record(tx: Transaction, id: string): Promise<FindingRecord> {
    const { scope } = tx.context.actor;
    const values: unknown[] = scope.all ? [id] : [id, [...scope.ids]];
    const { rows } = await tx.prepared<FindingRecord & Record<string, unknown>>(
      `${recordOf(RELATIONS, scope.all ? null : { links: 'use_case_legal_entity k', ids: '$2' })} WHERE f.id = $1`,
      values,
    );
    return rows[0] as FindingRecord;
  }
}
