import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  CONTROL_SORTS,
  type ControlFilter,
  ControlReadModel,
} from '../../src/modules/diligence/persistence/control.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const ENTITY = newId();
const PROVIDER = newId();
const ALL = { all: true } as const;

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 60_000);
afterAll(() => database.drop());

const controls = (filter: ControlFilter): Promise<Plan> =>
  planOf(pool, (db) => new ControlReadModel(db).page(filter, ALL, null));

describe('a page of controls', () => {
  it.each(bothWays(CONTROL_SORTS))('by %s', async (sort) => {
    expectInOrder(await controls({ sort }));
    expectInOrder(await controls({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { expiresBefore: '2026-02-01' }])('of %j', async (filter) =>
    expectInOrder(await controls(filter)),
  );

  it('of one provider is found by it', async () => {
    const plan = await controls({ providerId: PROVIDER });
    expect(JSON.stringify(plan)).toContain('control_provider_id_idx');
  });
});

const FILL = [
  ...['legal_entity', 'provider', 'control'].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO legal_entity (id, name, kind)
   SELECT CASE WHEN n = 1 THEN '${ENTITY}'::uuid ELSE gen_random_uuid() END, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO provider (id, name, created_by)
   SELECT CASE WHEN n = 1 THEN '${PROVIDER}'::uuid ELSE gen_random_uuid() END, 'P ' || n, 'x' FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO control (id, domain, control, level, legal_entity_id, provider_id, valid_to, created_by, prepared_by,
     created_at, updated_at)
   SELECT gen_random_uuid(), 'D', 'encryption', 'provider', e.id, p.id, date '2026-01-01' + (p.n % 1000)::int, 'x', '{x}',
          timestamptz '2024-01-01' + p.n * interval '61.2 s', timestamptz '2024-01-01' + p.n % 977 * interval '71.2 s'
     FROM (SELECT id, row_number() OVER () AS n FROM provider) AS p
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + p.n % 100`,
  'ANALYZE',
];
