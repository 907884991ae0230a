import { instant, type Shown } from '../../../platform/database/shown.js';
import { visibleEntities } from '../../../platform/database/visible-entities.js';

/**
 * A person as the API shows it, from a row called `alias` of the table or of its history. When an invitation went out is
 * not part of the history: it is shown as it is now.
 * @param visible a SQL list of the legal entities that the reader sees; null is all
 */
export function personShown(alias: string, visible: string | null): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    email: `${a}.email`,
    name: `${a}.name`,
    nameZhHant: `${a}.name_zh_hant`,
    locale: `${a}.locale`,
    timeZone: `${a}.time_zone`,
    roles: `${a}.roles`,
    functions: `${a}.functions`,
    entityScope: `${a}.entity_scope`,
    ...visibleEntities(`${a}.legal_entity_ids`, visible),
    status: `CASE WHEN ${a}.retired_at IS NULL THEN ${a}.status ELSE 'retired' END`,
    mustChangePassword: `${a}.must_change_password`,
    activatedAt: instant(`${a}.activated_at`),
    invitationSentAt: instant(
      `(SELECT i.sent_at FROM public.person_invitation i WHERE i.person_id = ${a}.id)`,
    ),
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
    retiredAt: instant(`${a}.retired_at`),
  };
}
