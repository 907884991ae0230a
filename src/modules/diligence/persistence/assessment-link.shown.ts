import { instant, type Shown } from '../../../platform/database/shown.js';

/** A link as the API shows it, without its token. */
export function linkShown(l: string): Shown {
  return {
    id: `${l}.id`,
    assessmentId: `${l}.assessment_id`,
    recipient: `${l}.recipient`,
    expiresAt: instant(`${l}.expires_at`),
    createdBy: `${l}.created_by`,
    openedAt: instant(`${l}.opened_at`),
    revokedAt: instant(`${l}.revoked_at`),
    createdAt: instant(`${l}.created_at`),
  };
}
