import { instant, type Shown } from '../../../platform/database/shown.js';

/** A statement in a list, from a row called `s`: without what is said of each factor. */
export function statementSummaryShown(s: string): Shown {
  return {
    id: `${s}.id`,
    legalEntityId: `${s}.legal_entity_id`,
    useCaseId: `${s}.use_case_id`,
    catalogueVersion: `${s}.catalogue_version`,
    high: `ARRAY(SELECT r.one ->> 'factor' FROM jsonb_array_elements(${s}.ratings) WITH ORDINALITY AS r (one, n)
      WHERE r.one ->> 'rating' = 'high' ORDER BY r.n)`,
    unrated: `${s}.unrated`,
    oldestAssessedOn: `${s}.oldest_assessed_on`,
    state: `${s}.state`,
    contentHash: `${s}.submitted_hash`,
    approvedBy: `${s}.approved_by`,
    approvedAt: instant(`${s}.approved_at`),
    approvalReason: `${s}.approval_reason`,
    approvedHash: `${s}.approved_hash`,
    supersedesId: `${s}.supersedes_id`,
    preparedBy: `${s}.prepared_by`,
    createdAt: instant(`${s}.created_at`),
    updatedAt: instant(`${s}.updated_at`),
    retiredAt: instant(`${s}.retired_at`),
  };
}

/** A whole statement. */
export function statementShown(s: string): Shown {
  return { ...statementSummaryShown(s), ratings: `${s}.ratings`, setAside: `${s}.set_aside` };
}
