import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { changedIds } from '../../src/modules/scoring/persistence/changed-ids.js';
import { type RegisterSnapshot, SNAPSHOT } from '../../src/platform/database/register-snapshot.js';
import { type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { explainOnce, type Plan } from '../harness/plans.js';

/** Components in four hundred transactions, as a register grows. */
const MANY = 100_000;
const FILL = [
  `DO $$ BEGIN
     FOR batch IN 1..400 LOOP
       INSERT INTO component (id, name, kind, created_by)
       SELECT gen_random_uuid(), 'Part ' || batch || ' ' || n, 'library', 'test' FROM generate_series(1, ${MANY / 400}) AS n;
       COMMIT;
     END LOOP;
   END $$`,
  'VACUUM ANALYZE',
];

let database: FilledDatabase;
let pool: Pool;
let client: PoolClient;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
  client = await pool.connect();
}, 120_000);
afterAll(async () => {
  client.release();
  await database.drop();
});

async function snapshot(): Promise<RegisterSnapshot> {
  const { rows } = await client.query<RegisterSnapshot>(SNAPSHOT);
  return rows[0]!;
}

async function rename(times: number): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `UPDATE component SET name = name || '.' WHERE id IN (SELECT id FROM component ORDER BY id LIMIT $1) RETURNING id`,
    [times],
  );
  return rows.map(({ id }) => id);
}

const NOTHING = { use_case: [], provider: [], component: [], requirement: [], arrangement: [] };

describe('what has changed since a snapshot', () => {
  it('is named, record by record', async () => {
    const seen = await snapshot();
    expect(await changedIds(client, seen, 'nobody')).toEqual(NOTHING);
    const ids = await rename(3);
    const found = await changedIds(client, seen, 'nobody');
    expect(found).toEqual({ ...NOTHING, component: expect.arrayContaining(ids) });
    expect(found?.component).toHaveLength(3);
    expect(await changedIds(client, await snapshot(), 'nobody')).toEqual(NOTHING);
  });

  it('is not named when it is too much', async () => {
    const seen = await snapshot();
    await rename(5_001);
    expect(await changedIds(client, seen, 'nobody')).toBeNull();
  });

  it('is found in the newest blocks of history alone', async () => {
    const seen = await snapshot();
    await rename(1);
    const plans: Plan[] = [];
    const explaining = {
      query: async (text: string, values: unknown[]) => {
        const result = await client.query(text, values);
        if (!/SELECT/.test(text)) return result;
        plans.push(await explainOnce(client, text, values));
        return result;
      },
    } as unknown as PoolClient;
    await client.query('BEGIN');
    await changedIds(explaining, seen, 'nobody');
    await client.query('COMMIT');
    const touched = plans.find(({ indexes }) => indexes.includes('component_change_idx'))!;
    expect(touched.wholeScans).not.toContain('component');
    // A range of 128 blocks has some thousands; one is of what was closed, and one of what came in its place.
    expect(touched.rowsLookedAt).toBeLessThan(MANY / 4);
  });
});
