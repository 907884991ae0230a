/** Notifications of the regulator by use case, as scores read them; one statement of a snapshot of facts. */
export const NOTICES = `
  SELECT c.id, u.id AS "useCaseId", c.legal_entity_id AS "legalEntityId", c.decision,
         json_build_object('version', c.row_version, 'updatedAt', utc(c.updated_at)) AS source
    FROM regulator_correspondence c, unnest(c.use_case_ids) AS u(id)
   WHERE c.kind = 'notification' AND c.retired_at IS NULL ORDER BY c.id, u.id`;
