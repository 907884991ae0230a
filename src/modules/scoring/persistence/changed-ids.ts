import type { PoolClient } from 'pg';
import type { RegisterSnapshot } from '../../../platform/database/register-snapshot.js';
import { touchedBy, touchedSince, WITHIN } from '../../../platform/database/touched-since.js';

type Kind = 'use_case' | 'provider' | 'component' | 'requirement' | 'arrangement';

/** Table → the kind of record that its rows are a part of, and the column that says of which. */
const PARTS: readonly (readonly [table: string, kind: Kind, column: string])[] = [
  ['use_case', 'use_case', 'id'],
  ['use_case_legal_entity', 'use_case', 'use_case_id'],
  ['provider', 'provider', 'id'],
  ['component', 'component', 'id'],
  ['component_vulnerability', 'component', 'component_id'],
  ['component_scan', 'component', 'component_id'],
  ['requirement', 'requirement', 'id'],
  ['requirement_alternative', 'requirement', 'requirement_id'],
  ['arrangement', 'arrangement', 'id'],
  ['arrangement_component', 'arrangement', 'arrangement_id'],
  ['arrangement_territory', 'arrangement', 'arrangement_id'],
  ['indemnity', 'arrangement', 'arrangement_id'],
  ['responsibility', 'arrangement', 'arrangement_id'],
];

const TOUCHED = touchedBy([
  ...PARTS.map(
    ([table, kind, column]) =>
      `SELECT '${kind}' AS kind, ${column}::text AS id FROM history.${table} WHERE ${WITHIN}`,
  ),
  // Where a use case is used is recorded of its legal entities.
  `SELECT 'use_case', l.use_case_id::text FROM history.legal_entity e
     JOIN use_case_legal_entity l ON l.legal_entity_id = e.id WHERE ${WITHIN}`,
  // What was done to be sure of a use case, and what was ruled on it, are parts of it.
  `SELECT 'use_case', use_case_id::text FROM history.assurance_activity WHERE use_case_id IS NOT NULL AND (${WITHIN})`,
  `SELECT 'use_case', a.use_case_id::text FROM history.assurance_ruling g JOIN assurance_activity a ON a.id = g.activity_id
    WHERE a.use_case_id IS NOT NULL AND (${WITHIN})`,
  // What proves that a condition is met, and what has taken its place.
  `SELECT 'arrangement', i.arrangement_id::text FROM history.evidence e
     CROSS JOIN LATERAL (VALUES (e.id), (e.supersedes_id)) AS named(id)
     JOIN indemnity i ON i.conditions @> jsonb_build_array(jsonb_build_object('evidenceId', named.id))
      AND i.retired_at IS NULL
    WHERE named.id IS NOT NULL AND (${WITHIN})`,
]);

/**
 * Ids of the records that have changed since a snapshot was taken.
 * @param client within a transaction that sees one state
 * @param except an actor whose changes do not matter
 * @returns null when they are too many to be looked at one by one
 */
export async function changedIds(
  client: PoolClient,
  seen: RegisterSnapshot,
  except: string,
): Promise<Record<Kind, string[]> | null> {
  const touched = await touchedSince<Kind>(client, seen, TOUCHED, except);
  if (touched === null) return null;
  const found: Record<Kind, string[]> = {
    ...{ use_case: [], provider: [], component: [], requirement: [], arrangement: [] },
  };
  for (const { kind, id } of touched) found[kind].push(id);
  return found;
}
