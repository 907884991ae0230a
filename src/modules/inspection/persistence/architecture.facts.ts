import type { Statement } from './question.js';

/** A requirement as it is loaded; alternatives as "rank:id of component", by rank, and none after the colon where people stand in. */
export interface RequirementRow {
  id: string;
  useCaseId: string | null;
  componentId: string | null;
  required: number;
  effect: string;
  upstreamDisclosed: string;
  alternatives: string | null;
  /** By rank. */
  manualProcedures: Record<string, string> | null;
}

/**
 * Requirements in use: all, or some. Alternatives come as one text: as objects, a large register took twice as long in the database
 * and here.
 */
export function requirements(ids: readonly string[] | null): Statement {
  return (q) => `
  SELECT r.id, r.use_case_id AS "useCaseId", r.component_id AS "componentId", r.required, r.effect,
         r.upstream_disclosed AS "upstreamDisclosed", a.alternatives, a.manual AS "manualProcedures"
    FROM ${q.table('requirement', 'r')} LEFT JOIN (
      SELECT a.requirement_id, string_agg(a.rank || ':' || coalesce(a.component_id::text, ''), ',' ORDER BY a.rank) AS alternatives,
             json_object_agg(a.rank, a.manual_procedure) FILTER (WHERE a.manual_procedure IS NOT NULL) AS manual
        FROM ${q.table('requirement_alternative', 'a')} WHERE ${q.among('a.requirement_id', ids)}
       GROUP BY a.requirement_id) AS a ON a.requirement_id = r.id
   WHERE r.retired_at IS NULL AND ${q.among('r.id', ids)} ORDER BY r.id`;
}

/** Components, retired ones included: what stands on them stands on them still. */
export function components(ids: readonly string[] | null): Statement {
  return (q) => `
  SELECT c.id, c.name, c.name_zh_hant AS "nameZhHant", c.kind, c.provider_id AS "providerId", c.release, c.pinning, c.deployment,
         c.status, c.owner_id AS "ownerId"
    FROM ${q.table('component', 'c')} WHERE ${q.among('c.id', ids)} ORDER BY c.id`;
}

/** The day of the last scan of each; one that failed, or whose result nobody knows, is none. */
export function scans(componentIds: readonly string[] | null): Statement {
  return (q) => `
  SELECT s.component_id AS "componentId", max(s.scanned_on)::text AS "scannedOn" FROM ${q.table('component_scan', 's')}
   WHERE s.retired_at IS NULL AND s.result IN ('clean', 'findings') AND ${q.among('s.component_id', componentIds)}
   GROUP BY s.component_id`;
}

/** The last bill of materials of each. */
export function boms(componentIds: readonly string[] | null): Statement {
  return (q) => `
  SELECT DISTINCT ON (b.component_id) b.component_id AS "componentId", b.id, ${q.day('b.created_at')} AS "receivedOn",
         jsonb_array_length(b.not_understood) AS "notUnderstood"
    FROM ${q.table('component_bom', 'b')} WHERE b.retired_at IS NULL AND ${q.among('b.component_id', componentIds)}
   ORDER BY b.component_id, b.created_at DESC, b.id DESC`;
}

export function providers(ids: readonly string[] | null): Statement {
  return (q) => `
  SELECT p.id, p.name, p.name_zh_hant AS "nameZhHant", p.kind, p.identifiable FROM ${q.table('provider', 'p')}
   WHERE ${q.among('p.id', ids)} ORDER BY p.id`;
}
