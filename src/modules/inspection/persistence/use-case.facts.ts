import type { Statement } from './question.js';

export const LEGAL_ENTITIES: Statement = (q) => `
  SELECT e.id, e.name, e.name_zh_hant AS "nameZhHant", e.kind FROM ${q.table('legal_entity', 'e')}
   WHERE e.retired_at IS NULL AND ${q.ofEntities('e.id')} ORDER BY e.id`;

/** Whoever may sign in. */
export const PEOPLE: Statement = (q) => `
  SELECT p.id, p.roles, p.functions FROM ${q.table('person', 'p')} WHERE p.retired_at IS NULL AND p.status <> 'disabled'`;

/** Use cases that are not retired, with those of the legal entities that are asked about. */
export const USE_CASES: Statement = (q) => `
  SELECT u.id, u.name, u.name_zh_hant AS "nameZhHant", u.status, u.tier, u.tier_provisional AS provisional, u.high_risk AS "highRisk",
         json_build_object('decision', u.scope_decision, 'reason', u.scope_reason, 'decidedBy', u.scope_decided_by,
           'decidedOn', u.scope_decided_on, 'expiresOn', u.scope_expires_on) AS scope,
         u.recipients, u.clients_interact AS "clientsInteract", u.critical_operation AS "criticalOperation",
         u.development_flags AS "developmentFlags", u.developer_ids AS "developerIds", u.human_oversight AS "humanOversight",
         u.data_classes AS "dataClasses", u.impact_firm AS "impactFirm", u.impact_clients AS "impactClients",
         u.tolerance_hours::float8 AS "toleranceHours", u.accountable_owner_id AS "accountableOwnerId",
         array_agg(l.legal_entity_id::text ORDER BY l.legal_entity_id) AS "legalEntityIds"
    FROM ${q.table('use_case', 'u')} JOIN ${q.table('use_case_legal_entity', 'l')} ON l.use_case_id = u.id
   WHERE u.retired_at IS NULL AND u.status <> 'retired' AND ${q.ofEntities('l.legal_entity_id')}
   GROUP BY u.id, u.name, u.name_zh_hant, u.status, u.tier, u.tier_provisional, u.high_risk, u.scope_decision, u.scope_reason,
            u.scope_decided_by, u.scope_decided_on, u.scope_expires_on, u.recipients, u.clients_interact, u.critical_operation,
            u.development_flags, u.developer_ids, u.human_oversight, u.data_classes, u.impact_firm, u.impact_clients,
            u.tolerance_hours, u.accountable_owner_id
   ORDER BY u.id`;

/** When each use case was first one that runs, or may: the day on which that was recorded. */
export function firstOn(useCaseIds: readonly string[] | null): Statement {
  return (q) => `
  SELECT h.id, ${q.day('min(c.committed_at)')} AS "firstOnOn" FROM history.use_case h JOIN history.change c ON c.id = h.change_from
   WHERE h.status = ANY ('{pilot,approved,live,suspended}') AND ${q.among('h.id', useCaseIds)}
     ${q.asked.asOf === null ? '' : `AND c.committed_at <= ${q.place(q.asked.asOf)}::timestamptz`}
   GROUP BY h.id`;
}

/** How often uses are monitored, by the method in use. */
export const CADENCE: Statement = (q) => `
  SELECT m.method -> 'cadence' AS cadence
    FROM ${q.table('scoring_method_in_use', 'x')} JOIN ${q.table('scoring_method', 'm')} ON m.id = x.method_id`;

/** The worst band of the scores of each use case. */
export function bands(useCaseIds: readonly string[] | null): Statement {
  return (q) => `
  SELECT s.use_case_id AS "useCaseId",
         (ARRAY['low', 'medium', 'high', 'very_high'])[max(array_position('{low,medium,high,very_high}'::text[], s.band))] AS band
    FROM ${q.table('score', 's')} WHERE s.retired_at IS NULL AND s.band IS NOT NULL AND ${q.among('s.use_case_id', useCaseIds)}
   GROUP BY s.use_case_id`;
}
