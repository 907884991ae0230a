/** An audit entry as it is hashed, shown and exported; from a row called `alias` of audit.entry. */
export function auditEntryJson(alias: string): string {
  const a = alias;
  return `json_build_object(
    'id', ${a}.id, 'at', utc(${a}.at),
    'actor', json_build_object('type', ${a}.actor_type, 'id', ${a}.actor_id, 'name', ${a}.actor_name),
    'action', ${a}.action,
    'resource', json_build_object('type', ${a}.resource_type, 'id', ${a}.resource_id),
    'legalEntityId', ${a}.legal_entity_id, 'requestId', ${a}.request_id, 'changes', ${a}.changes, 'reason', ${a}.reason)`;
}
