import { instant, type Shown } from '../../../platform/database/shown.js';

/** An audit entry as it is hashed, shown and exported; from a row called `alias` of audit.entry. */
export function auditEntryShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    at: instant(`${a}.at`),
    actor: `json_build_object('type', ${a}.actor_type, 'id', ${a}.actor_id, 'name', ${a}.actor_name)`,
    action: `${a}.action`,
    resource: `json_build_object('type', ${a}.resource_type, 'id', ${a}.resource_id)`,
    legalEntityIds: `${a}.legal_entity_ids`,
    requestId: `${a}.request_id`,
    changes: `${a}.changes`,
    reason: `${a}.reason`,
  };
}
