/**
 * An API key as the API shows it, from a row called `alias` of the table or of its history: never its secret, nor the
 * hash of it. When it was last used is not part of the history: it is shown as it is now.
 */
export function apiKeyJson(alias: string): string {
  const a = alias;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${a}.id, ${a}.name, CASE WHEN ${a}.owner_id IS NULL THEN 'service' ELSE 'personal' END AS kind,
    ${a}.owner_id AS "ownerId", ${a}.prefix, ${a}.scopes, ${a}.entity_scope AS "entityScope",
    ${a}.legal_entity_ids AS "legalEntityIds", ${apiKeyState(a)} AS state,
    utc(${a}.expires_at) AS "expiresAt",
    (SELECT utc(u.last_used_at) FROM public.api_key_use u WHERE u.api_key_id = ${a}.id) AS "lastUsedAt",
    ${a}.created_by AS "createdBy",
    utc(${a}.created_at) AS "createdAt", utc(${a}.updated_at) AS "updatedAt", utc(${a}.retired_at) AS "retiredAt"
  ) AS shown)`;
}

export function apiKeyState(alias: string): string {
  return `CASE WHEN ${alias}.retired_at IS NOT NULL THEN 'revoked'
               WHEN ${alias}.expires_at <= now() THEN 'expired' ELSE 'active' END`;
}
