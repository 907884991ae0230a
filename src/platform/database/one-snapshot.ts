import type { Pool, PoolClient } from 'pg';
import { holdClient } from './hold-client.js';

/** Runs reads that all see one state of the database. */
export function inOneSnapshot<T>(pool: Pool, read: (client: PoolClient) => Promise<T>): Promise<T> {
  return holdClient(pool, async (client) => {
    void client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY').catch(() => undefined);
    try {
      return await read(client);
    } finally {
      await client.query('ROLLBACK').catch(() => undefined);
    }
  });
}
