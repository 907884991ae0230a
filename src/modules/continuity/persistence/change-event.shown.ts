import { instant, type Shown } from '../../../platform/database/shown.js';
import { subjectShown } from './subject.shown.js';

/** So many of what was taken back are shown, the latest. */
export const MOST_WITHDRAWN = 100;

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
        FROM ${resolutions} WHERE w.change_event_id = ${v}.id AND w.retired_at IS NULL)`,
    withdrawnResolutions: `(SELECT coalesce(json_agg(json_build_object('id', t.id, 'rule', t.rule, 'on', t.resolved_on,
        'evidenceId', t.evidence_id, 'reason', t.reason, 'byId', t.resolved_by, 'withdrawnBy', t.withdrawn_by,
        'withdrawnAt', utc(t.withdrawn_at), 'withdrawalReason', t.withdrawal_reason)), '[]')
        FROM (SELECT w.* FROM ${resolutions} WHERE w.change_event_id = ${v}.id AND w.retired_at IS NOT NULL
               ORDER BY w.id DESC LIMIT ${MOST_WITHDRAWN}) AS t)`,
  };
}
