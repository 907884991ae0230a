import { instant, type Shown } from '../../../platform/database/shown.js';

/** A node as it was named when it was found; names in Traditional Chinese were not kept from the beginning. */
export function namedNode(column: string): string {
  return `'{"nameZhHant": null}'::jsonb || ${column}`;
}

/**
 * A finding as the API shows it; `f` is the alias of its row.
 * @param limits the relation of limits, as `l`
 */
export function findingShown(f: string, limits: string): Shown {
  const ofLimit = (column: string): string =>
    `(SELECT l.${column} FROM ${limits} WHERE l.id = ${f}.limit_id)`;
  return {
    id: `${f}.id`,
    limitId: `${f}.limit_id`,
    limitName: ofLimit('name'),
    limitNameZhHant: ofLimit('name_zh_hant'),
    legalEntityId: `${f}.legal_entity_id`,
    measure: `${f}.measure`,
    node: namedNode(`${f}.node`),
    through: namedNode(`${f}.through`),
    value: `${f}.value`,
    threshold: `${f}.threshold`,
    excess: `${f}.value - ${f}.threshold`,
    unit: `CASE ${f}.measure WHEN 'single_point' THEN 'use_cases' ELSE 'fraction' END`,
    useCaseCount: `cardinality(${f}.use_case_ids)`,
    state: `${f}.state`,
    dueOn: `CASE ${f}.state WHEN 'open' THEN ${f}.decide_by WHEN 'accepted' THEN ${f}.accepted_until
              WHEN 'treating' THEN ${f}.treatment_due_on END`,
    acceptance: `CASE WHEN ${f}.accepted_at IS NOT NULL THEN json_build_object(
        'by', ${f}.accepted_by, 'at', utc(${f}.accepted_at), 'reason', ${f}.accepted_reason, 'upTo', ${f}.accepted_up_to,
        'threshold', ${f}.accepted_threshold, 'excess', ${f}.accepted_up_to - ${f}.accepted_threshold,
        'until', ${f}.accepted_until, 'endedAt', utc(${f}.acceptance_ended_at),
        'endedBecause', ${f}.acceptance_ended_because) END`,
    treatment: `CASE WHEN ${f}.treated_at IS NOT NULL THEN json_build_object(
        'by', ${f}.treated_by, 'at', utc(${f}.treated_at), 'ownerId', ${f}.treatment_owner_id, 'plan', ${f}.treatment_plan,
        'dueOn', ${f}.treatment_due_on, 'endedAt', utc(${f}.treatment_ended_at)) END`,
    foundAt: instant(`${f}.found_at`),
    closedAt: instant(`${f}.closed_at`),
    closedBecause: `${f}.closed_because`,
    createdAt: instant(`${f}.created_at`),
    updatedAt: instant(`${f}.updated_at`),
  };
}
