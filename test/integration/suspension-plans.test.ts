import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  SUSPENSION_SORTS,
  type SuspensionFilter,
  SuspensionReadModel,
} from '../../src/modules/suspension/persistence/suspension.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const [PROVIDER, COMPONENT] = [newId(), newId()];

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

const suspensions = (filter: SuspensionFilter): Promise<Plan> =>
  planOf(pool, (db) => new SuspensionReadModel(db).page(filter, null));

describe('a page of suspensions', () => {
  it.each(bothWays(SUSPENSION_SORTS))('by %s', async (sort) => {
    expectInOrder(await suspensions({ sort }));
  });

  it.each([{ providerId: PROVIDER }, { componentId: COMPONENT }, { open: false }])('of %j', async (filter) =>
    expectInOrder(await suspensions(filter)),
  );

  it('that hold is found by those alone', async () => {
    const plan = await suspensions({ open: true });
    expectInOrder(plan);
    expect(plan.indexes).toEqual(['suspension_open_idx']);
  });
});

const first = (id: string): string => `CASE WHEN n = 1 THEN '${id}'::uuid ELSE gen_random_uuid() END`;
const FILL = [
  ...['provider', 'component', 'suspension'].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO provider (id, name, created_by) SELECT ${first(PROVIDER)}, 'P ' || n, 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT ${first(COMPONENT)}, 'C ' || n, 'library', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO suspension (id, provider_id, component_id, origin, status_before, suspended_by, suspended_at, stops, reinstated_by,
     reinstated_at, status_after, created_at, updated_at)
   SELECT gen_random_uuid(), CASE WHEN n % 2 = 0 THEN p.id END, CASE WHEN n % 2 = 1 THEN c.id END, 'status', 'approved', 'x',
          timestamptz '2024-01-01' + n * interval '61.2 s', '{}', CASE WHEN n > 10 THEN 'y' END, CASE WHEN n > 10 THEN now() END,
          CASE WHEN n > 10 THEN 'approved' END,
          timestamptz '2024-01-01' + n % 983 * interval '71.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM provider) AS p ON p.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM component) AS c ON c.m = 1 + (n - 1) % 501`,
  'ANALYZE',
];
