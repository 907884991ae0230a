import { instant, type Shown } from '../../../platform/database/shown.js';

/**
 * A delegation as the API shows it, from a row called `d`.
 * @param reports the relation of oversight reports, as `o`
 */
export function delegationShown(d: string, reports: string): Shown {
  return {
    id: `${d}.id`,
    function: `${d}.function`,
    legalEntityId: `${d}.legal_entity_id`,
    groupEntityId: `${d}.group_entity_id`,
    description: `${d}.description`,
    agreementEvidenceId: `${d}.agreement_evidence_id`,
    oversightOwnerId: `${d}.oversight_owner_id`,
    startsOn: `${d}.starts_on`,
    endsOn: `${d}.ends_on`,
    lastOversightOn: `(SELECT o.held_on FROM ${reports} WHERE o.delegation_id = ${d}.id AND o.retired_at IS NULL
      ORDER BY o.held_on DESC LIMIT 1)`,
    createdAt: instant(`${d}.created_at`),
    updatedAt: instant(`${d}.updated_at`),
    retiredAt: instant(`${d}.retired_at`),
  };
}

/** A meeting or report of oversight, from a row called `o` of the table or of its history. */
export function oversightShown(o: string): Shown {
  return {
    id: `${o}.id`,
    delegationId: `${o}.delegation_id`,
    kind: `${o}.kind`,
    heldOn: `${o}.held_on`,
    evidenceId: `${o}.evidence_id`,
    summary: `${o}.summary`,
    createdAt: instant(`${o}.created_at`),
    updatedAt: instant(`${o}.updated_at`),
    retiredAt: instant(`${o}.retired_at`),
  };
}
