/**
 * The newest decision of each legal entity on each provider, as scores read it on a day ($1), the day of the scores; one statement of
 * a snapshot of facts.
 */
export const DUE_DILIGENCES = `
  SELECT a.id, a.legal_entity_id AS "legalEntityId", a.provider_id AS "providerId", a.valid_from IS NOT NULL AS approved,
         a.valid_from::text AS "validFrom", a.valid_to::text AS "validTo", a.pilot_data_classes AS pilot,
         EXISTS (SELECT FROM assessment_condition k
                  WHERE k.assessment_id = a.id AND k.met_on IS NULL AND k.due_on < $1::date) AS overdue,
         ARRAY(SELECT one ->> 'conclusion' FROM jsonb_array_elements(a.conclusions) AS c(one)
                WHERE one ->> 'section' = ANY ('{skills,expertise,resources,controls}') ORDER BY one ->> 'section') AS heads,
         (SELECT one ->> 'conclusion' FROM jsonb_array_elements(a.conclusions) AS c(one)
           WHERE one ->> 'section' = 'model_risk_framework') AS "modelRiskFramework",
         json_build_object('version', a.row_version, 'updatedAt', utc(a.updated_at)) AS source
    FROM (SELECT DISTINCT ON (legal_entity_id, provider_id) * FROM assessment
           WHERE provider_id IS NOT NULL AND decided_at IS NOT NULL AND retired_at IS NULL
           ORDER BY legal_entity_id, provider_id, decided_at DESC, id DESC) AS a
   ORDER BY a.id`;
