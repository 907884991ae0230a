import { instant, type Shown } from '../../../platform/database/shown.js';

/**
 * A link as the API shows it, without its token.
 * @param mails the relation of mails, as `m`
 */
export function linkShown(l: string, mails: string): Shown {
  return {
    id: `${l}.id`,
    assessmentId: `${l}.assessment_id`,
    recipient: `${l}.recipient`,
    expiresAt: instant(`${l}.expires_at`),
    createdBy: `${l}.created_by`,
    openedAt: instant(`${l}.opened_at`),
    revokedAt: instant(`${l}.revoked_at`),
    mail: `(SELECT json_build_object('email', m.email, 'locale', m.locale, 'state', m.state, 'attempts', m.attempts,
        'sentAt', utc(m.sent_at)) FROM ${mails} WHERE m.link_id = ${l}.id)`,
    createdAt: instant(`${l}.created_at`),
  };
}
