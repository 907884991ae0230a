import { type EvidenceFact, evidenceObligations } from '../domain/diligence-obligation.js';
import { present, recordSource } from './record-source.js';

/** SQL of whether a record in use rests on the document `d`. */
const resting = (table: string, on: string): string =>
  `EXISTS (SELECT FROM ${table} r WHERE ${on} AND r.retired_at IS NULL)`;
const ofAssessment = (table: string, on: string): string =>
  `EXISTS (SELECT FROM ${table} w JOIN assessment r ON r.id = w.assessment_id WHERE ${on} AND r.retired_at IS NULL)`;

const ONE = 'r.evidence_id = d.id';
const AMONG = 'r.evidence_ids @> ARRAY[d.id]';
const NAMED = `jsonb_build_array(jsonb_build_object('evidenceId', d.id))`;
const CONCLUDED = `jsonb_build_array(jsonb_build_object('evidenceIds', jsonb_build_array(d.id)))`;

/** Every record that may name a document; each is found by an index. */
const RESTING = [
  ...['control', 'responsibility', 'contingency_plan', 'contingency_exercise', 'policy', 'competence'].map(
    (table) => resting(table, ONE),
  ),
  ...['rule_exception', 'delegation_oversight_report', 'change_event', 'change_event_resolution'].map(
    (table) => resting(table, ONE),
  ),
  ...['assessment', 'assurance_activity', 'regulator_correspondence', 'incident'].map((table) =>
    resting(table, AMONG),
  ),
  resting('indemnity', `r.conditions @> ${NAMED}`),
  resting('delegation', 'r.agreement_evidence_id = d.id'),
  resting('assessment', 'r.acceptance_standard_id = d.id'),
  resting('assessment', `r.conclusions @> ${CONCLUDED}`),
  ofAssessment('assessment_answer', 'w.evidence_ids @> ARRAY[d.id]'),
  ofAssessment('assessment_finding', 'w.closed_evidence_id = d.id'),
  ofAssessment('assessment_condition', 'w.evidence_id = d.id'),
];

const FACTS = `
  SELECT d.id, d.name, d.name_zh_hant AS "nameZhHant", o.id AS "ownerId", d.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", d.valid_to::text AS "validTo",
         coalesce(d.retired_at, e.retired_at) IS NULL
           AND NOT EXISTS (SELECT FROM evidence n WHERE n.supersedes_id = d.id AND n.retired_at IS NULL)
           AND (${RESTING.join('\n             OR ')}) AS "inUse"
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
