import { instant, type Shown } from '../../../platform/database/shown.js';

/** A data flow as the API shows it, from a row called `f` of the table or of its history. */
export function dataFlowShown(f: string): Shown {
  const end = (side: 'from' | 'to'): string =>
    `json_build_object('type', ${f}.${side}_type, 'id', coalesce(${f}.${side}_use_case_id, ${f}.${side}_component_id,
      ${f}.${side}_provider_id, ${f}.${side}_legal_entity_id))`;
  return {
    id: `${f}.id`,
    legalEntityId: `${f}.legal_entity_id`,
    from: end('from'),
    to: end('to'),
    useCaseId: `${f}.use_case_id`,
    purpose: `${f}.purpose`,
    description: `${f}.description`,
    dataClasses: `${f}.data_classes`,
    encryptedAtRest: `${f}.encrypted_at_rest`,
    encryptedInTransit: `${f}.encrypted_in_transit`,
    crossBorder: `${f}.cross_border`,
    destinationJurisdiction: `${f}.destination_jurisdiction`,
    retention: `${f}.retention`,
    deletion: `${f}.deletion`,
    deletionNote: `${f}.deletion_note`,
    evidenceIds: `${f}.evidence_ids`,
    reviewedOn: `${f}.reviewed_on`,
    endedOn: `${f}.ended_on`,
    ownerId: `${f}.owner_id`,
    createdAt: instant(`${f}.created_at`),
    updatedAt: instant(`${f}.updated_at`),
    retiredAt: instant(`${f}.retired_at`),
  };
}
