import { instant, type Shown } from '../../../platform/database/shown.js';

/** A reminder as its recipient sees it, from a row called `alias`: the message, and each step that it tells of. */
export function reminderShown(alias: string): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    createdAt: instant(`${a}.created_at`),
    readAt: instant(`${a}.read_at`),
    steps: `(SELECT coalesce(json_agg(json_build_object(
        'obligationId', o.id, 'kind', o.kind, 'state', o.state,
        'source', json_build_object('type', o.source_type, 'id', o.source_id,
          'name', o.params->>'name', 'nameZhHant', o.params->>'nameZhHant'),
        'step', d.step, 'dueOn', d.due_on, 'plannedFor', utc(d.planned_for), 'because', d.because)
        ORDER BY d.planned_for, o.id), '[]')
       FROM delivery d JOIN obligation o ON o.id = d.obligation_id WHERE d.reminder_id = ${a}.id)`,
  };
}
