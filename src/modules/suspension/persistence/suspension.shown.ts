import { instant, type Shown } from '../../../platform/database/shown.js';

/** A suspension as the API shows it, without what it stopped, from a row called `s` of the table or of its history. */
export function suspensionShown(s: string): Shown {
  return {
    id: `${s}.id`,
    subject: `json_build_object('type', CASE WHEN ${s}.provider_id IS NULL THEN 'component' ELSE 'provider' END,
                                'id', coalesce(${s}.provider_id, ${s}.component_id))`,
    origin: `${s}.origin`,
    reason: `${s}.reason`,
    statusBefore: `${s}.status_before`,
    suspendedBy: `${s}.suspended_by`,
    suspendedAt: instant(`${s}.suspended_at`),
    seen: `${s}.seen`,
    graphHash: `${s}.graph_hash`,
    open: `${s}.reinstated_at IS NULL`,
    reinstatedBy: `${s}.reinstated_by`,
    reinstatedAt: instant(`${s}.reinstated_at`),
    reinstateReason: `${s}.reinstate_reason`,
    statusAfter: `${s}.status_after`,
    createdAt: instant(`${s}.created_at`),
    updatedAt: instant(`${s}.updated_at`),
  };
}
