import { instant, type Shown } from '../../../platform/database/shown.js';
import { subjectShown } from './subject.shown.js';

/** An incident as the API shows it, from a row called `i` of the table or of its history. */
export function incidentShown(i: string): Shown {
  return {
    id: `${i}.id`,
    legalEntityId: `${i}.legal_entity_id`,
    kind: `${i}.kind`,
    subject: subjectShown(i),
    useCaseIds: `${i}.use_case_ids`,
    startedAt: instant(`${i}.started_at`),
    endedAt: instant(`${i}.ended_at`),
    impact: `json_build_object('clients', ${i}.client_impact, 'data', ${i}.data_impact,
      'hours', (extract(epoch FROM ${i}.ended_at - ${i}.started_at) / 3600)::float8)`,
    severity: `${i}.severity`,
    summary: `${i}.summary`,
    ownerId: `${i}.owner_id`,
    evidenceIds: `${i}.evidence_ids`,
    recordedOn: `${i}.recorded_on`,
    cocReportDecision: `${i}.report_decision`,
    cocReportReason: `${i}.report_reason`,
    cocReportDecidedBy: `${i}.report_decided_by`,
    cocReportDecidedAt: instant(`${i}.report_decided_at`),
    changeEventId: `${i}.change_event_id`,
    createdAt: instant(`${i}.created_at`),
    updatedAt: instant(`${i}.updated_at`),
    retiredAt: instant(`${i}.retired_at`),
  };
}

/** An entry of a timeline as the API shows it, from a row called `t` of the table or of its history. */
export function entryShown(t: string): Shown {
  return {
    id: `${t}.id`,
    incidentId: `${t}.incident_id`,
    at: instant(`${t}.at`),
    text: `${t}.text`,
    byId: `${t}.by_id`,
    createdAt: instant(`${t}.created_at`),
  };
}
