import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';

/** Something that an assessment found wanting, with who deals with it until when. */
export interface FindingFacts {
  section: string;
  question: string | null;
  text: string;
  severity: string;
  ownerId: string;
  /** YYYY-MM-DD */
  dueOn: string;
}

export interface FindingRow extends FindingFacts {
  id: string;
  closedOn: string | null;
}

const OF_ASSESSMENT = `
  SELECT id, section, question, text, severity, owner_id AS "ownerId", due_on::text AS "dueOn",
         closed_on::text AS "closedOn"
    FROM assessment_finding WHERE assessment_id = $1 AND retired_at IS NULL ORDER BY created_at, id`;

/** Writes of findings of assessments, which are locked with their assessment. */
@Injectable()
export class FindingRepository {
  async ofAssessment(tx: Transaction, assessmentId: string): Promise<FindingRow[]> {
    const { rows } = await tx.query<FindingRow>(OF_ASSESSMENT, [assessmentId], 'findings-of-assessment');
    return rows;
  }

  async insert(
    tx: Transaction,
    assessmentId: string,
    {
      id,
      section,
      question,
      text,
      severity,
      ownerId,
      dueOn,
      createdBy,
    }: FindingFacts & {
      id: string;
      createdBy: string;
    },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO assessment_finding (id, assessment_id, section, question, text, severity, owner_id, due_on, created_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
      [id, assessmentId, section, question, text, severity, ownerId, dueOn, createdBy],
      'insert-assessment-finding',
    );
  }

  /** What is said of a finding, all of it. */
  async update(tx: Transaction, { id, text, severity, ownerId, dueOn }: FindingRow): Promise<void> {
    await tx.query(
      `UPDATE assessment_finding SET text = $2, severity = $3, owner_id = $4, due_on = $5, row_version = row_version + 1,
              updated_at = now() WHERE id = $1`,
      [id, text, severity, ownerId, dueOn],
      'update-assessment-finding',
    );
  }

  async retire(tx: Transaction, id: string): Promise<void> {
    await tx.query(
      'UPDATE assessment_finding SET retired_at = now(), row_version = row_version + 1, updated_at = now() WHERE id = $1',
      [id],
      'retire-assessment-finding',
    );
  }

  async close(
    tx: Transaction,
    id: string,
    { closedOn, closure, evidenceId }: { closedOn: string; closure: string; evidenceId: string | null },
  ): Promise<void> {
    await tx.query(
      `UPDATE assessment_finding SET closed_on = $2, closure = $3, closed_evidence_id = $4,
              row_version = row_version + 1, updated_at = now() WHERE id = $1`,
      [id, closedOn, closure, evidenceId],
      'close-assessment-finding',
    );
  }
}
