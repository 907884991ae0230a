import type { PoolClient } from 'pg';
import type { RegisterSnapshot } from './register-snapshot.js';

type Kind = 'use_case' | 'provider' | 'component' | 'requirement' | 'arrangement';

/** More changes, or more changed records, are not looked at one by one. */
const MOST = 5_000;

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

/** Changes that could not be seen in a snapshot, as in register-snapshot.ts. */
const UNSEEN = `
  SELECT id FROM history.change
   WHERE transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
     AND NOT pg_visible_in_snapshot(transaction_id, $1::pg_snapshot) AND id > $2
     AND actor_id IS DISTINCT FROM $3
   LIMIT ${MOST + 1}`;

/** The records that some changes touched: $1 their ids, $2 the least of them, by which blocks of history are left out. */
const WITHIN = '(change_from >= $2 AND change_from = ANY ($1)) OR (change_to >= $2 AND change_to = ANY ($1))';
const TOUCHED = [
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
].join('\n UNION ');

/**
 * Ids of the records that have changed since a snapshot was taken.
 * @param client within a transaction that sees one state
 * @param except an actor whose changes do not matter
 * @returns null when they are too many to be looked at one by one
 */
export async function changedIds(
  client: PoolClient,
  { snapshot, brought }: RegisterSnapshot,
  except: string,
): Promise<Record<Kind, string[]> | null> {
  const unseen = await client.query<{ id: string }>(UNSEEN, [snapshot, brought, except]);
  const changes = unseen.rows.map(({ id }) => id);
  if (changes.length > MOST) return null;
  const found: Record<Kind, string[]> = {
    ...{ use_case: [], provider: [], component: [], requirement: [], arrangement: [] },
  };
  if (changes.length === 0) return found;
  const least = changes.reduce((a, b) => (BigInt(b) < BigInt(a) ? b : a));
  // History is closed in no order that statistics could tell of, so PostgreSQL would rather read all of it.
  await client.query('SET LOCAL enable_seqscan = off');
  const touched = await client.query<{ kind: Kind; id: string }>(
    `SELECT * FROM (${TOUCHED}) AS t LIMIT ${MOST + 1}`,
    [changes, least],
  );
  await client.query('SET LOCAL enable_seqscan = on');
  if (touched.rows.length > MOST) return null;
  for (const { kind, id } of touched.rows) found[kind].push(id);
  return found;
}
