import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { AssessmentRepository } from './assessment.repository.js';
import { ControlRepository } from './control.repository.js';

/** Component reviews that rest on documents, as a whole or by one of their measures; each part through an index of its own. */
const REVIEWS = `
  SELECT v.id FROM component_review v WHERE v.retired_at IS NULL AND v.evidence_ids && $1::uuid[]
   UNION
  SELECT v.id FROM unnest($1::uuid[]) AS d (id)
    JOIN component_review v ON v.retired_at IS NULL
     AND v.measures @> jsonb_build_array(jsonb_build_object('evidenceId', d.id))`;

/** Risk statements in force or on the way, with a mitigation that rests on a document. */
const STATEMENTS = `
  SELECT DISTINCT s.id FROM unnest($1::uuid[]) AS d (id)
    JOIN risk_statement s ON s.retired_at IS NULL AND s.state <> 'superseded'
     AND s.ratings @> jsonb_build_array(jsonb_build_object('mitigations',
           jsonb_build_array(jsonb_build_object('evidenceId', d.id))))`;

const ON_EVIDENCE = `
  SELECT ((SELECT count(*) FROM assurance_activity WHERE retired_at IS NULL AND evidence_ids && $1::uuid[])
        + (SELECT count(*) FROM regulator_correspondence WHERE retired_at IS NULL AND evidence_ids && $1::uuid[])
        + (SELECT count(*) FROM rule_exception WHERE retired_at IS NULL AND evidence_id = ANY ($1::uuid[]))
        + (SELECT count(*) FROM (${REVIEWS}) AS reviews)
        + (SELECT count(*) FROM (${STATEMENTS}) AS statements)
        + (SELECT count(*) FROM policy WHERE retired_at IS NULL AND evidence_id = ANY ($1::uuid[]))
        + (SELECT count(*) FROM competence WHERE retired_at IS NULL AND evidence_id = ANY ($1::uuid[]))
        + (SELECT count(*) FROM delegation WHERE retired_at IS NULL AND agreement_evidence_id = ANY ($1::uuid[]))
        + (SELECT count(*) FROM delegation_oversight_report WHERE retired_at IS NULL AND evidence_id = ANY ($1::uuid[])))::integer AS count`;

/** What of due diligence rests on a document. */
@Injectable()
export class DocumentsInUse {
  constructor(
    private readonly controls: ControlRepository,
    private readonly assessments: AssessmentRepository,
  ) {}

  /**
   * How many records in use rest on a document, or on the one whose place it took, which would prove something again without it.
   * @param supersedesId the one whose place it took
   */
  async count(tx: Transaction, id: string, supersedesId: string | null): Promise<number> {
    const proving = supersedesId === null ? [id] : [id, supersedesId];
    const [controls, assessments, { rows }] = await Promise.all([
      this.controls.countOnEvidence(tx, id, supersedesId),
      this.assessments.countOnEvidence(tx, proving),
      tx.query<{ count: number }>(ON_EVIDENCE, [proving], 'records-on-evidence'),
    ]);
    return controls + assessments + (rows[0]?.count ?? 0);
  }
}
