import { instant, type Shown } from '../../../platform/database/shown.js';

/** A service record as the API shows it, from a row called `s` of the table or of its history. */
export function serviceRecordShown(s: string): Shown {
  return {
    id: `${s}.id`,
    legalEntityId: `${s}.legal_entity_id`,
    arrangementId: `${s}.arrangement_id`,
    componentId: `${s}.component_id`,
    period: `json_build_object('from', ${s}.period_from, 'to', ${s}.period_to)`,
    availability: `${s}.availability`,
    availabilityTarget: `${s}.availability_target`,
    quality: `${s}.quality`,
    timeliness: `${s}.timeliness`,
    breaches: `${s}.breaches`,
    source: `${s}.source`,
    evidenceIds: `${s}.evidence_ids`,
    summary: `${s}.summary`,
    createdAt: instant(`${s}.created_at`),
    updatedAt: instant(`${s}.updated_at`),
    retiredAt: instant(`${s}.retired_at`),
  };
}
