/** A provider as the API shows it, from a row called `alias` of the table or of its history. */
export function providerJson(alias: string): string {
  const a = alias;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${a}.id, ${a}.name, ${a}.name_zh_hant AS "nameZhHant", ${a}.kind, ${a}.identifiable, ${a}.substitutability,
    ${a}.ultimate_parent_status AS "ultimateParentStatus", ${a}.ultimate_parent_id AS "ultimateParentId",
    ${a}.jurisdiction, ${a}.website, ${a}.identifiers, ${a}.viability,
    ${a}.model_risk_framework AS "modelRiskFramework",
    CASE WHEN ${a}.retired_at IS NULL THEN ${a}.status ELSE 'retired' END AS status,
    ${a}.owner_id AS "ownerId", ${a}.catalogue_id AS "catalogueId",
    utc(${a}.created_at) AS "createdAt", utc(${a}.updated_at) AS "updatedAt", utc(${a}.retired_at) AS "retiredAt"
  ) AS shown)`;
}
