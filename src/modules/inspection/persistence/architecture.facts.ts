import type { Statement } from './question.js';

const REQUIREMENT = `r.id, r.use_case_id AS "useCaseId", r.component_id AS "componentId", r.required, r.effect,
         r.upstream_disclosed AS "upstreamDisclosed",
         coalesce(json_agg(json_build_object('rank', a.rank, 'componentId', a.component_id, 'manualProcedure', a.manual_procedure)
           ORDER BY a.rank) FILTER (WHERE a.rank IS NOT NULL), '[]') AS alternatives`;
const GROUPED =
  'GROUP BY r.id, r.use_case_id, r.component_id, r.required, r.effect, r.upstream_disclosed ORDER BY r.id';

/**
 * What use cases are built of: of all of them every requirement in use; of some the closure of theirs, walked along the
 * alternatives of every rank.
 */
export function requirements(useCaseIds: readonly string[] | null): Statement {
  if (useCaseIds === null) {
    return (q) => `
  SELECT ${REQUIREMENT}
    FROM ${q.table('requirement', 'r')} LEFT JOIN ${q.table('requirement_alternative', 'a')} ON a.requirement_id = r.id
   WHERE r.retired_at IS NULL ${GROUPED}`;
  }
  return (q) => `
  WITH RECURSIVE needed (id) AS (
    SELECT r.id FROM ${q.table('requirement', 'r')} WHERE r.retired_at IS NULL AND ${q.among('r.use_case_id', useCaseIds)}
    UNION
    SELECT r.id FROM needed n JOIN ${q.table('requirement_alternative', 'a')} ON a.requirement_id = n.id
      JOIN ${q.table('requirement', 'r')} ON r.component_id = a.component_id AND r.retired_at IS NULL)
  SELECT ${REQUIREMENT}
    FROM needed n JOIN ${q.table('requirement', 'r')} ON r.id = n.id
    LEFT JOIN ${q.table('requirement_alternative', 'a')} ON a.requirement_id = r.id ${GROUPED}`;
}

/** Components, retired ones included: what stands on them stands on them still. */
export function components(ids: readonly string[] | null): Statement {
  return (q) => `
  SELECT c.id, c.name, c.name_zh_hant AS "nameZhHant", c.kind, c.provider_id AS "providerId", c.release, c.pinning, c.deployment,
         c.status, c.owner_id AS "ownerId"
    FROM ${q.table('component', 'c')} WHERE ${q.among('c.id', ids)} ORDER BY c.id`;
}

/** The day of the last scan of each. */
export function scans(componentIds: readonly string[] | null): Statement {
  return (q) => `
  SELECT s.component_id AS "componentId", max(s.scanned_on)::text AS "scannedOn" FROM ${q.table('component_scan', 's')}
   WHERE s.retired_at IS NULL AND s.result <> 'failed' AND ${q.among('s.component_id', componentIds)}
   GROUP BY s.component_id`;
}

/** The last bill of materials of each. */
export function boms(componentIds: readonly string[] | null): Statement {
  return (q) => `
  SELECT DISTINCT ON (b.component_id) b.component_id AS "componentId", b.id, b.created_at AS "receivedAt",
         jsonb_array_length(b.not_understood) AS "notUnderstood"
    FROM ${q.table('component_bom', 'b')} WHERE b.retired_at IS NULL AND ${q.among('b.component_id', componentIds)}
   ORDER BY b.component_id, b.created_at DESC, b.id DESC`;
}

export function providers(ids: readonly string[] | null): Statement {
  return (q) => `
  SELECT p.id, p.name, p.name_zh_hant AS "nameZhHant", p.kind, p.identifiable FROM ${q.table('provider', 'p')}
   WHERE ${q.among('p.id', ids)} ORDER BY p.id`;
}
