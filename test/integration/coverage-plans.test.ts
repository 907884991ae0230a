import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  COVERAGE_SORTS,
  type CoverageFilter,
  IndemnityCoverageReadModel,
} from '../../src/modules/scoring/persistence/indemnity-coverage.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const USE_CASES = 3_000;
/** Of each use case: as many as four arrangements have for three kinds of claims. */
const ROWS_OF_EACH = 12;
const ENTITY = newId();
/** Of which there is little. */
const SMALL = newId();
/** Of which there is much, and hardly anything that nobody pays for. */
const COVERED = newId();
const PROVIDER = newId();
const ARRANGEMENT = newId();
const USE_CASE = newId();
const ALL = { all: true } as const;

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

type Scope = Parameters<IndemnityCoverageReadModel['page']>[1];
const page = (filter: CoverageFilter, scope: Scope = ALL): Promise<Plan> =>
  planOf(pool, (db) => new IndemnityCoverageReadModel(db).page(filter, scope, null, 'en'));

/** The cursor of a page far behind. */
async function cursorAt(rows: number): Promise<string> {
  const { rows: found } = await pool.query<{ key: string; id: string }>(
    'SELECT use_case_id AS key, id FROM indemnity_coverage WHERE retired_at IS NULL ORDER BY use_case_id, id OFFSET $1 LIMIT 1',
    [rows],
  );
  const parts = ['indemnity-coverage', 'useCaseId', found[0]!.key, found[0]!.id];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

describe('a page of the coverage of indemnities', () => {
  it.each(bothWays(COVERAGE_SORTS))('by %s', async (sort) => expectInOrder(await page({ sort })));

  it.each([
    ...[{ payer: 'somebody' }, { payer: 'perhaps' }, { payer: 'nobody' }, { payer: 'unknown' }],
    ...[{ tier: 'T1' }, { tier: 'T4' }, { tier: 'T1', payer: 'nobody' }, { tier: 'T2', payer: 'unknown' }],
    ...[{ risk: 'privacy' }, { risk: 'ip_output' }],
    ...[{ legalEntityId: ENTITY }, { legalEntityId: SMALL }, { legalEntityId: COVERED, payer: 'nobody' }],
    ...[{ arrangementId: ARRANGEMENT }, { providerId: PROVIDER }],
  ])('of %j', async (filter) => expectInOrder(await page(filter)));

  it('of claims that few arrangements record reads no index from end to end', async () => {
    expect((await page({ risk: 'other' })).blocks).toBeLessThan(150);
  });

  it('of one use case is found without looking at the others', async () => {
    const plan = await page({ useCaseId: USE_CASE });
    expect(plan.wholeScans).toEqual([]);
    expect(plan.rowsLookedAt).toBeLessThan(50);
  });

  it.each([{}, { payer: 'nobody' }])('of %j of the one legal entity that somebody sees', async (filter) => {
    expectInOrder(await page(filter, { all: false, ids: [SMALL] }));
    expectInOrder(await page(filter, { all: false, ids: [COVERED] }));
  });

  it('costs far behind what the first one does', async () => {
    for (const filter of [{}, { payer: 'nobody' }]) {
      const [first, late] = [
        await page(filter),
        await page({ ...filter, cursor: await cursorAt((USE_CASES * ROWS_OF_EACH) / 2) }),
      ];
      expectInOrder(late);
      expect(late.blocks).toBeLessThan(first.blocks * 1.5);
    }
  });
});

const FILL = [
  ...['legal_entity', 'provider', 'use_case', 'arrangement', 'indemnity_coverage'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
  `INSERT INTO legal_entity (id, name, kind) VALUES ('${ENTITY}', 'Firm', 'other'), ('${SMALL}', 'Small', 'other'),
     ('${COVERED}', 'Covered', 'other')`,
  `INSERT INTO provider (id, name, created_by)
   SELECT CASE WHEN n = 1 THEN '${PROVIDER}'::uuid ELSE gen_random_uuid() END, 'P ' || n, 'x' FROM generate_series(1, 2000) AS n`,
  `INSERT INTO arrangement (id, legal_entity_id, reference, kind, provider_id, starts_on, created_by, prepared_by)
   SELECT CASE WHEN n = 1 THEN '${ARRANGEMENT}'::uuid ELSE gen_random_uuid() END, '${ENTITY}', 'R ' || n, 'contract',
          '${PROVIDER}', '2025-01-01', 'x', '{x}' FROM generate_series(1, 200) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
   SELECT CASE WHEN n = 1 THEN '${USE_CASE}'::uuid ELSE gen_random_uuid() END, 'U ' || n, 'T4', 'T4', false, '[]', 'no', '[]',
          'live', 'x' FROM generate_series(1, ${USE_CASES}) AS n`,
  `INSERT INTO indemnity_coverage (id, use_case_id, subject_id, legal_entity_id, arrangement_id, provider_id, component_ids,
     component_count, tier, risk, protection, conditions, conditions_broken, protective_measure, breach_material, payer,
     judgement_hash)
   SELECT gen_random_uuid(), u.id, gen_random_uuid(), CASE WHEN u.m % 500 = 0 THEN '${SMALL}'::uuid WHEN u.m % 5 = 1 THEN '${COVERED}' ELSE '${ENTITY}' END, a.id,
          p.id, '{}', 0, CASE WHEN u.m % 200 = 0 THEN 'T1' ELSE 'T' || u.m % 3 + 2 END,
          CASE WHEN u.m % 700 = 0 AND k = 1 THEN 'other'
               ELSE ('{ip_output,ip_training_data,privacy}'::text[])[k % 3 + 1] END,
          'unknown', 'unknown', '[]', 'unknown', 'unknown',
          CASE WHEN u.m % 100 = 7 THEN 'somebody' WHEN u.m % 20 = 0 OR u.m % 1000 = 1 THEN 'nobody' WHEN u.m % 3 = 0 THEN 'perhaps'
               ELSE 'unknown' END, 'x'
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS m FROM use_case) AS u
     CROSS JOIN generate_series(1, ${ROWS_OF_EACH}) AS k
     JOIN (SELECT id, row_number() OVER (ORDER BY id) AS m FROM arrangement) AS a ON a.m = (u.m * 7 + k) % 200 + 1
     JOIN (SELECT id, row_number() OVER (ORDER BY id) AS m FROM provider) AS p ON p.m = (u.m + k) % 20 + 1`,
  // Contracts that ended before others began.
  `UPDATE indemnity_coverage SET retired_at = now()
    WHERE use_case_id IN (SELECT id FROM use_case ORDER BY id LIMIT 300)`,
  'VACUUM ANALYZE',
];
