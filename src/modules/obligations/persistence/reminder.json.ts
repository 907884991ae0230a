/** A reminder as its recipient sees it, from a row called `alias`: the message, and each step that it tells of. */
export function reminderJson(alias: string): string {
  const a = alias;
  return `(SELECT row_to_json(shown) FROM (SELECT
    ${a}.id, utc(${a}.created_at) AS "createdAt", utc(${a}.read_at) AS "readAt",
    (SELECT coalesce(json_agg(json_build_object(
        'obligationId', o.id, 'kind', o.kind, 'state', o.state,
        'source', json_build_object('type', o.source_type, 'id', o.source_id,
          'name', o.params->>'name', 'nameZhHant', o.params->>'nameZhHant'),
        'step', d.step, 'dueOn', d.due_on, 'plannedFor', utc(d.planned_for), 'because', d.because)
        ORDER BY d.planned_for, o.id), '[]')
       FROM delivery d JOIN obligation o ON o.id = d.obligation_id WHERE d.reminder_id = ${a}.id) AS steps
  ) AS shown)`;
}
