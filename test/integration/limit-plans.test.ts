import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { FINDING_SORTS, FindingReadModel } from '../../src/modules/scoring/persistence/finding.read-model.js';
import { LIMIT_SORTS, LimitReadModel } from '../../src/modules/scoring/persistence/limit.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { planOf } from '../harness/plans.js';

/** Of one limit and one legal entity, beside others that have as many together. */
const MANY = 10_000;
const ENTITY = newId();
const LIMIT = newId();
const ALL = { all: true } as const;

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 60_000);
afterAll(() => database.drop());

describe('a page of limits', () => {
  it.each(bothWays(LIMIT_SORTS))('by %s', async (sort) => {
    expectInOrder(await planOf(pool, (db) => new LimitReadModel(db).page({ sort }, ALL, null)));
  });

  it('of one legal entity', async () => {
    const filter = { legalEntityId: ENTITY };
    expectInOrder(await planOf(pool, (db) => new LimitReadModel(db).page(filter, ALL, null)));
  });
});

describe('a page of findings', () => {
  it.each(bothWays(FINDING_SORTS))('by %s', async (sort) => {
    expectInOrder(await planOf(pool, (db) => new FindingReadModel(db).page({ sort }, ALL, null)));
  });

  it.each([{ limitId: LIMIT }, { legalEntityId: ENTITY }, { state: 'open' }, { state: 'closed' }])(
    'of %j',
    async (filter) => {
      expectInOrder(await planOf(pool, (db) => new FindingReadModel(db).page(filter, ALL, null)));
    },
  );
});

const FILL = [
  ...['legal_entity', 'concentration_limit', 'concentration_limit_state', 'concentration_finding'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
  `INSERT INTO legal_entity (id, name, kind)
   SELECT CASE WHEN n = 1 THEN '${ENTITY}'::uuid ELSE gen_random_uuid() END, 'E ' || n, 'other'
     FROM generate_series(1, 100) AS n`,
  // Each row is joined by its number: a choice between two columns would compare every row with every other.
  `WITH numbered AS (SELECT id, row_number() OVER (ORDER BY name) AS m FROM legal_entity)
   INSERT INTO concentration_limit (id, legal_entity_id, name, measure, axis, threshold, rationale, valid_from, created_by,
     prepared_by, created_at, updated_at)
   SELECT CASE WHEN n = 1 THEN '${LIMIT}'::uuid ELSE gen_random_uuid() END, e.id, 'L ' || n, 'share', 'provider', 0.5, 'x',
          '2026-01-01', 'x', '{x}', timestamptz '2024-01-01' + n * interval '61.2 s',
          timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${2 * MANY}) AS n
     JOIN numbered AS e
       ON e.m = CASE WHEN n % 2 = 1 THEN (SELECT m FROM numbered WHERE id = '${ENTITY}') ELSE n % 100 + 1 END`,
  `INSERT INTO concentration_limit_state (limit_id, value, measured_at) SELECT id, 0.4, now() FROM concentration_limit`,
  `WITH numbered AS (
     SELECT id, legal_entity_id, row_number() OVER (ORDER BY name) AS m FROM concentration_limit)
   INSERT INTO concentration_finding (id, limit_id, legal_entity_id, measure, subject, value, threshold, use_case_ids, state,
     found_at, decide_by, closed_at, created_at)
   SELECT gen_random_uuid(), l.id, l.legal_entity_id, 'share', 'n' || n, 0.6, 0.5, '{}',
          CASE WHEN n % 500 = 0 THEN 'open' ELSE 'closed' END, timestamptz '2024-01-01' + n * interval '61.2 s',
          '2026-01-01', CASE WHEN n % 500 <> 0 THEN now() END, timestamptz '2024-01-01' + n * interval '61.2 s'
     FROM generate_series(1, ${2 * MANY}) AS n
     JOIN numbered AS l
       ON l.m = CASE WHEN n % 2 = 0 THEN (SELECT m FROM numbered WHERE id = '${LIMIT}') ELSE n END`,
  'ANALYZE',
];
