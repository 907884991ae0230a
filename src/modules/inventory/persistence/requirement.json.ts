/**
 * A requirement as the API shows it, with its alternatives by rank.
 * @param alias of a row of the table or of its history
 * @param alternatives relation called `a`: the table, or its rows as they were at the same instant
 */
export function requirementJson(alias: string, alternatives: string): string {
  const r = alias;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${r}.id, CASE WHEN ${r}.use_case_id IS NULL THEN 'component' ELSE 'use_case' END AS "dependentType",
    coalesce(${r}.use_case_id, ${r}.component_id) AS "dependentId", ${r}.label, ${r}.required, ${r}.effect,
    ${r}.upstream_disclosed AS "upstreamDisclosed",
    (SELECT coalesce(json_agg(row_to_json(alternative) ORDER BY alternative.rank), '[]') FROM (
       SELECT a.rank, a.component_id AS "componentId", a.manual_procedure AS "manualProcedure",
              a.fallback_evidence AS "fallbackEvidence", a.tested_on AS "testedOn"
         FROM ${alternatives} WHERE a.requirement_id = ${r}.id
     ) AS alternative) AS alternatives,
    utc(${r}.created_at) AS "createdAt", utc(${r}.updated_at) AS "updatedAt", utc(${r}.retired_at) AS "retiredAt"
  ) AS shown)`;
}
