import { instant, type Shown } from '../../../platform/database/shown.js';

/**
 * A policy as the API shows it, from a row called `p`; beside it stands `entityDayOf`. In date it is while it is approved, its day
 * of review has not passed, and its document holds.
 * @param at SQL of the instant at which the document is looked at; NULL: now
 */
export function policyShown(p: string, at: string): Shown {
  return {
    id: `${p}.id`,
    kind: `${p}.kind`,
    name: `${p}.name`,
    nameZhHant: `${p}.name_zh_hant`,
    legalEntityId: `${p}.legal_entity_id`,
    stages: `${p}.stages`,
    ownerId: `${p}.owner_id`,
    version: `${p}.release`,
    evidenceId: `${p}.evidence_id`,
    nextReviewOn: `${p}.next_review_on`,
    state: `${p}.state`,
    inDate: `CASE WHEN ${p}.retired_at IS NULL AND ${p}.state = 'approved' AND ${p}.next_review_on >= day.today
      AND evidence_held(${p}.evidence_id, day.today, ${at}) THEN 'yes' ELSE 'no' END`,
    contentHash: `${p}.submitted_hash`,
    approvedBy: `${p}.approved_by`,
    approvedOn: `${p}.approved_on`,
    approvedHash: `${p}.approved_hash`,
    preparedBy: `${p}.prepared_by`,
    createdAt: instant(`${p}.created_at`),
    updatedAt: instant(`${p}.updated_at`),
    retiredAt: instant(`${p}.retired_at`),
  };
}
