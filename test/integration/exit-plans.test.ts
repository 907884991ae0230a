import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  EXIT_CASE_SORTS,
  type ExitCaseFilter,
  ExitCaseReadModel,
} from '../../src/modules/continuity/persistence/exit-case.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const [ENTITY, PROVIDER, COMPONENT, OWNER] = [newId(), newId(), newId(), newId()];
const ALL = { all: true } as const;

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

const exits = (filter: ExitCaseFilter): Promise<Plan> =>
  planOf(pool, (db) => new ExitCaseReadModel(db).page(filter, ALL, null));

describe('a page of exit cases', () => {
  it.each(bothWays(EXIT_CASE_SORTS))('by %s', async (sort) => {
    expectInOrder(await exits({ sort }));
    expectInOrder(await exits({ sort, includeRetired: true }));
  });

  it.each([
    { legalEntityId: ENTITY },
    { state: 'open' },
    { reason: 'provider_failure' },
    { ownerId: OWNER },
    { providerId: PROVIDER },
    { componentId: COMPONENT },
    { dueBefore: '2026-03-01' },
  ])('of %j', async (filter) => expectInOrder(await exits(filter)));

  it('by a part of the summary is found by it', async () => {
    expect((await exits({ q: 'Exit 77' })).indexes).toContain('exit_case_search_idx');
  });
});

const first = (id: string): string => `CASE WHEN n = 1 THEN '${id}'::uuid ELSE gen_random_uuid() END`;
const FILL = [
  ...['legal_entity', 'provider', 'component', 'person', 'exit_case', 'exit_case_step'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
  `INSERT INTO legal_entity (id, name, kind) SELECT ${first(ENTITY)}, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO provider (id, name, created_by) SELECT ${first(PROVIDER)}, 'P ' || n, 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT ${first(COMPONENT)}, 'C ' || n, 'library', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO person (id, email, name, roles, entity_scope, status)
   SELECT ${first(OWNER)}, n || '@example.com', 'N ' || n, '{procurement}', 'all', 'active' FROM generate_series(1, 100) AS n`,
  `INSERT INTO exit_case (id, legal_entity_id, provider_id, component_id, reason, successor_status, owner_id, due_on, summary,
     state, submitted_by, submitted_at, submitted_hash, decided_by, decided_at, created_by, prepared_by, created_at, updated_at)
   SELECT gen_random_uuid(), e.id, CASE WHEN n % 2 = 0 THEN p.id END, CASE WHEN n % 2 = 1 THEN c.id END,
          CASE WHEN n % 100 = 3 THEN 'provider_failure' ELSE 'end_of_life' END, 'none', o.id,
          date '2026-01-01' + n % 1000, 'Exit ' || n, CASE WHEN n = 15073 THEN 'open' ELSE 'closed' END,
          CASE WHEN n <> 15073 THEN 'x' END, CASE WHEN n <> 15073 THEN now() END, CASE WHEN n <> 15073 THEN 'x' END,
          CASE WHEN n <> 15073 THEN 'y' END, CASE WHEN n <> 15073 THEN now() END, 'x', '{x}',
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + n % 100
     JOIN (SELECT id, row_number() OVER () AS m FROM provider) AS p ON p.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM component) AS c ON c.m = 1 + (n - 1) % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM person) AS o ON o.m = 1 + n % 100`,
  `INSERT INTO exit_case_step (exit_case_id, step, state)
   SELECT id, 'keys_revoked', 'unknown' FROM exit_case`,
  'ANALYZE',
];
