import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';

/**
 * The day where the legal entity of a row is, or at home where the row is of all of them, to stand behind the relation in FROM:
 * `day.today`.
 * @param r alias of the row
 * @param now SQL of the instant
 */
export function entityDayOf(r: string, now: string): string {
  return `CROSS JOIN LATERAL (SELECT (${now}::timestamptz AT TIME ZONE coalesce(
    (SELECT e.time_zone FROM legal_entity e WHERE e.id = ${r}.legal_entity_id), '${HOME_TIME_ZONE}'))::date AS today) AS day`;
}
