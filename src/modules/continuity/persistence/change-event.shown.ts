import { instant, type Shown } from '../../../platform/database/shown.js';
import { subjectShown } from './subject.shown.js';

/** A change event as it is read, from a row called `v` of the table or of its history. */
export function changeRead(v: string, resolutions: string): Shown {
  return {
    id: `${v}.id`,
    legalEntityId: `${v}.legal_entity_id`,
    kind: `${v}.kind`,
    subject: subjectShown(v),
    summary: `${v}.summary`,
    happenedOn: `${v}.happened_on`,
    announcedOn: `${v}.announced_on`,
    takesEffectOn: `${v}.takes_effect_on`,
    source: `${v}.source`,
    notice: `${v}.notice`,
    evidenceId: `${v}.evidence_id`,
    ownerId: `${v}.owner_id`,
    recordedOn: `${v}.recorded_on`,
    state: `${v}.state`,
    ruling: `${v}.ruling`,
    rulingReason: `${v}.ruling_reason`,
    triagedBy: `${v}.triaged_by`,
    triagedAt: instant(`${v}.triaged_at`),
    createdAt: instant(`${v}.created_at`),
    updatedAt: instant(`${v}.updated_at`),
    retiredAt: instant(`${v}.retired_at`),
    resolutions: `(SELECT coalesce(json_agg(json_build_object('id', w.id, 'rule', w.rule, 'on', w.resolved_on,
        'evidenceId', w.evidence_id, 'reason', w.reason, 'byId', w.resolved_by)), '[]')
        FROM ${resolutions} WHERE w.change_event_id = ${v}.id)`,
  };
}
