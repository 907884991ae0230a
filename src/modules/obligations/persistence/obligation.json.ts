/** An obligation as the API shows it, from a row called `alias` of the table or of its history. */
export function obligationJson(alias: string): string {
  const a = alias;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${a}.id, ${a}.kind, json_build_object('type', ${a}.source_type, 'id', ${a}.source_id,
      'name', ${a}.params->>'name', 'nameZhHant', ${a}.params->>'nameZhHant') AS source,
    ${a}.cycle, ${a}.owner_id AS "ownerId", ${a}.legal_entity_ids AS "legalEntityIds",
    ${a}.due_on AS "dueOn", ${a}.time_zone AS "timeZone", ${a}.state,
    utc(${a}.acknowledged_at) AS "acknowledgedAt", ${a}.acknowledged_by AS "acknowledgedBy",
    ${a}.snoozed_until AS "snoozedUntil", ${a}.snooze_reason AS "snoozeReason",
    utc(${a}.done_at) AS "doneAt", ${a}.done_by AS "doneBy", ${a}.done_note AS "doneNote",
    utc(${a}.created_at) AS "createdAt", utc(${a}.updated_at) AS "updatedAt"
  ) AS shown)`;
}
