import { instant, type Shown } from '../../../platform/database/shown.js';
import { APPROVED_KINDS } from '../domain/component-review.js';

const NEEDS_APPROVAL = `'{${APPROVED_KINDS.join(',')}}'::text[]`;

/** A review in a list, from a row called `v`; beside it stands `entityDayOf`. */
export function reviewSummaryShown(v: string): Shown {
  return {
    id: `${v}.id`,
    kind: `${v}.kind`,
    legalEntityId: `${v}.legal_entity_id`,
    componentId: `${v}.component_id`,
    useCaseId: `${v}.use_case_id`,
    componentVersion: `${v}.component_version`,
    performedOn: `${v}.performed_on`,
    performedBy: `${v}.performed_by`,
    outcome: `${v}.outcome`,
    decision: `${v}.decision`,
    reason: `${v}.reason`,
    ownerId: `${v}.owner_id`,
    measures: `${v}.measures`,
    evidenceIds: `${v}.evidence_ids`,
    validTo: `${v}.valid_to`,
    state: `${v}.state`,
    inForce: `CASE WHEN ${v}.retired_at IS NULL AND (${v}.state = 'approved' OR ${v}.kind <> ALL (${NEEDS_APPROVAL}))
      AND coalesce(${v}.valid_to >= day.today, true) THEN 'yes' ELSE 'no' END`,
    approvedBy: `${v}.approved_by`,
    approvedAt: instant(`${v}.approved_at`),
    approvalReason: `${v}.approval_reason`,
    approvedHash: `${v}.approved_hash`,
    preparedBy: `${v}.prepared_by`,
    createdAt: instant(`${v}.created_at`),
    updatedAt: instant(`${v}.updated_at`),
    retiredAt: instant(`${v}.retired_at`),
  };
}

/** A whole review, with how what was looked at stands to the component of the instant; beside it stands `versionOf` as well. */
export function reviewShown(v: string): Shown {
  return {
    ...reviewSummaryShown(v),
    versionState: `CASE WHEN ${v}.component_version IS NULL OR component.release IS NULL THEN 'unknown'
      WHEN ${v}.component_version = component.release THEN 'current' ELSE 'changed' END`,
  };
}

/**
 * The version of its component, to stand behind the relation in FROM: `component.release`.
 * @param components the relation of components, as `c`
 */
export function versionOf(v: string, components: string): string {
  return `CROSS JOIN LATERAL (SELECT (SELECT c.release FROM ${components} WHERE c.id = ${v}.component_id) AS release) AS component`;
}
