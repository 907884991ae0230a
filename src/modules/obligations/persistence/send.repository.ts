import { Injectable } from '@nestjs/common';
import type { Locale } from '../../../kernel/actor.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type Attempt, TAKEOVER_SECONDS } from '../../../platform/mail/durable-mail.js';
import { MOST_ATTEMPTS } from '../../../platform/mail/retry.js';
import type { ReminderLine } from '../domain/texts.js';

export interface Outgoing {
  messageId: string;
  email: string;
  locale: Locale;
  /** Whether the recipient may still be told. */
  reachable: boolean;
  /** What is still true of what the message was to tell, oldest first. */
  lines: ReminderLine[];
}

/**
 * Takes attempts. A message whose attempt was never finished (a killed worker) comes up again after a while; one that
 * has had all its attempts becomes a dead letter here, so that a message which kills its worker cannot do so for ever.
 * $1 how many
 */
const TAKE = `
  UPDATE reminder
     SET state = CASE WHEN attempts >= ${MOST_ATTEMPTS} THEN 'dead' ELSE 'sending' END,
         attempts = CASE WHEN attempts >= ${MOST_ATTEMPTS} THEN attempts ELSE attempts + 1 END,
         last_error = CASE WHEN attempts >= ${MOST_ATTEMPTS} THEN coalesce(last_error, 'attempts were broken off')
                           ELSE last_error END,
         next_attempt_at = clock_timestamp() + interval '${TAKEOVER_SECONDS} seconds'
   WHERE id IN (
     SELECT id FROM reminder
      WHERE channel = 'email' AND state IN ('pending', 'sending', 'failed') AND next_attempt_at <= clock_timestamp()
      ORDER BY next_attempt_at
      LIMIT $1::int
        FOR UPDATE SKIP LOCKED)
  RETURNING id, attempts, state`;

/**
 * The message of an attempt that is still ours, locked while it is being sent. It waits for the lock: somebody who takes
 * attempts may hold it for a moment, because PostgreSQL locks a row that has just changed before it looks again whether
 * it is wanted. To skip such a row would leave the message to the takeover.
 */
const OPEN = `
  SELECT r.message_id AS "messageId", p.email, p.locale,
         p.retired_at IS NULL AND p.status <> 'disabled' AS reachable
    FROM reminder r JOIN person p ON p.id = r.recipient_id
   WHERE r.id = $1 AND r.state = 'sending' AND r.attempts = $2
     FOR UPDATE OF r`;

/** Steps of obligations that were closed or moved in the meantime are no longer true. */
const LINES = `
  SELECT o.id AS "obligationId", o.kind, o.params->>'name' AS name, o.params->>'nameZhHant' AS "nameZhHant",
         d.due_on::text AS "dueOn", o.time_zone AS "timeZone", d.step, d.because
    FROM delivery d JOIN obligation o ON o.id = d.obligation_id
   WHERE d.reminder_id = $1 AND o.due_on = d.due_on AND o.state IN ('scheduled', 'due', 'overdue')
   ORDER BY d.planned_for, o.id`;

/** What the sender reads and writes. Waiting times are the database's: a mail server knows no business clock. */
@Injectable()
export class SendRepository {
  async take(tx: Transaction, limit: number): Promise<{ attempts: Attempt[]; dead: number }> {
    const { rows } = await tx.query<Attempt & { state: string }>(TAKE, [limit], 'take-attempts');
    const attempts = rows
      .filter(({ state }) => state === 'sending')
      .map(({ id, attempts: n }) => ({ id, attempts: n }));
    return { attempts, dead: rows.length - attempts.length };
  }

  /** Null when the attempt is no longer ours. */
  async open(tx: Transaction, attempt: Attempt): Promise<Outgoing | null> {
    const [message, lines] = await Promise.all([
      tx.query<Omit<Outgoing, 'lines'>>(OPEN, [attempt.id, attempt.attempts], 'open-reminder'),
      tx.query<ReminderLine & Record<string, unknown>>(LINES, [attempt.id], 'reminder-lines'),
    ]);
    const [row] = message.rows;
    return row ? { ...row, lines: lines.rows } : null;
  }

  async markSent(tx: Transaction, { id, attempts }: Attempt, answer: string): Promise<void> {
    await tx.query(
      `UPDATE reminder SET state = 'sent', sent_at = clock_timestamp(), provider_answer = $3
        WHERE id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts, answer.slice(0, 500)],
      'mark-sent',
    );
  }

  async markFailed(tx: Transaction, { id, attempts }: Attempt, error: string, waitMs: number): Promise<void> {
    await tx.query(
      `UPDATE reminder
          SET state = CASE WHEN attempts >= ${MOST_ATTEMPTS} THEN 'dead' ELSE 'failed' END, last_error = $3,
              next_attempt_at = clock_timestamp() + $4::float8 * interval '1 millisecond'
        WHERE id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts, error.slice(0, 500), waitMs],
      'mark-failed',
    );
  }

  async markCancelled(tx: Transaction, { id, attempts }: Attempt): Promise<void> {
    await tx.query(
      `UPDATE reminder SET state = 'cancelled' WHERE id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts],
      'mark-cancelled',
    );
  }
}
