const SOURCE = (alias: string): string =>
  `json_build_object('version', ${alias}.row_version, 'updatedAt', utc(${alias}.updated_at))`;

/**
 * The arrangements that are in force on a day ($1), the day of the scores, as scores read them; one statement of a snapshot
 * of facts. Some: those whose ids are $2.
 */
export const ARRANGEMENTS = (which: 'all' | 'some'): string => `
  SELECT a.id, a.legal_entity_id AS "legalEntityId", a.provider_id AS "providerId",
         ARRAY(SELECT c.component_id FROM arrangement_component c WHERE c.arrangement_id = a.id
                ORDER BY c.component_id) AS "componentIds",
         a.notice_days_provider AS "noticeDaysProvider", a.provider_may_terminate AS "providerMayTerminate", a.reliance,
         a.substitutability, a.retention, a.training_use AS "trainingUse", a.chain, a.privacy_terms AS "privacyTerms",
         a.audit_rights AS "auditRights", a.terms_of_use AS "termsOfUse", a.ip_breach_material AS "ipBreachMaterial",
         a.privacy_breach_material AS "privacyBreachMaterial", a.ip_protective_measure AS "ipProtectiveMeasure",
         a.privacy_protective_measure AS "privacyProtectiveMeasure",
         coalesce((SELECT json_agg(json_build_object('jurisdiction', t.jurisdiction, 'componentId', t.component_id,
                     'status', t.status) ORDER BY t.position)
                     FROM arrangement_territory t WHERE t.arrangement_id = a.id), '[]') AS territories,
         coalesce((SELECT json_agg(json_build_object('id', i.id, 'risk', i.risk, 'label', i.label,
                     'protection', i.protection, 'capBase', i.cap_base, 'conditionsStatus', i.conditions_status,
                     'cap', CASE WHEN i.cap_minor IS NOT NULL THEN
                        json_build_object('amountMinor', i.cap_minor, 'currency', i.cap_currency) END,
                     'source', ${SOURCE('i')},
                     'conditions', (SELECT coalesce(json_agg(json_build_object('text', one ->> 'text', 'kind', one ->> 'kind',
                        'met', one ->> 'met', 'brokenBy', one ->> 'brokenBy',
                        'evidenced', evidence_holds((one ->> 'evidenceId')::uuid, $1)) ORDER BY place), '[]')
                        FROM jsonb_array_elements(i.conditions) WITH ORDINALITY AS l(one, place))) ORDER BY i.id)
                     FROM indemnity i WHERE i.arrangement_id = a.id AND i.retired_at IS NULL), '[]') AS indemnities,
         coalesce((SELECT json_agg(json_build_object('id', r.id, 'task', r.task, 'side', r.side, 'basis', r.basis,
                     'confirmedBy', r.confirmed_by, 'source', ${SOURCE('r')}) ORDER BY r.id)
                     FROM responsibility r WHERE r.arrangement_id = a.id AND r.retired_at IS NULL), '[]')
           AS responsibilities,
         ${SOURCE('a')} AS source
    FROM arrangement a
   WHERE a.retired_at IS NULL AND a.starts_on <= $1
     AND (a.ends_on IS NULL OR a.ends_on >= $1 OR a.auto_renews = 'yes')
         ${which === 'all' ? '' : 'AND a.id = ANY ($2::uuid[])'}
   ORDER BY a.id`;
