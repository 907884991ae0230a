import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { Clock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import {
  EXERCISE_SORTS,
  ExerciseReadModel,
} from '../../src/modules/continuity/persistence/exercise.read-model.js';
import {
  PLAN_SORTS,
  type PlanFilter,
  PlanReadModel,
} from '../../src/modules/continuity/persistence/plan.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
/** The plan that was exercised ten thousand times is on no first page. */
const MIDDLE = 15_073;
const [ENTITY, USE_CASE, PROVIDER, OWNER, PLAN] = [newId(), newId(), newId(), newId(), newId()];
const ALL = { all: true } as const;

/** No row is shown here, so that no day matters. */
class NoClock extends Clock {
  now(): Date {
    return new Date(0);
  }
}

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

/** Reading the rows of a plan is looked at, not what is shown of them. */
const plans = (filter: PlanFilter): Promise<Plan> =>
  planOf(pool, (db) => new PlanReadModel(db, new NoClock()).page(filter, ALL, null).catch(() => undefined));

describe('a page of contingency plans', () => {
  it.each(bothWays(PLAN_SORTS))('by %s', async (sort) => {
    expectInOrder(await plans({ sort }));
    expectInOrder(await plans({ sort, includeRetired: true }));
  });

  it.each([
    { legalEntityId: ENTITY },
    { useCaseId: USE_CASE },
    { ownerId: OWNER },
    { state: 'rejected' },
    { reviewBefore: '2026-02-01' },
  ])('of %j', async (filter) => expectInOrder(await plans(filter)));

  it('of one provider or component, or by a part of the name, is found by it', async () => {
    expect((await plans({ providerId: PROVIDER })).indexes).toContain('contingency_plan_provider_id_idx');
    const component = await plans({ componentId: PROVIDER });
    expect(component.indexes).toEqual(
      expect.arrayContaining([
        'contingency_plan_component_id_idx',
        'contingency_plan_fallback_component_id_idx',
      ]),
    );
    expect((await plans({ q: 'Plan 77' })).indexes).toContain('contingency_plan_search_idx');
  });
});

describe('a page of the exercises of one plan', () => {
  it.each(bothWays(EXERCISE_SORTS))('by %s', async (sort) => {
    expectInOrder(await planOf(pool, (db) => new ExerciseReadModel(db).page(PLAN, { sort }, ALL, null)));
  });
});

const first = (id: string): string => `CASE WHEN n = 1 THEN '${id}'::uuid ELSE gen_random_uuid() END`;
const FILL = [
  ...[
    ...['legal_entity', 'provider', 'component', 'person', 'use_case', 'contingency_plan'],
    'contingency_exercise',
  ].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO legal_entity (id, name, kind) SELECT ${first(ENTITY)}, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO provider (id, name, created_by) SELECT ${first(PROVIDER)}, 'P ' || n, 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT gen_random_uuid(), 'C ' || n, 'library', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO person (id, email, name, roles, entity_scope, status)
   SELECT ${first(OWNER)}, n || '@example.com', 'N ' || n, '{procurement}', 'all', 'active' FROM generate_series(1, 100) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
   SELECT ${first(USE_CASE)}, 'U ' || n, 'T2', 'T2', false, '[]', 'no', '[]', 'live', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO contingency_plan (id, legal_entity_id, name, use_case_id, provider_id, component_id, covers, strategy,
     fallback_component_id, owner_id, valid_to, hash, state, created_by, prepared_by, created_at, updated_at)
   SELECT CASE WHEN n = ${MIDDLE} THEN '${PLAN}'::uuid ELSE gen_random_uuid() END, e.id, 'Plan ' || n, u.id,
          CASE WHEN n % 3 = 0 THEN p.id END, CASE WHEN n % 3 = 1 THEN c.id END, '{own_suspension}',
          CASE WHEN n % 2 = 0 THEN 'switch_to_fallback' ELSE 'stop_service' END, CASE WHEN n % 2 = 0 THEN c.id END,
          o.id, date '2026-01-01' + (n % 1000), 'h',
          CASE n % 50 WHEN 0 THEN 'rejected' WHEN 1 THEN 'submitted' ELSE 'draft' END, 'x', '{x}',
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + n % 100
     JOIN (SELECT id, row_number() OVER () AS m FROM use_case) AS u ON u.m = 1 + n % 500
     JOIN (SELECT id, row_number() OVER () AS m FROM provider) AS p ON p.m = 1 + n % 500
     JOIN (SELECT id, row_number() OVER () AS m FROM component) AS c ON c.m = 1 + n % 500
     JOIN (SELECT id, row_number() OVER () AS m FROM person) AS o ON o.m = 1 + n % 100`,
  `INSERT INTO contingency_exercise (id, plan_id, exercised_on, covers, outcome, created_by, prepared_by, created_at, updated_at)
   SELECT gen_random_uuid(), CASE WHEN n % 2 = 0 THEN '${PLAN}'::uuid ELSE p.id END, date '2026-01-01' + (n % 300),
          '{own_suspension}', 'unknown', 'x', '{x}', timestamptz '2024-01-01' + n * interval '61.2 s',
          timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM contingency_plan) AS p ON p.m = n`,
  'ANALYZE',
];
