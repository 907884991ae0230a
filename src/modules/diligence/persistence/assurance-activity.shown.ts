import { instant, type Shown } from '../../../platform/database/shown.js';

/** An activity in a list: without how its stack stands to the one of now, which takes a walk through that stack. */
export function activitySummaryShown(a: string): Shown {
  return {
    id: `${a}.id`,
    kind: `${a}.kind`,
    legalEntityId: `${a}.legal_entity_id`,
    subject: `json_build_object('type', CASE WHEN ${a}.use_case_id IS NOT NULL THEN 'use_case'
        WHEN ${a}.component_id IS NOT NULL THEN 'component' WHEN ${a}.provider_id IS NOT NULL THEN 'provider'
        ELSE 'legal_entity' END,
      'id', coalesce(${a}.use_case_id, ${a}.component_id, ${a}.provider_id, ${a}.legal_entity_id))`,
    configurationHash: `${a}.configuration_hash`,
    performedOn: `${a}.performed_on`,
    performedBy: `${a}.performed_by`,
    performer: `${a}.performer`,
    scope: `${a}.scope`,
    scopeComponentIds: `${a}.scope_component_ids`,
    outcome: `${a}.outcome`,
    openIssues: `${a}.open_issues`,
    target: `${a}.target`,
    result: `${a}.result`,
    breaches: `${a}.breaches`,
    evidenceIds: `${a}.evidence_ids`,
    nextDueOn: `${a}.next_due_on`,
    summary: `${a}.summary`,
    preparedBy: `${a}.prepared_by`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}

/** A whole activity, with what was ruled on its stack; beside its row stands `stackOf`. */
export function activityShown(a: string, rulings: string): Shown {
  return {
    ...activitySummaryShown(a),
    configurationState: configurationState(a, rulings),
    rulings: `(SELECT coalesce(json_agg(json_build_object('id', g.id, 'ruling', g.ruling, 'fromHash', g.from_hash,
        'toHash', g.to_hash, 'reason', g.reason, 'ruledBy', g.ruled_by, 'ruledAt', utc(g.created_at))
        ORDER BY g.created_at, g.id), '[]') FROM ${rulings} WHERE g.activity_id = ${a}.id)`,
  };
}

/** The hash of the stack of its use case, to stand behind the relation in FROM: `stack.hash`. */
export function stackOf(a: string, at: string): string {
  return `CROSS JOIN LATERAL (SELECT use_case_configuration_hash(${a}.use_case_id, ${at}) AS hash) AS stack`;
}

/**
 * `current` while the stack is what it was, or what was ruled to be as good; `void` once the change was ruled material; `changed`
 * until it is ruled. A ruling is about exactly two hashes.
 * @param rulings the relation of rulings, as `g`
 */
function configurationState(a: string, rulings: string): string {
  return `CASE WHEN ${a}.configuration_hash IS NULL OR stack.hash IS NULL THEN 'unknown'
    WHEN ${a}.configuration_hash = stack.hash THEN 'current'
    ELSE coalesce((SELECT CASE WHEN bool_or(g.ruling = 'material') THEN 'void' WHEN bool_or(g.ruling = 'minor') THEN 'current' END
      FROM ${rulings} WHERE g.activity_id = ${a}.id AND g.from_hash = ${a}.configuration_hash AND g.to_hash = stack.hash), 'changed')
    END`;
}
