import type { PoolClient } from 'pg';
import type { RegisterSnapshot } from './register-snapshot.js';

/** More changes, or more touched records, are not looked at one by one. */
const MOST = 5_000;

/** Changes that could not be seen in a snapshot, as in register-snapshot.ts. */
const UNSEEN = `
  SELECT id FROM history.change
   WHERE transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
     AND NOT pg_visible_in_snapshot(transaction_id, $1::pg_snapshot) AND id > $2
     AND actor_id IS DISTINCT FROM $3
   LIMIT ${MOST + 1}`;

/** What some changes touched: $1 their ids, $2 the least of them, by which blocks of history are left out. */
export const WITHIN =
  '(change_from >= $2 AND change_from = ANY ($1)) OR (change_to >= $2 AND change_to = ANY ($1))';

/** The statement of what selects of kinds and ids find, each of history where it is WITHIN the changes. */
export function touchedBy(selects: readonly string[]): string {
  return `SELECT * FROM (${selects.join(' UNION ')}) AS t LIMIT ${MOST + 1}`;
}

export interface Touched<Kind extends string> {
  readonly kind: Kind;
  readonly id: string;
}

/**
 * The records that have been touched since a snapshot was taken.
 * @param client within a transaction that sees one state
 * @param statement of what they touched, as touchedBy makes it
 * @param except an actor whose changes do not matter
 * @returns null when they are too many to be looked at one by one
 */
export async function touchedSince<Kind extends string>(
  client: PoolClient,
  { snapshot, brought }: RegisterSnapshot,
  statement: string,
  except: string | null = null,
): Promise<Touched<Kind>[] | null> {
  const unseen = await client.query<{ id: string }>(UNSEEN, [snapshot, brought, except]);
  const changes = unseen.rows.map(({ id }) => id);
  if (changes.length > MOST) return null;
  if (changes.length === 0) return [];
  const least = changes.reduce((a, b) => (BigInt(b) < BigInt(a) ? b : a));
  // History is closed in no order that statistics could tell of, so PostgreSQL would rather read all of it.
  await client.query('SET LOCAL enable_seqscan = off');
  const { rows } = await client.query<Touched<Kind>>(statement, [changes, least]);
  await client.query('SET LOCAL enable_seqscan = on');
  return rows.length > MOST ? null : rows;
}
