/**
 * The limits of legal entities in the register that hold on a day ($1), the day of the scores, as `limitMonitored` reads
 * them; one statement of a snapshot of facts.
 */
export const CONTROL_LIMITS = `
  SELECT l.id, json_build_object('version', l.row_version, 'updatedAt', utc(l.updated_at)) AS source,
         l.legal_entity_id AS "legalEntityId", l.threshold,
         CASE WHEN s.limit_id IS NOT NULL
              THEN json_build_object('threshold', s.threshold, 'covers', s.covers, 'error', s.error) END AS measured,
         (SELECT count(*)::int FROM concentration_finding f WHERE f.limit_id = l.id AND f.closed_at IS NULL)
           AS "openFindings"
    FROM concentration_limit l
    JOIN legal_entity e ON e.id = l.legal_entity_id AND e.retired_at IS NULL
    LEFT JOIN concentration_limit_state s ON s.limit_id = l.id
   WHERE l.retired_at IS NULL AND $1::date BETWEEN l.valid_from AND coalesce(l.valid_to, 'infinity')
   ORDER BY l.id`;
