import { instant, type Shown } from '../../../platform/database/shown.js';

/** An exception as the API shows it, from a row called `x`; beside it stands `entityDayOf`. */
export function exceptionShown(x: string): Shown {
  return {
    id: `${x}.id`,
    kind: `${x}.kind`,
    rule: `${x}.rule`,
    legalEntityId: `${x}.legal_entity_id`,
    subject: `CASE WHEN ${x}.use_case_id IS NOT NULL THEN json_build_object('type', 'use_case', 'id', ${x}.use_case_id)
                   WHEN ${x}.provider_id IS NOT NULL THEN json_build_object('type', 'provider', 'id', ${x}.provider_id)
                   WHEN ${x}.component_id IS NOT NULL THEN json_build_object('type', 'component', 'id', ${x}.component_id) END`,
    reason: `${x}.reason`,
    mitigation: `${x}.mitigation`,
    ownerId: `${x}.owner_id`,
    evidenceId: `${x}.evidence_id`,
    expiresOn: `${x}.expires_on`,
    state: `CASE WHEN ${x}.state = 'approved' AND ${x}.expires_on < day.today THEN 'expired' ELSE ${x}.state END`,
    preparedBy: `${x}.prepared_by`,
    decidedBy: `${x}.decided_by`,
    decidedAt: instant(`${x}.decided_at`),
    decisionReason: `${x}.decision_reason`,
    approvedHash: `${x}.approved_hash`,
    createdAt: instant(`${x}.created_at`),
    updatedAt: instant(`${x}.updated_at`),
    retiredAt: instant(`${x}.retired_at`),
  };
}
