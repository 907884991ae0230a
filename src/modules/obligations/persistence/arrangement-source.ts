import { type ArrangementFact, arrangementObligations } from '../domain/arrangement-obligation.js';
import { present, recordSource } from './record-source.js';

const FACTS = `
  SELECT a.id, coalesce(a.name, a.reference) AS name, a.name_zh_hant AS "nameZhHant", o.id AS "ownerId",
         a.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone",
         coalesce(a.retired_at, e.retired_at) IS NULL AS "inUse", a.ends_on::text AS "endsOn", a.auto_renews AS "autoRenews",
         term.ends_on::text AS "termEndsOn", (term.ends_on - a.notice_days_firm)::text AS "noticeDeadlineOn",
         day.today::text AS today
    FROM arrangement a
    JOIN legal_entity e ON e.id = a.legal_entity_id
    ${present('o', 'id = a.owner_id')}
   CROSS JOIN LATERAL (SELECT ($2::timestamptz AT TIME ZONE e.time_zone)::date AS today) AS day
   CROSS JOIN LATERAL (
     SELECT arrangement_term_end(a.ends_on, a.auto_renews, a.renewal_months, day.today) AS ends_on) AS term
   WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id`;

/** The facts behind obligations of the kinds arrangement_notice and arrangement_end. */
export const ARRANGEMENTS = recordSource<ArrangementFact>({
  type: 'arrangement',
  kinds: ['arrangement_notice', 'arrangement_end'],
  dated: 'ends_on IS NOT NULL',
  facts: FACTS,
  takesInstant: true,
  rule: arrangementObligations,
});
