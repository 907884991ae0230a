/**
 * A person as the API shows it, from a row called `alias` of the table or of its history. When an invitation went out is
 * not part of the history: it is shown as it is now.
 */
export function personJson(alias: string): string {
  const a = alias;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${a}.id, ${a}.email, ${a}.name, ${a}.name_zh_hant AS "nameZhHant", ${a}.locale, ${a}.time_zone AS "timeZone",
    ${a}.roles, ${a}.functions, ${a}.entity_scope AS "entityScope", ${a}.legal_entity_ids AS "legalEntityIds",
    CASE WHEN ${a}.retired_at IS NULL THEN ${a}.status ELSE 'retired' END AS status,
    ${a}.must_change_password AS "mustChangePassword", utc(${a}.activated_at) AS "activatedAt",
    (SELECT utc(i.sent_at) FROM public.person_invitation i WHERE i.person_id = ${a}.id) AS "invitationSentAt",
    utc(${a}.created_at) AS "createdAt", utc(${a}.updated_at) AS "updatedAt", utc(${a}.retired_at) AS "retiredAt"
  ) AS shown)`;
}
