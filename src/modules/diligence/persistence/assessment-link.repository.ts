import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { linkShown } from './assessment-link.shown.js';

/** A link as whoever answers over it holds it. */
export interface HeldLink {
  id: string;
  assessmentId: string;
  recipient: string;
  expiresAt: Date;
  openedAt: Date | null;
  revokedAt: Date | null;
}

const HELD = `SELECT id, assessment_id AS "assessmentId", recipient, expires_at AS "expiresAt", opened_at AS "openedAt",
    revoked_at AS "revokedAt" FROM assessment_link`;

/** Writes of links, which are locked with their assessment. */
@Injectable()
export class LinkRepository {
  async insert(
    tx: Transaction,
    link: {
      id: string;
      assessmentId: string;
      recipient: string;
      expiresAt: Date;
      createdBy: string;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO assessment_link (id, assessment_id, recipient, expires_at, created_by) VALUES ($1, $2, $3, $4, $5)`,
      [link.id, link.assessmentId, link.recipient, link.expiresAt, link.createdBy],
      'insert-assessment-link',
    );
  }

  /** As the API shows it, as JSON text. */
  async shown(tx: Transaction, id: string): Promise<string> {
    const { rows } = await tx.query<{ json: string }>(
      `SELECT (${jsonOf(linkShown('l', 'assessment_link_mail m'))})::text AS json FROM assessment_link l WHERE l.id = $1`,
      [id],
      'assessment-link-shown',
    );
    return rows[0]?.json ?? '';
  }

  async ofAssessment(tx: Transaction, assessmentId: string): Promise<HeldLink[]> {
    const { rows } = await tx.query<HeldLink>(
      `${HELD} WHERE assessment_id = $1 ORDER BY created_at, id`,
      [assessmentId],
      'links-of-assessment',
    );
    return rows;
  }

  async open(tx: Transaction, id: string, now: Date): Promise<void> {
    await tx.query(
      'UPDATE assessment_link SET opened_at = $2, row_version = row_version + 1, updated_at = now() WHERE id = $1',
      [id, now],
      'open-assessment-link',
    );
  }

  async revoke(tx: Transaction, id: string, now: Date): Promise<void> {
    await tx.query(
      'UPDATE assessment_link SET revoked_at = $2, row_version = row_version + 1, updated_at = now() WHERE id = $1',
      [id, now],
      'revoke-assessment-link',
    );
  }

  /** Ids of people and keys who answered, and of links, are told apart by what links there are. */
  async answeredOver(tx: Transaction, assessmentId: string): Promise<string[]> {
    const { rows } = await tx.query<{ question: string }>(
      `SELECT w.question FROM assessment_answer w
        WHERE w.assessment_id = $1
          AND w.answered_by IN (SELECT l.id::text FROM assessment_link l WHERE l.assessment_id = $1)`,
      [assessmentId],
      'answered-over-links',
    );
    return rows.map(({ question }) => question);
  }
}
