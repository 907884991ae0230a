import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { Clock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import {
  ComponentReviewReadModel,
  REVIEW_SORTS,
  type ReviewFilter,
} from '../../src/modules/diligence/persistence/component-review.read-model.js';
import {
  RiskStatementReadModel,
  STATEMENT_SORTS,
  type StatementFilter,
} from '../../src/modules/diligence/persistence/risk-statement.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const ENTITY = newId();
const COMPONENT = newId();
const USE_CASE = newId();
const ALL = { all: true } as const;

class Noon extends Clock {
  now(): Date {
    return new Date('2026-12-01T04:00:00Z');
  }
}

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 60_000);
afterAll(() => database.drop());

describe('a page of component reviews', () => {
  const reviews = (filter: ReviewFilter): Promise<Plan> =>
    planOf(pool, (db) => new ComponentReviewReadModel(db, new Noon()).page(filter, ALL, null));

  it.each(bothWays(REVIEW_SORTS))('by %s', async (sort) => {
    expectInOrder(await reviews({ sort }));
    expectInOrder(await reviews({ sort, includeRetired: true }));
  });

  it.each([
    ...[{ legalEntityId: ENTITY }, { kind: 'bias' }, { outcome: 'not_acceptable' }, { state: 'approved' }],
    { expiresBefore: '2026-02-01' },
  ])('of %j', async (filter) => expectInOrder(await reviews(filter)));

  it.each([
    [{ componentId: COMPONENT }, 'component_review_component_id_idx'],
    [{ useCaseId: USE_CASE }, 'component_review_use_case_id_idx'],
  ])('of %j is found by it', async (filter, index) => {
    expect((await reviews(filter)).indexes).toContain(index);
  });
});

describe('a page of risk statements', () => {
  const statements = (filter: StatementFilter): Promise<Plan> =>
    planOf(pool, (db) => new RiskStatementReadModel(db).page(filter, ALL, null));

  it.each(bothWays(STATEMENT_SORTS))('by %s', async (sort) => {
    expectInOrder(await statements({ sort }));
    expectInOrder(await statements({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { state: 'approved' }, { assessedBefore: '2024-02-01' }])(
    'of %j',
    async (filter) => expectInOrder(await statements(filter)),
  );

  it('of one use case is found by it', async () => {
    expect((await statements({ useCaseId: USE_CASE })).indexes).toContain('risk_statement_use_case_id_idx');
  });
});

const CREATED = `timestamptz '2024-01-01' + p.n * interval '61.2 s', timestamptz '2024-01-01' + p.n % 977 * interval '71.2 s'`;
const NUMBERED = `
     FROM (SELECT id, row_number() OVER () AS n FROM component) AS p
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + p.n % 100
     JOIN (SELECT id, row_number() OVER () AS m FROM use_case) AS u ON u.m = p.n`;
const FILL = [
  ...['legal_entity', 'component', 'use_case', 'component_review', 'risk_statement'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
  `INSERT INTO legal_entity (id, name, kind)
   SELECT CASE WHEN n = 1 THEN '${ENTITY}'::uuid ELSE gen_random_uuid() END, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT CASE WHEN n = 1 THEN '${COMPONENT}'::uuid ELSE gen_random_uuid() END, 'C ' || n, 'dataset', 'x'
     FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, created_by)
   SELECT CASE WHEN n = 1 THEN '${USE_CASE}'::uuid ELSE gen_random_uuid() END, 'U ' || n, 'T1', 'T1', false, '[]', 'no', '[]', 'x'
     FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO component_review (id, kind, legal_entity_id, component_id, use_case_id, performed_on, outcome, measures,
     evidence_ids, valid_to, state, approved_by, approved_hash, created_by, prepared_by, created_at, updated_at)
   SELECT gen_random_uuid(), CASE WHEN p.n % 50 = 0 THEN 'bias' ELSE 'supply_chain' END, e.id, p.id, u.id,
          date '2024-01-01' + (p.n % 700)::int, CASE WHEN p.n % 60 = 1 THEN 'not_acceptable' ELSE 'acceptable' END, '[]', '{}',
          CASE WHEN p.n % 60 <> 1 AND p.n % 3 > 0 THEN date '2026-01-01' + (p.n % 1000)::int END,
          CASE WHEN p.n % 50 = 1 THEN 'approved' ELSE 'recorded' END, CASE WHEN p.n % 50 = 1 THEN 'y' END,
          CASE WHEN p.n % 50 = 1 THEN repeat('a', 64) END, 'x', '{x}', ${CREATED} ${NUMBERED}`,
  `INSERT INTO risk_statement (id, legal_entity_id, use_case_id, catalogue_version, ratings, unrated, oldest_assessed_on, state,
     submitted_hash, approved_by, approved_hash, created_by, prepared_by, created_at, updated_at)
   SELECT gen_random_uuid(), e.id, u.id, 1, '[]', '{}', CASE WHEN p.n % 3 > 0 THEN date '2024-01-01' + (p.n % 700)::int END,
          CASE WHEN p.n % 50 = 1 THEN 'approved' ELSE 'draft' END, CASE WHEN p.n % 50 = 1 THEN repeat('a', 64) END,
          CASE WHEN p.n % 50 = 1 THEN 'y' END, CASE WHEN p.n % 50 = 1 THEN repeat('a', 64) END, 'x', '{x}', ${CREATED} ${NUMBERED}`,
  'ANALYZE',
];
