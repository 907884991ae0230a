import { instant, type Shown } from '../../../platform/database/shown.js';

/** A record of correspondence as it is stored, from a row called `c`; by when a notice is due is added where holidays are known. */
export function correspondenceShown(c: string): Shown {
  return {
    id: `${c}.id`,
    kind: `${c}.kind`,
    legalEntityId: `${c}.legal_entity_id`,
    useCaseIds: `${c}.use_case_ids`,
    decision: `${c}.decision`,
    decisionReason: `${c}.decision_reason`,
    decidedBy: `${c}.decided_by`,
    decidedOn: `${c}.decided_on`,
    changeTookPlaceOn: `${c}.change_took_place_on`,
    sentOn: `${c}.sent_on`,
    reference: `${c}.reference`,
    caseOfficer: `${c}.case_officer`,
    evidenceIds: `${c}.evidence_ids`,
    summary: `${c}.summary`,
    createdAt: instant(`${c}.created_at`),
    updatedAt: instant(`${c}.updated_at`),
    retiredAt: instant(`${c}.retired_at`),
  };
}
