import { Injectable } from '@nestjs/common';
import { insertRow, lockRow, retireRow, type Stored, updateRow } from '../../../platform/database/rows.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { AnswerFacts } from '../domain/assessment-answers.js';
import { AssessmentEntity } from './assessment.entity.js';
import { assessmentShown, dayOf, PRESENT } from './assessment.shown.js';

/** The answer is read when everything is written. */
const NOTHING = `'null'::json`;

const ANSWER = `SELECT (${jsonOf(assessmentShown('a', PRESENT))})::text AS json, a.row_version AS "rowVersion"
  FROM assessment a ${dayOf('a', '$2')} WHERE a.id = $1`;

const ANSWERS = `
  SELECT question, state, value, comment, source_kind AS "sourceKind", source, sourced_on::text AS "sourcedOn",
         evidence_ids AS "evidenceIds", reused_from_id AS "reusedFromId"
    FROM assessment_answer WHERE assessment_id = $1 ORDER BY question COLLATE "C"`;

const WRITE_ANSWERS = `
  INSERT INTO assessment_answer AS w (assessment_id, question, state, value, comment, source_kind, source, sourced_on,
         evidence_ids, reused_from_id, answered_by, answered_at)
  SELECT $1, one ->> 'question', one ->> 'state', nullif(one -> 'value', 'null'), one ->> 'comment', one ->> 'sourceKind',
         one ->> 'source', (one ->> 'sourcedOn')::date,
         ARRAY(SELECT jsonb_array_elements_text(one -> 'evidenceIds')::uuid), (one ->> 'reusedFromId')::uuid, $3, now()
    FROM jsonb_array_elements($2::jsonb) AS l(one)
  ON CONFLICT ON CONSTRAINT assessment_answer_pkey DO UPDATE
     SET (state, value, comment, source_kind, source, sourced_on, evidence_ids, reused_from_id, answered_by, answered_at)
       = (excluded.state, excluded.value, excluded.comment, excluded.source_kind, excluded.source, excluded.sourced_on,
          excluded.evidence_ids, excluded.reused_from_id, excluded.answered_by, excluded.answered_at)`;

export interface WrittenAnswer extends AnswerFacts {
  reusedFromId: string | null;
}

/** Writes of assessments and of their answers, which have no life of their own. */
@Injectable()
export class AssessmentRepository {
  insert(tx: Transaction, row: Partial<AssessmentEntity>): Promise<Stored> {
    return insertRow(tx, AssessmentEntity, row, NOTHING);
  }

  /** Changes an assessment that the transaction holds locked. */
  update(tx: Transaction, id: string, changes: Partial<AssessmentEntity>): Promise<Stored> {
    return updateRow(tx, AssessmentEntity, id, changes, NOTHING);
  }

  retire(tx: Transaction, id: string): Promise<Stored> {
    return retireRow(tx, AssessmentEntity, id, NOTHING);
  }

  lock(tx: Transaction, id: string): Promise<AssessmentEntity | null> {
    return lockRow(tx, AssessmentEntity, id);
  }

  /** The assessment as it is after what was written. */
  async shown(tx: Transaction, id: string, now: Date): Promise<Stored> {
    const { rows } = await tx.query<Stored>(ANSWER, [id, now.toISOString()], 'assessment-answer');
    return rows[0] as Stored;
  }

  /** Its answers, in the order of the codes of their questions. */
  async answers(tx: Transaction, id: string): Promise<WrittenAnswer[]> {
    const { rows } = await tx.query<WrittenAnswer>(ANSWERS, [id], 'assessment-answers');
    return rows;
  }

  /** Each in place of the one before to the same question. */
  async writeAnswers(
    tx: Transaction,
    id: string,
    answers: readonly WrittenAnswer[],
    answeredBy: string,
  ): Promise<void> {
    if (answers.length === 0) return;
    await tx.query(WRITE_ANSWERS, [id, JSON.stringify(answers), answeredBy], 'write-assessment-answers');
  }

  /** The kind of a provider or component that is there and in use; null where there is none. */
  async kindOf(tx: Transaction, type: 'provider' | 'component', id: string): Promise<string | null> {
    const { rows } = await tx.query<{ kind: string }>(KIND_OF[type], [id], `kind-of-${type}`);
    return rows[0]?.kind ?? null;
  }

  /**
   * The tiers of the use cases of a legal entity that stand on a provider, or on a component: upwards along all requirements,
   * whatever their effect and rank.
   */
  async tiersOn(
    tx: Transaction,
    { legalEntityId, providerId, componentId }: AssessmentEntity,
  ): Promise<string[]> {
    const { rows } = await tx.query<{ tier: string }>(
      TIERS,
      [legalEntityId, providerId, componentId],
      'tiers-on',
    );
    return rows.map(({ tier }) => tier);
  }

  /** How many assessments in use rest on a document. */
  async countOnEvidence(tx: Transaction, ids: readonly string[]): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(ON_EVIDENCE, [ids], 'assessments-on-evidence');
    return rows[0]?.count ?? 0;
  }
}

const KIND_OF = {
  provider: 'SELECT kind FROM provider WHERE id = $1 AND retired_at IS NULL FOR KEY SHARE',
  component: 'SELECT kind FROM component WHERE id = $1 AND retired_at IS NULL FOR KEY SHARE',
} as const;

const TIERS = `
  WITH RECURSIVE upwards (id) AS (
    SELECT id FROM component WHERE provider_id = $2 OR id = $3
    UNION
    SELECT r.component_id FROM upwards u
      JOIN requirement_alternative a ON a.component_id = u.id
      JOIN requirement r ON r.id = a.requirement_id AND r.retired_at IS NULL
     WHERE r.component_id IS NOT NULL
  )
  SELECT DISTINCT c.tier FROM upwards u
    JOIN requirement_alternative a ON a.component_id = u.id
    JOIN requirement r ON r.id = a.requirement_id AND r.retired_at IS NULL
    JOIN use_case c ON c.id = r.use_case_id AND c.retired_at IS NULL AND c.status <> 'retired'
    JOIN use_case_legal_entity l ON l.use_case_id = c.id AND l.legal_entity_id = $1
   ORDER BY c.tier`;

const ON_EVIDENCE = `
  SELECT count(*)::integer AS count FROM assessment a
   WHERE a.retired_at IS NULL
     AND (a.acceptance_standard_id = ANY ($1::uuid[]) OR a.evidence_ids && $1::uuid[]
          OR EXISTS (SELECT FROM jsonb_array_elements(a.conclusions) AS c(one),
                            jsonb_array_elements_text(one -> 'evidenceIds') AS e(id) WHERE e.id::uuid = ANY ($1))
          OR EXISTS (SELECT FROM assessment_answer w WHERE w.assessment_id = a.id AND w.evidence_ids && $1)
          OR EXISTS (SELECT FROM assessment_finding f WHERE f.assessment_id = a.id AND f.closed_evidence_id = ANY ($1))
          OR EXISTS (SELECT FROM assessment_condition k WHERE k.assessment_id = a.id AND k.evidence_id = ANY ($1)))`;
