/** The changes by which providers keep something back, as scores read them; one statement of a snapshot of facts. */
export const WITHDRAWALS = `
  SELECT v.id, v.kind, v.state, coalesce(v.legal_entity_id, v.subject_entity_id) AS "legalEntityId",
         v.use_case_id AS "useCaseId", v.arrangement_id AS "arrangementId", v.provider_id AS "providerId",
         v.component_id AS "componentId", json_build_object('version', v.row_version, 'updatedAt', utc(v.updated_at)) AS source
    FROM change_event v
   WHERE v.kind = 'transparency_withdrawn' AND v.state <> 'closed' AND v.retired_at IS NULL
   ORDER BY v.id`;
