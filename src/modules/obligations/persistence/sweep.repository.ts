import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Channel, ObligationState } from '../domain/codes.js';
import type { Delivery, GatheredReminder } from '../domain/gather.js';

/**
 * Claims steps that are due, writes a line of the ledger for each recipient and channel, and advances the steps: one
 * statement, so that no crash can come in between. Rows that another sweep holds are passed over. A step that reaches
 * nobody is not used up: it is looked at again an hour later.
 * $1 the business instant, $2 how many steps, $3 the channels
 */
export const CLAIM = `
  WITH claimed AS MATERIALIZED (
    SELECT obligation_id, due_on, step, audience, planned_for
      FROM obligation_step
     WHERE state = 'armed' AND fires_at <= $1::timestamptz
     ORDER BY fires_at
     LIMIT $2::int
       FOR UPDATE SKIP LOCKED
  ), addressed AS MATERIALIZED (
    SELECT c.obligation_id, c.due_on, c.step, c.planned_for, o.cycle, r.recipient_id, r.because
      FROM claimed c
      JOIN obligation o ON o.id = c.obligation_id
     CROSS JOIN LATERAL obligation_recipients(o.owner_id, o.legal_entity_ids, c.audience) r
  ), told AS (
    INSERT INTO delivery (obligation_id, cycle, due_on, step, recipient_id, channel, because, planned_for)
    SELECT obligation_id, cycle, due_on, step, recipient_id, channel, because, planned_for
      FROM addressed CROSS JOIN unnest($3::text[]) AS channel
    ON CONFLICT ON CONSTRAINT delivery_step_key DO NOTHING
    RETURNING 1
  ), reached AS (
    SELECT DISTINCT obligation_id, due_on, step FROM addressed
  ), advanced AS (
    UPDATE obligation_step s
       SET state = CASE WHEN r.step IS NULL THEN 'armed' ELSE 'taken' END,
           taken_at = CASE WHEN r.step IS NOT NULL THEN clock_timestamp() END,
           fires_at = CASE WHEN r.step IS NULL THEN $1::timestamptz + interval '1 hour' ELSE s.fires_at END
      FROM claimed c LEFT JOIN reached r USING (obligation_id, due_on, step)
     WHERE s.obligation_id = c.obligation_id AND s.due_on = c.due_on AND s.step = c.step
    RETURNING s.state
  )
  SELECT count(*)::int AS claimed, (count(*) FILTER (WHERE state = 'armed'))::int AS unreached,
         (SELECT count(*) FROM told)::int AS told
    FROM advanced`;

/** Lets obligations fall due, and pass into being overdue. $1 the business instant, $2 how many */
export const FALL_DUE = `
  WITH passing AS (
    SELECT id FROM (
      (SELECT id FROM obligation WHERE state = 'scheduled' AND due_from <= $1::timestamptz ORDER BY due_from LIMIT $2::int)
      UNION
      (SELECT id FROM obligation WHERE state IN ('scheduled', 'due') AND due_until <= $1::timestamptz
        ORDER BY due_until LIMIT $2::int)
    ) AS candidates
  ), locked AS (
    SELECT id, state FROM obligation
     WHERE id IN (SELECT id FROM passing) AND state IN ('scheduled', 'due')
       FOR NO KEY UPDATE SKIP LOCKED
  )
  UPDATE obligation o
     SET state = CASE WHEN o.due_until <= $1::timestamptz THEN 'overdue' ELSE 'due' END,
         row_version = o.row_version + 1, updated_at = now()
    FROM locked l
   WHERE o.id = l.id
  RETURNING o.id, l.state AS "from", o.state AS "to", o.legal_entity_ids AS "legalEntityIds"`;

/**
 * Lines of the ledger that no message tells of yet, of at most $2 recipients and channels. They wait until everything
 * that is due has been claimed, so that a recipient gets one message and not one a batch; but never longer than a
 * minute. $1 the business instant
 */
const UNGATHERED = `
  SELECT d.id, d.recipient_id AS "recipientId", d.channel, d.obligation_id AS "obligationId", d.cycle,
         d.due_on::text AS "dueOn", d.step
    FROM delivery d
    JOIN (SELECT DISTINCT recipient_id, channel FROM delivery WHERE reminder_id IS NULL LIMIT $2::int) AS who
      ON who.recipient_id = d.recipient_id AND who.channel = d.channel
   WHERE d.reminder_id IS NULL
     AND (d.created_at < clock_timestamp() - interval '1 minute'
          OR NOT EXISTS (SELECT FROM obligation_step WHERE state = 'armed' AND fires_at <= $1::timestamptz))
   ORDER BY d.recipient_id, d.channel, d.planned_for, d.obligation_id, d.id
     FOR UPDATE OF d`;

/** In the channel in_app the reminder is delivered by being there. */
const INSERT_REMINDERS = `
  WITH made AS (
    INSERT INTO reminder (id, recipient_id, channel, message_id, state, sent_at)
    SELECT id, recipient_id, channel, message_id,
           CASE channel WHEN 'in_app' THEN 'sent' ELSE 'pending' END,
           CASE channel WHEN 'in_app' THEN clock_timestamp() END
      FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, recipient_id uuid, channel text, message_id text)
  )
  UPDATE delivery d SET reminder_id = l.reminder_id
    FROM unnest($2::uuid[], $3::uuid[]) AS l(delivery_id, reminder_id)
   WHERE d.id = l.delivery_id`;

export interface Claimed {
  /** Steps that were looked at. */
  claimed: number;
  /** Of these, steps for which there is nobody. */
  unreached: number;
  /** Lines that were written. */
  told: number;
}

export interface FallenDue {
  id: string;
  from: ObligationState;
  to: ObligationState;
  legalEntityIds: string[];
}

/** What the sweep reads and writes. */
@Injectable()
export class SweepRepository {
  async claim(tx: Transaction, now: Date, limit: number, channels: readonly Channel[]): Promise<Claimed> {
    const { rows } = await tx.query<Claimed & Record<string, number>>(
      CLAIM,
      [now, limit, channels],
      'claim-steps',
    );
    return rows[0] ?? { claimed: 0, unreached: 0, told: 0 };
  }

  async fallDue(tx: Transaction, now: Date, limit: number): Promise<FallenDue[]> {
    const { rows } = await tx.query<FallenDue>(FALL_DUE, [now, limit], 'fall-due');
    return rows;
  }

  /**
   * One sweep gathers at a time, so that no two of them split what belongs in one message. It waits for its turn: a
   * sweep that went home instead would leave what it has just claimed to the next one.
   */
  lockGathering(tx: Transaction): void {
    tx.send('SELECT pg_advisory_xact_lock(7265, 11)');
  }

  async ungathered(tx: Transaction, now: Date, recipients: number): Promise<Delivery[]> {
    const { rows } = await tx.query<Delivery>(UNGATHERED, [now, recipients], 'ungathered-deliveries');
    return rows;
  }

  insertReminders(tx: Transaction, reminders: readonly (GatheredReminder & { id: string })[]): void {
    const rows = reminders.map(({ id, recipientId, channel, messageId }) => ({
      id,
      recipient_id: recipientId,
      channel,
      message_id: messageId,
    }));
    const links = reminders.flatMap(({ id, deliveryIds }) =>
      deliveryIds.map((delivery) => [delivery, id] as const),
    );
    tx.send(
      INSERT_REMINDERS,
      [JSON.stringify(rows), links.map(([delivery]) => delivery), links.map(([, reminder]) => reminder)],
      'insert-reminders',
    );
  }
}
