import { afterAll, beforeAll, describe, it } from '@jest/globals';
import { type Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  ARRANGEMENT_SORTS,
  type ArrangementFilter,
  ArrangementReadModel,
} from '../../src/modules/arrangements/persistence/arrangement.read-model.js';
import {
  EVIDENCE_SORTS,
  type EvidenceFilter,
  EvidenceReadModel,
} from '../../src/modules/diligence/persistence/evidence.read-model.js';
import { ProcessClock } from '../../src/platform/clock/process-clock.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const ENTITY = newId();
const PROVIDER = newId();
const COMPONENT = newId();
const ALL = { all: true } as const;
const clock = new ProcessClock(null);

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 60_000);
afterAll(() => database.drop());

const arrangements = (filter: ArrangementFilter): Promise<Plan> =>
  planOf(pool, (db) => new ArrangementReadModel(db, clock).page(filter, ALL, null));
const evidence = (filter: EvidenceFilter): Promise<Plan> =>
  planOf(pool, (db) => new EvidenceReadModel(db, clock).page(filter, ALL, null));

describe('a page of arrangements', () => {
  it.each(bothWays(ARRANGEMENT_SORTS))('by %s', async (sort) => {
    expectInOrder(await arrangements({ sort }));
    expectInOrder(await arrangements({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { providerId: PROVIDER }, { endsBefore: '2026-02-01' }])(
    'of %j',
    async (filter) => expectInOrder(await arrangements(filter)),
  );
});

describe('a page of documents', () => {
  it.each(bothWays(EVIDENCE_SORTS))('by %s', async (sort) => {
    expectInOrder(await evidence({ sort }));
    expectInOrder(await evidence({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { expiresBefore: '2026-02-01' }])('of %j', async (filter) =>
    expectInOrder(await evidence(filter)),
  );
});

const FILL = [
  ...[
    'legal_entity',
    'provider',
    'component',
    'arrangement',
    'arrangement_component',
    'evidence',
    'evidence_file',
  ].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO legal_entity (id, name, kind)
   SELECT CASE WHEN n = 1 THEN '${ENTITY}'::uuid ELSE gen_random_uuid() END, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO provider (id, name, created_by)
   SELECT CASE WHEN n = 1 THEN '${PROVIDER}'::uuid ELSE gen_random_uuid() END, 'P ' || n, 'x' FROM generate_series(1, 10) AS n`,
  `INSERT INTO component (id, name, kind, created_by) VALUES ('${COMPONENT}', 'C', 'hosting', 'x')`,
  `INSERT INTO arrangement (id, legal_entity_id, reference, kind, provider_id, starts_on, ends_on, created_by, prepared_by,
     created_at, updated_at)
   SELECT gen_random_uuid(), e.id, 'R ' || n * 7919 % 100003, 'contract', p.id, '2025-01-01',
          CASE WHEN n % 3 > 0 THEN date '2026-01-01' + n % 1000 END, 'x', '{x}',
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER (ORDER BY name) AS m FROM legal_entity) AS e ON e.m = n % 100 + 1
     JOIN (SELECT id, row_number() OVER (ORDER BY name) AS m FROM provider) AS p ON p.m = n % 10 + 1`,
  `INSERT INTO arrangement_component SELECT id, '${COMPONENT}' FROM arrangement`,
  `INSERT INTO arrangement_sub_processor (arrangement_id, position, rank, name, service)
   SELECT id, 1, 2, 'S', 'x' FROM arrangement`,
  `INSERT INTO arrangement_territory (arrangement_id, position, jurisdiction, status)
   SELECT id, 1, 'HK', 'supported' FROM arrangement`,
  `INSERT INTO evidence_file (sha256, size, media_type, scan_state) 
   SELECT encode(sha256(n::text::bytea), 'hex'), 1, 'text/plain', 'clean' FROM generate_series(1, 5000) AS n`,
  `INSERT INTO evidence (id, legal_entity_id, name, sha256, file_name, valid_to, created_by, created_at, updated_at)
   SELECT gen_random_uuid(), e.id, 'D ' || n * 7919 % 100003,
          encode(sha256((n % 5000 + 1)::text::bytea), 'hex'), 'a.txt',
          CASE WHEN n % 3 > 0 THEN date '2026-01-01' + n % 1000 END, 'x',
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER (ORDER BY name) AS m FROM legal_entity) AS e ON e.m = n % 100 + 1`,
  `INSERT INTO evidence_subject SELECT id, 'component', '${COMPONENT}' FROM evidence`,
  'ANALYZE',
];
