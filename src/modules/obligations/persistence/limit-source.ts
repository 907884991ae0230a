import { type LimitFact, limitObligations } from '../domain/limit-obligation.js';
import { present, recordSource } from './record-source.js';

const FACTS = `
  SELECT l.id, l.name, l.name_zh_hant AS "nameZhHant", o.id AS "ownerId", l.legal_entity_id AS "legalEntityId",
         e.time_zone AS "timeZone", coalesce(l.retired_at, e.retired_at) IS NULL AS "inUse", l.valid_to::text AS "validTo"
    FROM concentration_limit l
    JOIN legal_entity e ON e.id = l.legal_entity_id
    ${present('o', 'id = l.owner_id')}
   WHERE l.id = ANY ($1::uuid[]) ORDER BY l.id`;

/** The facts behind obligations of the kind limit_end. */
export const LIMITS = recordSource<LimitFact>({
  type: 'concentration_limit',
  kinds: ['limit_end'],
  dated: 'valid_to IS NOT NULL',
  facts: FACTS,
  rule: limitObligations,
});
