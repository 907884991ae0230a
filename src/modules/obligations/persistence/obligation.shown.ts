import { instant, type Shown } from '../../../platform/database/shown.js';
import { visibleEntities } from '../../../platform/database/visible-entities.js';

/**
 * An obligation as the API shows it, from a row called `alias` of the table or of its history.
 * @param visible a SQL list of the legal entities that the reader sees; null is all
 */
export function obligationShown(alias: string, visible: string | null): Shown {
  const a = alias;
  return {
    id: `${a}.id`,
    kind: `${a}.kind`,
    source: `json_build_object('type', ${a}.source_type, 'id', ${a}.source_id,
      'name', ${a}.params->>'name', 'nameZhHant', ${a}.params->>'nameZhHant')`,
    cycle: `${a}.cycle`,
    ownerId: `${a}.owner_id`,
    ...visibleEntities(`${a}.legal_entity_ids`, visible),
    dueOn: `${a}.due_on`,
    timeZone: `${a}.time_zone`,
    state: `${a}.state`,
    acknowledgedAt: instant(`${a}.acknowledged_at`),
    acknowledgedBy: `${a}.acknowledged_by`,
    snoozedUntil: `${a}.snoozed_until`,
    snoozeReason: `${a}.snooze_reason`,
    doneAt: instant(`${a}.done_at`),
    doneBy: `${a}.done_by`,
    doneNote: `${a}.done_note`,
    createdAt: instant(`${a}.created_at`),
    updatedAt: instant(`${a}.updated_at`),
  };
}
