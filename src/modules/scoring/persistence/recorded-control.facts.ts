/**
 * The controls that are recorded, as scores read them on a day ($1), the day of the scores; one statement of a snapshot of
 * facts.
 */
export const RECORDED_CONTROLS = `
  SELECT c.id, c.domain, c.control, c.level, c.legal_entity_id AS "legalEntityId", c.provider_id AS "providerId",
         c.component_id AS "componentId", c.arrangement_id AS "arrangementId", c.use_case_id AS "useCaseId",
         c.design, c.operating, c.valid_to >= $1::date AS "inDate",
         coalesce(evidence_holds(c.evidence_id, $1::date), false) AS evidenced,
         json_build_object('version', c.row_version, 'updatedAt', utc(c.updated_at)) AS source
    FROM control c WHERE c.retired_at IS NULL ORDER BY c.id`;
