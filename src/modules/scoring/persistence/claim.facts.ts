/**
 * The claims that a rule does not apply which nobody has rejected, as scores read them; of the rules $1. One statement of a snapshot of
 * facts.
 */
export const CLAIMS = `
  SELECT x.id, x.rule, x.legal_entity_id AS "legalEntityId", x.use_case_id AS "useCaseId", NULL AS "arrangementId",
         x.provider_id AS "providerId", x.component_id AS "componentId",
         CASE WHEN x.state = 'approved' THEN x.decided_by END AS "approvedBy", x.expires_on::text AS "expiresOn",
         json_build_object('version', x.row_version, 'updatedAt', utc(x.updated_at)) AS source
    FROM rule_exception x
   WHERE x.kind = 'not_applicable' AND x.state <> 'rejected' AND x.retired_at IS NULL AND x.rule = ANY ($1::text[])
   ORDER BY x.id`;
