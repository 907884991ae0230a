import { instant, type Shown } from '../../../platform/database/shown.js';

/**
 * A requirement as the API shows it, with its alternatives by rank.
 * @param alias of a row of the table or of its history
 * @param alternatives relation called `a`: the table, or its rows as they were at the same instant
 */
export function requirementShown(alias: string, alternatives: string): Shown {
  const r = alias;
  return {
    id: `${r}.id`,
    dependentType: `CASE WHEN ${r}.use_case_id IS NULL THEN 'component' ELSE 'use_case' END`,
    dependentId: `coalesce(${r}.use_case_id, ${r}.component_id)`,
    label: `${r}.label`,
    required: `${r}.required`,
    effect: `${r}.effect`,
    upstreamDisclosed: `${r}.upstream_disclosed`,
    alternatives: `(SELECT coalesce(json_agg(row_to_json(alternative) ORDER BY alternative.rank), '[]') FROM (
       SELECT a.rank, a.component_id AS "componentId", a.manual_procedure AS "manualProcedure",
              a.fallback_evidence AS "fallbackEvidence", a.tested_on AS "testedOn"
         FROM ${alternatives} WHERE a.requirement_id = ${r}.id
     ) AS alternative)`,
    createdAt: instant(`${r}.created_at`),
    updatedAt: instant(`${r}.updated_at`),
    retiredAt: instant(`${r}.retired_at`),
  };
}
