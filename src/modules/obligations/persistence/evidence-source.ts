import { type EvidenceFact, evidenceObligations } from '../domain/diligence-obligation.js';
import { present, recordSource } from './record-source.js';

/** The columns by which records name documents, one or several. */
const ONE = [
  ...['control', 'responsibility', 'contingency_plan', 'contingency_exercise', 'policy', 'competence'],
  ...['rule_exception', 'delegation_oversight_report', 'change_event', 'change_event_resolution'],
].map((table) => [table, 'evidence_id'] as const);
const SEVERAL = [
  ...['assessment', 'assurance_activity', 'regulator_correspondence', 'incident'],
  ...['component_review', 'data_flow', 'service_record'],
];
const OF_ASSESSMENT = [
  ['assessment_finding', 'closed_evidence_id'],
  ['assessment_condition', 'evidence_id'],
] as const;

/** Which of the documents $1 a record in use names: each by an index, from the documents to the records. */
const NAMED = [
  ...[...ONE, ['delegation', 'agreement_evidence_id'], ['assessment', 'acceptance_standard_id']].map(
    ([table, column]) =>
      `SELECT r.${column} FROM ${table} r WHERE r.${column} = ANY ($1::uuid[]) AND r.retired_at IS NULL`,
  ),
  ...SEVERAL.map(
    (table) =>
      `SELECT unnest(r.evidence_ids) FROM ${table} r WHERE r.evidence_ids && $1::uuid[] AND r.retired_at IS NULL`,
  ),
  ...OF_ASSESSMENT.map(
    ([table, column]) =>
      `SELECT w.${column} FROM ${table} w JOIN assessment r ON r.id = w.assessment_id AND r.retired_at IS NULL
        WHERE w.${column} = ANY ($1::uuid[])`,
  ),
  `SELECT unnest(w.evidence_ids) FROM assessment_answer w JOIN assessment r ON r.id = w.assessment_id AND r.retired_at IS NULL
        WHERE w.evidence_ids && $1::uuid[]`,
  `SELECT one FROM unnest($1::uuid[]) AS one
         JOIN assessment r ON r.conclusions @> jsonb_build_array(jsonb_build_object('evidenceIds', jsonb_build_array(one)))
        WHERE r.retired_at IS NULL`,
  `SELECT one FROM unnest($1::uuid[]) AS one
         JOIN indemnity r ON r.conditions @> jsonb_build_array(jsonb_build_object('evidenceId', one))
        WHERE r.retired_at IS NULL`,
  `SELECT one FROM unnest($1::uuid[]) AS one
         JOIN component_review r ON r.measures @> jsonb_build_array(jsonb_build_object('evidenceId', one))
        WHERE r.retired_at IS NULL`,
  `SELECT one FROM unnest($1::uuid[]) AS one
         JOIN risk_statement r ON r.ratings @> jsonb_build_array(jsonb_build_object('mitigations',
                jsonb_build_array(jsonb_build_object('evidenceId', one))))
        WHERE r.state = 'approved' AND r.retired_at IS NULL`,
  `SELECT w.evidence_id FROM exit_case_step w JOIN exit_case r ON r.id = w.exit_case_id AND r.retired_at IS NULL
        WHERE w.evidence_id = ANY ($1::uuid[]) AND r.state IN ('open', 'submitted')`,
];

const FACTS = `
  WITH named (id) AS (
    ${NAMED.join('\n    UNION ALL ')}
  )
  SELECT d.id, d.name, d.name_zh_hant AS "nameZhHant", o.id AS "ownerId", d.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", d.valid_to::text AS "validTo",
         coalesce(d.retired_at, e.retired_at) IS NULL AND d.id IN (SELECT id FROM named)
           AND NOT EXISTS (SELECT FROM evidence n WHERE n.supersedes_id = d.id AND n.retired_at IS NULL) AS "inUse"
    FROM evidence d
    LEFT JOIN legal_entity e ON e.id = d.legal_entity_id
    ${present('o', 'id::text = d.created_by')}
   WHERE d.id = ANY ($1::uuid[]) ORDER BY d.id`;

/** The facts behind obligations of the kind evidence_expiry. */
export const DOCUMENTS = recordSource<EvidenceFact>({
  type: 'evidence',
  kinds: ['evidence_expiry'],
  dated: 'valid_to IS NOT NULL',
  facts: FACTS,
  rule: evidenceObligations,
});
