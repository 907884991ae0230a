import type { Pool, PoolClient } from 'pg';

/** What a reading transaction could see of the register. */
export interface RegisterSnapshot {
  /** To ask later whether anything has changed since. */
  snapshot: string;
  /** The newest change that came with a backup of another cluster; '0' where there is none. */
  brought: string;
}

/**
 * Transaction numbers begin anew in another cluster: a change that this transaction sees, although its number says that
 * it cannot, came with a backup. Change ids go on where they were.
 */
export const SNAPSHOT = `
  SELECT pg_current_snapshot()::text AS snapshot, coalesce(max(id), 0)::text AS brought FROM history.change
   WHERE transaction_id >= pg_snapshot_xmin(pg_current_snapshot())
     AND NOT pg_visible_in_snapshot(transaction_id, pg_current_snapshot())`;

/** What the transaction of a client can see. */
export async function snapshotOf(client: PoolClient): Promise<RegisterSnapshot> {
  const { rows } = await client.query<RegisterSnapshot>(SNAPSHOT);
  const [snapshot] = rows;
  if (!snapshot) throw new Error('a transaction that sees nothing');
  return snapshot;
}

/** Whether anything changed that a snapshot ($1, $2) does not see, but for the changes of some actors ($3). */
export const HAS_CHANGED = `
  SELECT EXISTS (
    SELECT FROM history.change
     WHERE transaction_id >= pg_snapshot_xmin($1::pg_snapshot)
       AND NOT pg_visible_in_snapshot(transaction_id, $1::pg_snapshot) AND id > $2
       AND NOT coalesce(actor_id = ANY ($3::text[]), false)
  ) AS changed`;

/**
 * Whether the register has changed since a snapshot was taken, whatever order the changes committed in.
 * @param except an actor, or several, whose changes do not matter; null for none
 */
export async function hasChangedSince(
  pool: Pool,
  { snapshot, brought }: RegisterSnapshot,
  except: string | readonly string[] | null = null,
): Promise<boolean> {
  const { rows } = await pool.query<{ changed: boolean }>({
    name: 'register-has-changed',
    text: HAS_CHANGED,
    values: [snapshot, brought, except === null ? [] : [except].flat()],
  });
  return rows[0]?.changed ?? true;
}
