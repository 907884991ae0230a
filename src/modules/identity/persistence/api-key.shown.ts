import { instant, type Shown } from '../../../platform/database/shown.js';

/**
 * An API key as the API shows it, from a row called `alias` of the table or of its history: never its secret, nor the
 * hash of it. When it was last used is not part of the history: it is shown as it is now.
 */
export function apiKeyShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    name: `${a}.name`,
    kind: `CASE WHEN ${a}.owner_id IS NULL THEN 'service' ELSE 'personal' END`,
    ownerId: `${a}.owner_id`,
    prefix: `${a}.prefix`,
    scopes: `${a}.scopes`,
    entityScope: `${a}.entity_scope`,
    legalEntityIds: `${a}.legal_entity_ids`,
    state: apiKeyState(a),
    expiresAt: instant(`${a}.expires_at`),
    lastUsedAt: instant(`(SELECT u.last_used_at FROM public.api_key_use u WHERE u.api_key_id = ${a}.id)`),
    createdBy: `${a}.created_by`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}

export function apiKeyState(alias: string): string {
  return `CASE WHEN ${alias}.retired_at IS NOT NULL THEN 'revoked'
               WHEN ${alias}.expires_at <= now() THEN 'expired' ELSE 'active' END`;
}
