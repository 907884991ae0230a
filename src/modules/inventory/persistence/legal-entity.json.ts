/** A legal entity as the API shows it, from a row called `alias` of the table or of its history. */
export function legalEntityJson(alias: string): string {
  const a = alias;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${a}.id, ${a}.name, ${a}.name_zh_hant AS "nameZhHant", ${a}.kind, ${a}.jurisdiction, ${a}.time_zone AS "timeZone",
    ${a}.regulator_reference AS "regulatorReference", ${a}.case_officer AS "caseOfficer", ${a}.lei,
    ${a}.parent_id AS "parentId",
    utc(${a}.created_at) AS "createdAt", utc(${a}.updated_at) AS "updatedAt", utc(${a}.retired_at) AS "retiredAt"
  ) AS shown)`;
}
