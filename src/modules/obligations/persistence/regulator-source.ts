import { hongKongHolidays } from '../../diligence/holidays.public.js';
import { type NoticeFact, noticeObligations } from '../domain/regulator-obligation.js';
import { present, recordSource } from './record-source.js';

const FACTS = `
  SELECT c.id, coalesce(uses.names, e.name) AS name,
         CASE WHEN uses.names IS NULL THEN e.name_zh_hant ELSE uses.zh_names END AS "nameZhHant",
         coalesce(o.id, b.id) AS "ownerId", c.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone",
         coalesce(c.retired_at, e.retired_at) IS NULL AS "inUse", c.kind, c.decision,
         c.change_took_place_on::text AS "changeTookPlaceOn", c.sent_on::text AS "sentOn", uses.approved_on::text AS "approvedOn"
    FROM regulator_correspondence c
    JOIN legal_entity e ON e.id = c.legal_entity_id
    ${present('o', 'id = c.decided_by')}
    ${present('b', 'id::text = c.created_by')}
   CROSS JOIN LATERAL (
     SELECT string_agg(u.name, ', ' ORDER BY u.id) AS names,
            string_agg(coalesce(u.name_zh_hant, u.name), '、' ORDER BY u.id) AS zh_names,
            min(coalesce(u.status_since, (u.created_at AT TIME ZONE e.time_zone)::date))
              FILTER (WHERE u.status = ANY ('{approved,pilot,live,suspended}')) AS approved_on
       FROM use_case u WHERE u.id = ANY (c.use_case_ids) AND u.retired_at IS NULL) AS uses
   WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id`;

/** The facts behind obligations of the kind regulator_notice. */
export const NOTICES = recordSource<NoticeFact>({
  type: 'regulator_correspondence',
  kinds: ['regulator_notice'],
  dated: `kind = 'notification' AND sent_on IS NULL`,
  facts: FACTS,
  rule: (fact) => noticeObligations(fact, hongKongHolidays()),
});
