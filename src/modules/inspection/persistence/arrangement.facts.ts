import type { Statement } from './question.js';

export const ARRANGEMENTS: Statement = (q) => `
  SELECT a.id, coalesce(a.name, a.reference) AS name, a.name_zh_hant AS "nameZhHant", a.legal_entity_id AS "legalEntityId",
         a.provider_id AS "providerId", a.kind, a.starts_on::text AS "startsOn", a.ends_on::text AS "endsOn", a.reliance,
         a.ip_breach_material AS "ipBreachMaterial", a.privacy_breach_material AS "privacyBreachMaterial",
         a.ip_protective_measure AS "ipProtectiveMeasure", a.privacy_protective_measure AS "privacyProtectiveMeasure",
         ARRAY(SELECT k.component_id::text FROM ${q.table('arrangement_component', 'k')} WHERE k.arrangement_id = a.id
                ORDER BY k.component_id) AS "componentIds"
    FROM ${q.table('arrangement', 'a')} WHERE a.retired_at IS NULL AND ${q.ofEntities('a.legal_entity_id')} ORDER BY a.id`;

/** Indemnities with their conditions as they are stored: { met, evidenceId }. */
export const INDEMNITIES: Statement = (q) => `
  SELECT i.arrangement_id AS "arrangementId", i.id, i.risk, i.protection, i.conditions_status AS "conditionsStatus", i.conditions
    FROM ${q.table('indemnity', 'i')} JOIN ${q.table('arrangement', 'a')} ON a.id = i.arrangement_id
   WHERE i.retired_at IS NULL AND a.retired_at IS NULL AND ${q.ofEntities('a.legal_entity_id')} ORDER BY i.id`;

export const RESPONSIBILITIES: Statement = (q) => `
  SELECT r.arrangement_id AS "arrangementId", r.id, r.task, r.side, r.basis, r.accountable, r.confirmed_by AS "confirmedBy"
    FROM ${q.table('responsibility', 'r')} JOIN ${q.table('arrangement', 'a')} ON a.id = r.arrangement_id
   WHERE r.retired_at IS NULL AND a.retired_at IS NULL AND ${q.ofEntities('a.legal_entity_id')} ORDER BY r.id`;

export const SERVICE_RECORDS: Statement = (q) => `
  SELECT s.id, s.arrangement_id AS "arrangementId", s.period_to::text AS "to", s.availability, s.quality
    FROM ${q.table('service_record', 's')} WHERE s.retired_at IS NULL AND ${q.ofEntities('s.legal_entity_id')}
   ORDER BY s.period_to DESC, s.id`;

export const DATA_FLOWS: Statement = (q) => `
  SELECT f.id, f.legal_entity_id AS "legalEntityId", f.use_case_id AS "useCaseId", f.data_classes AS "dataClasses",
         f.encrypted_at_rest AS "encryptedAtRest", f.encrypted_in_transit AS "encryptedInTransit",
         array_remove(ARRAY[f.from_component_id::text, f.to_component_id::text], NULL) AS "componentIds"
    FROM ${q.table('data_flow', 'f')}
   WHERE f.retired_at IS NULL AND (f.ended_on IS NULL OR f.ended_on >= ${q.today()}) AND ${q.ofEntities('f.legal_entity_id')}
   ORDER BY f.id`;
