import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { holdClient } from '../../src/platform/database/hold-client.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';
import { until } from '../harness/until.js';

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.appUrl, max: 2 });
  pool.on('error', () => undefined);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('a connection that is held', () => {
  it('is told to be lost when it is, ends nothing else, and is replaced', async () => {
    const found = await holdClient(pool, async (client, isLost) => {
      const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const before = isLost();
      await pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
      await until('the loss is known', isLost);
      return { before, statement: await client.query('SELECT 1').catch(() => 'failed') };
    });
    expect(found).toEqual({ before: false, statement: 'failed' });
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
  });

  it('goes back to the pool, also when the work fails', async () => {
    await expect(holdClient(pool, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await holdClient(pool, async (client) => (await client.query('SELECT 2 AS two')).rows)).toEqual([
      { two: 2 },
    ]);
    expect(pool.idleCount).toBe(pool.totalCount);
  });
});
