import { Injectable } from '@nestjs/common';
import type { Locale } from '../../../kernel/actor.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type Attempt, TAKEOVER_SECONDS } from '../../../platform/mail/durable-mail.js';
import { MOST_ATTEMPTS } from '../../../platform/mail/retry.js';

/** A mail that is taken, with the assessment whose questions its link opens. */
export interface TakenMail extends Attempt {
  assessmentId: string;
  legalEntityId: string;
}

/** A mail that its sender holds, with what it tells of. */
export interface OpenMail {
  email: string;
  locale: Locale;
  messageId: string;
  /** Whether its link still opens questions that nobody has finished. */
  isWanted: boolean;
  recipient: string;
  templateVersion: string;
  /** YYYY-MM-DD */
  dueOn: string | null;
  expiresAt: Date;
  timeZone: string;
  legalEntityName: string;
  legalEntityNameZhHant: string | null;
  subjectName: string;
  subjectNameZhHant: string | null;
}

/**
 * Takes attempts, as reminders do. One that was never finished comes up again after a while; a mail that has had all its attempts is
 * given up here.
 * $1 how many
 */
const TAKE = `
  UPDATE assessment_link_mail m
     SET state = CASE WHEN m.attempts >= ${MOST_ATTEMPTS} THEN 'dead' ELSE 'sending' END,
         attempts = CASE WHEN m.attempts >= ${MOST_ATTEMPTS} THEN m.attempts ELSE m.attempts + 1 END,
         last_error = CASE WHEN m.attempts >= ${MOST_ATTEMPTS} THEN coalesce(m.last_error, 'attempts were broken off')
                           ELSE m.last_error END,
         next_attempt_at = clock_timestamp() + interval '${TAKEOVER_SECONDS} seconds'
    FROM assessment_link l JOIN assessment a ON a.id = l.assessment_id
   WHERE l.id = m.link_id AND m.link_id IN (
     SELECT link_id FROM assessment_link_mail
      WHERE state IN ('pending', 'sending', 'failed') AND next_attempt_at <= clock_timestamp()
      ORDER BY next_attempt_at
      LIMIT $1::int
        FOR UPDATE SKIP LOCKED)
  RETURNING m.link_id AS id, m.attempts, m.state, a.id AS "assessmentId", a.legal_entity_id AS "legalEntityId"`;

/** The mail of an attempt that is still ours, locked while it is being sent; it waits for the lock, as reminders do. */
const OPEN = `
  SELECT m.email, m.locale, m.message_id AS "messageId",
         l.revoked_at IS NULL AND l.expires_at > $3 AND a.state = 'sent' AND a.retired_at IS NULL AS "isWanted",
         l.recipient, a.template_version AS "templateVersion", a.due_on::text AS "dueOn", l.expires_at AS "expiresAt",
         e.time_zone AS "timeZone", e.name AS "legalEntityName", e.name_zh_hant AS "legalEntityNameZhHant",
         coalesce(p.name, c.name) AS "subjectName", coalesce(p.name_zh_hant, c.name_zh_hant) AS "subjectNameZhHant"
    FROM assessment_link_mail m
    JOIN assessment_link l ON l.id = m.link_id
    JOIN assessment a ON a.id = l.assessment_id
    JOIN legal_entity e ON e.id = a.legal_entity_id
    LEFT JOIN provider p ON p.id = a.provider_id
    LEFT JOIN component c ON c.id = a.component_id
   WHERE m.link_id = $1 AND m.state = 'sending' AND m.attempts = $2
     FOR UPDATE OF m`;

/** Mails by which links go out, and the tokens that they carry. */
@Injectable()
export class LinkMailRepository {
  async insert(
    tx: Transaction,
    { linkId, email, locale }: { linkId: string; email: string; locale: Locale },
  ): Promise<void> {
    await tx.query(
      'INSERT INTO assessment_link_mail (link_id, email, locale, message_id) VALUES ($1, $2, $3, $4)',
      [linkId, email, locale, `questionnaire-${linkId}@underpin`],
      'insert-link-mail',
    );
  }

  async addToken(tx: Transaction, linkId: string, hash: Buffer): Promise<void> {
    await tx.query(
      'INSERT INTO assessment_link_token (token_hash, link_id) VALUES ($1, $2)',
      [hash, linkId],
      'insert-link-token',
    );
  }

  async take(tx: Transaction, limit: number): Promise<{ taken: TakenMail[]; dead: TakenMail[] }> {
    const { rows } = await tx.query<TakenMail & { state: string }>(TAKE, [limit], 'take-link-mails');
    return {
      taken: rows.filter(({ state }) => state === 'sending'),
      dead: rows.filter(({ state }) => state !== 'sending'),
    };
  }

  /** Null when the attempt is no longer ours. */
  async open(tx: Transaction, { id, attempts }: Attempt, now: Date): Promise<OpenMail | null> {
    const { rows } = await tx.query<OpenMail & Record<string, unknown>>(
      OPEN,
      [id, attempts, now],
      'open-link-mail',
    );
    return rows[0] ?? null;
  }

  async markSent(tx: Transaction, { id, attempts }: Attempt, answer: string): Promise<void> {
    await tx.query(
      `UPDATE assessment_link_mail SET state = 'sent', sent_at = clock_timestamp(), provider_answer = $3
        WHERE link_id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts, answer.slice(0, 500)],
      'link-mail-sent',
    );
  }

  async markFailed(
    tx: Transaction,
    { id, attempts }: Attempt,
    reason: string,
    waitMs: number,
  ): Promise<void> {
    await tx.query(
      `UPDATE assessment_link_mail
          SET state = CASE WHEN attempts >= ${MOST_ATTEMPTS} THEN 'dead' ELSE 'failed' END, last_error = $3,
              next_attempt_at = clock_timestamp() + $4::float8 * interval '1 millisecond'
        WHERE link_id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts, reason.slice(0, 500), waitMs],
      'link-mail-failed',
    );
  }

  async markCancelled(tx: Transaction, { id, attempts }: Attempt): Promise<void> {
    await tx.query(
      `UPDATE assessment_link_mail SET state = 'cancelled' WHERE link_id = $1 AND attempts = $2 AND state = 'sending'`,
      [id, attempts],
      'link-mail-cancelled',
    );
  }
}
