import { instant, type Shown } from '../../../platform/database/shown.js';

/** The relations that an assessment is shown with, each by its alias. */
export interface AssessmentRelations {
  /** As `w`. */
  answers: string;
  /** As `f`. */
  findings: string;
  /** As `k`. */
  conditions: string;
}

/** As they are now. */
export const PRESENT: AssessmentRelations = {
  answers: 'assessment_answer w',
  findings: 'assessment_finding f',
  conditions: 'assessment_condition k',
};

/**
 * The day where its legal entity is, to stand behind the relation in FROM: `day.today`.
 * @param a alias of its row
 * @param now SQL of the instant
 */
export function dayOf(a: string, now: string): string {
  return `CROSS JOIN LATERAL (SELECT (${now}::timestamptz AT TIME ZONE e.time_zone)::date AS today
    FROM legal_entity e WHERE e.id = ${a}.legal_entity_id) AS day`;
}

/** An assessment in a list; beside its row stands `dayOf`. */
export function assessmentSummaryShown(a: string): Shown {
  return {
    id: `${a}.id`,
    templateVersion: `${a}.template_version`,
    legalEntityId: `${a}.legal_entity_id`,
    subject: `json_build_object('type', CASE WHEN ${a}.provider_id IS NULL THEN 'component' ELSE 'provider' END,
      'id', coalesce(${a}.provider_id, ${a}.component_id))`,
    method: `${a}.method`,
    state: `CASE WHEN ${a}.valid_to < day.today THEN 'expired' ELSE ${a}.state END`,
    ownerId: `${a}.owner_id`,
    dueOn: `${a}.due_on`,
    summary: `${a}.summary`,
    answeredAt: instant(`${a}.answered_at`),
    preparedBy: `${a}.prepared_by`,
    submittedBy: `${a}.submitted_by`,
    submittedAt: instant(`${a}.submitted_at`),
    contentHash: `${a}.content_hash`,
    decidedBy: `${a}.decided_by`,
    decidedAt: instant(`${a}.decided_at`),
    decisionReason: `${a}.decision_reason`,
    validFrom: `${a}.valid_from`,
    validTo: `${a}.valid_to`,
    pilot: `CASE WHEN ${a}.pilot_ends_on IS NOT NULL THEN
      json_build_object('endsOn', ${a}.pilot_ends_on, 'dataClasses', ${a}.pilot_data_classes) END`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}

/** A whole assessment, with its answers in the order of their codes; beside its row stands `dayOf`. */
export function assessmentShown(a: string, { answers, findings, conditions }: AssessmentRelations): Shown {
  return {
    ...assessmentSummaryShown(a),
    acceptanceStandardId: `${a}.acceptance_standard_id`,
    evidenceIds: `${a}.evidence_ids`,
    conclusions: `${a}.conclusions`,
    answers: `(SELECT coalesce(json_agg(json_build_object('question', w.question, 'state', w.state, 'value', w.value,
        'comment', w.comment, 'sourceKind', w.source_kind, 'source', w.source, 'sourcedOn', w.sourced_on,
        'evidenceIds', w.evidence_ids, 'reusedFromId', w.reused_from_id, 'answeredBy', w.answered_by,
        'answeredAt', utc(w.answered_at)) ORDER BY w.question COLLATE "C"), '[]')
        FROM ${answers} WHERE w.assessment_id = ${a}.id)`,
    findings: `(SELECT coalesce(json_agg(${jsonOfFinding('f')} ORDER BY f.created_at, f.id), '[]')
        FROM ${findings} WHERE f.assessment_id = ${a}.id AND f.retired_at IS NULL)`,
    conditions: `(SELECT coalesce(json_agg(json_build_object('id', k.id, 'text', k.text, 'ownerId', k.owner_id,
        'dueOn', k.due_on, 'metOn', k.met_on, 'evidenceId', k.evidence_id, 'metBy', k.met_by) ORDER BY k.id), '[]')
        FROM ${conditions} WHERE k.assessment_id = ${a}.id)`,
  };
}

function jsonOfFinding(f: string): string {
  return `json_build_object('id', ${f}.id, 'section', ${f}.section, 'question', ${f}.question, 'text', ${f}.text,
    'severity', ${f}.severity, 'ownerId', ${f}.owner_id, 'dueOn', ${f}.due_on, 'closedOn', ${f}.closed_on,
    'closure', ${f}.closure, 'closedEvidenceId', ${f}.closed_evidence_id)`;
}
