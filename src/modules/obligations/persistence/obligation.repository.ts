import { Injectable } from '@nestjs/common';
import type { Stored } from '../../../platform/database/rows.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { ObligationKind, ObligationState } from '../domain/codes.js';
import { obligationShown } from './obligation.shown.js';
import { visibleTo } from './obligation.read-model.js';

export interface ObligationRecord {
  id: string;
  kind: ObligationKind;
  state: ObligationState;
  dueOn: string;
  timeZone: string;
  legalEntityIds: string[];
  acknowledgedAt: Date | null;
  snoozedUntil: string | null;
  snoozeReason: string | null;
  doneBy: string | null;
  doneNote: string | null;
}

/** The answer, from the row; `visible` is the parameter that holds what the actor sees. */
const stored = (visible: string): string =>
  `(${jsonOf(obligationShown('obligation', visible))})::text AS json, row_version AS "rowVersion"`;

/** What people write to obligations. */
@Injectable()
export class ObligationRepository {
  /** The obligation, locked until the transaction ends; null when it does not exist for this actor. */
  async lock(tx: Transaction, id: string): Promise<ObligationRecord | null> {
    const values: unknown[] = [id];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const { rows } = await tx.query<ObligationRecord & Record<string, unknown>>(
      `SELECT id, kind, state, due_on::text AS "dueOn", time_zone AS "timeZone", legal_entity_ids AS "legalEntityIds",
              acknowledged_at AS "acknowledgedAt", snoozed_until::text AS "snoozedUntil",
              snooze_reason AS "snoozeReason", done_by AS "doneBy", done_note AS "doneNote"
         FROM obligation o WHERE id = $1 AND ${visibleTo(tx.context.actor, 'o', place)} FOR NO KEY UPDATE`,
      values,
    );
    return rows[0] ?? null;
  }

  async read(tx: Transaction, id: string): Promise<Stored> {
    const { rows } = await tx.query<Stored & Record<string, unknown>>(
      `SELECT ${stored('$2')} FROM obligation WHERE id = $1`,
      [id, listedIds(tx)],
      'read-obligation',
    );
    return rows[0] as Stored;
  }

  acknowledge(tx: Transaction, id: string, personId: string | null): Promise<Stored> {
    return this.#update(
      tx,
      'acknowledged_at = now(), acknowledged_by = $2',
      [id, personId],
      'acknowledge-obligation',
    );
  }

  /** Puts the steps that would remind before `until` off to that instant. */
  snooze(tx: Transaction, id: string, until: { on: string; at: Date }, reason: string): Promise<Stored> {
    tx.send(
      `UPDATE obligation_step SET fires_at = greatest(planned_for, $2)
        WHERE obligation_id = $1 AND state = 'armed'`,
      [id, until.at],
      'snooze-steps',
    );
    return this.#update(
      tx,
      'snoozed_until = $2, snooze_reason = $3',
      [id, until.on, reason],
      'snooze-obligation',
    );
  }

  /** Closes the obligation; it reminds no more. */
  complete(tx: Transaction, id: string, personId: string | null, note: string | null): Promise<Stored> {
    tx.send(
      `UPDATE obligation_step SET state = 'withdrawn' WHERE obligation_id = $1 AND state = 'armed'`,
      [id],
      'withdraw-steps-of',
    );
    return this.#update(
      tx,
      `state = 'done', done_at = now(), done_by = $2, done_note = $3`,
      [id, personId, note],
      'complete-obligation',
    );
  }

  async #update(tx: Transaction, set: string, values: unknown[], name: string): Promise<Stored> {
    const all = [...values, listedIds(tx)];
    const sql = `UPDATE obligation SET ${set}, row_version = row_version + 1, updated_at = now()
                  WHERE id = $1 RETURNING ${stored(`$${all.length}`)}`;
    const { rows } = await tx.query<Stored & Record<string, unknown>>(sql, all, name);
    return rows[0] as Stored;
  }
}

/** What the actor sees, as a parameter; null is all. */
function listedIds({ context: { actor } }: Transaction): string[] | null {
  return actor.scope.all ? null : [...actor.scope.ids];
}
