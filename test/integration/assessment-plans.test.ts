import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { Clock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import {
  ASSESSMENT_SORTS,
  type AssessmentFilter,
  AssessmentReadModel,
} from '../../src/modules/diligence/persistence/assessment.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const ENTITY = newId();
const PROVIDER = newId();
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

const assessments = (filter: AssessmentFilter): Promise<Plan> =>
  planOf(pool, (db) => new AssessmentReadModel(db, new Noon()).page(filter, ALL, null));

describe('a page of assessments', () => {
  it.each(bothWays(ASSESSMENT_SORTS))('by %s', async (sort) => {
    expectInOrder(await assessments({ sort }));
    expectInOrder(await assessments({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { state: 'submitted' }, { expiresBefore: '2026-02-01' }])(
    'of %j',
    async (filter) => expectInOrder(await assessments(filter)),
  );

  it('of one provider is found by it', async () => {
    const plan = await assessments({ providerId: PROVIDER });
    expect(JSON.stringify(plan)).toContain('assessment_provider_id_idx');
  });
});

const FILL = [
  ...['legal_entity', 'provider', 'assessment'].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO legal_entity (id, name, kind)
   SELECT CASE WHEN n = 1 THEN '${ENTITY}'::uuid ELSE gen_random_uuid() END, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO provider (id, name, created_by)
   SELECT CASE WHEN n = 1 THEN '${PROVIDER}'::uuid ELSE gen_random_uuid() END, 'P ' || n, 'x' FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO assessment (id, template_version, legal_entity_id, provider_id, method, state, evidence_ids, conclusions,
     created_by, prepared_by, submitted_at, content_hash, decided_by, decided_at, valid_from, valid_to, created_at, updated_at)
   SELECT gen_random_uuid(), 'provider@1', e.id, p.id, 'desk_based', CASE WHEN p.n % 50 = 0 THEN 'submitted' ELSE 'approved' END,
          '{}', '[]', 'x', '{x}', now(), repeat('a', 64),
          CASE WHEN p.n % 50 > 0 THEN 'y' END, CASE WHEN p.n % 50 > 0 THEN now() END,
          CASE WHEN p.n % 50 > 0 THEN date '2025-01-01' END,
          CASE WHEN p.n % 50 > 0 THEN date '2026-01-01' + (p.n % 1000)::int END,
          timestamptz '2024-01-01' + p.n * interval '61.2 s', timestamptz '2024-01-01' + p.n % 977 * interval '71.2 s'
     FROM (SELECT id, row_number() OVER () AS n FROM provider) AS p
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + p.n % 100`,
  'ANALYZE',
];
