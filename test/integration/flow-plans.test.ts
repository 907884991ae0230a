import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { ServiceQualityReadModel } from '../../src/modules/continuity/persistence/service-quality.read-model.js';
import {
  SERVICE_RECORD_SORTS,
  type ServiceRecordFilter,
  ServiceRecordReadModel,
} from '../../src/modules/continuity/persistence/service-record.read-model.js';
import {
  DATA_FLOW_SORTS,
  type DataFlowFilter,
  DataFlowReadModel,
} from '../../src/modules/inventory/persistence/data-flow.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const [ENTITY, USE_CASE, PROVIDER, COMPONENT, OWNER] = [newId(), newId(), newId(), newId(), newId()];
/** With the twelve months of a year, as everybody's. */
const ARRANGEMENT = newId();
const ALL = { all: true } as const;

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

const flows = (filter: DataFlowFilter): Promise<Plan> =>
  planOf(pool, (db) => new DataFlowReadModel(db).page(filter, ALL, null));

describe('a page of data flows', () => {
  it.each(bothWays(DATA_FLOW_SORTS))('by %s', async (sort) => {
    expectInOrder(await flows({ sort }));
    expectInOrder(await flows({ sort, includeRetired: true }));
  });

  it.each([
    { legalEntityId: ENTITY },
    { useCaseId: USE_CASE },
    { ownerId: OWNER },
    { encryptedAtRest: 'no' },
    { encryptedInTransit: 'no' },
    { crossBorder: 'no' },
  ])('of %j', async (filter) => expectInOrder(await flows(filter)));

  it('from or to one component or provider, of a rare class, or by a part of the purpose, is found by that', async () => {
    for (const [filter, index] of [
      [{ componentId: COMPONENT }, 'data_flow_to_component_id_idx'],
      [{ providerId: PROVIDER }, 'data_flow_from_provider_id_idx'],
      [{ dataClass: 'credentials' }, 'data_flow_data_classes_idx'],
      [{ q: 'Flow 77' }, 'data_flow_search_idx'],
    ] as const) {
      const plan = await flows(filter);
      expect([filter, plan.indexes]).toEqual([filter, expect.arrayContaining([index])]);
      expect(plan.wholeScans).toEqual([]);
    }
  });
});

const records = (filter: ServiceRecordFilter): Promise<Plan> =>
  planOf(pool, (db) => new ServiceRecordReadModel(db).page(filter, ALL, null));

describe('a page of service records', () => {
  it.each(bothWays(SERVICE_RECORD_SORTS))('by %s', async (sort) => {
    expectInOrder(await records({ sort }));
    expectInOrder(await records({ sort, includeRetired: true }));
  });

  it.each([
    { legalEntityId: ENTITY },
    { arrangementId: ARRANGEMENT },
    { componentId: COMPONENT },
    { breached: true },
    { from: '2012-01-01' },
    { to: '2012-01-31' },
  ])('of %j', async (filter) => expectInOrder(await records(filter)));

  it('from a day on looks back as far as the longest period reaches, and no further', async () => {
    const plan = await records({ from: '2012-01-01', sort: 'period' });
    expect(plan.wholeScans).toEqual([]);
    expect(plan.rowsSorted).toBe(0);
    expect(plan.rowsLookedAt).toBeLessThan((ROWS * 400) / (30 * 200));
  });
});

it('what the records of an arrangement come to is read from these alone', async () => {
  const window = { from: '2011-01-01', to: '2012-12-31' };
  const plan = await planOf(pool, (db) =>
    new ServiceQualityReadModel(db).of(ARRANGEMENT, window, ALL, null).catch(() => undefined),
  );
  expect(plan.wholeScans).toEqual([]);
  expect(plan.indexes).toContain('service_record_arrangement_id_idx');
  expect(plan.rowsLookedAt).toBeLessThan(100);
});

const first = (id: string): string => `CASE WHEN n = 1 THEN '${id}'::uuid ELSE gen_random_uuid() END`;
const FILL = [
  ...[
    'legal_entity',
    'provider',
    'component',
    'person',
    'use_case',
    'data_flow',
    'arrangement',
    'service_record',
  ].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO legal_entity (id, name, kind) SELECT ${first(ENTITY)}, 'E ' || n, 'other' FROM generate_series(1, 100) AS n`,
  `INSERT INTO provider (id, name, created_by) SELECT ${first(PROVIDER)}, 'P ' || n, 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT ${first(COMPONENT)}, 'C ' || n, 'library', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO person (id, email, name, roles, entity_scope, status)
   SELECT ${first(OWNER)}, n || '@example.com', 'N ' || n, '{procurement}', 'all', 'active' FROM generate_series(1, 100) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
   SELECT ${first(USE_CASE)}, 'U ' || n, 'T2', 'T2', false, '[]', 'no', '[]', 'live', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO data_flow (id, legal_entity_id, use_case_id, from_type, from_use_case_id, from_provider_id, to_type,
     to_component_id, purpose, data_classes, encrypted_at_rest, encrypted_in_transit, cross_border, retention, deletion,
     evidence_ids, owner_id, created_at, updated_at)
   SELECT gen_random_uuid(), e.id, u.id, CASE WHEN n % 2 = 0 THEN 'use_case' ELSE 'provider' END,
          CASE WHEN n % 2 = 0 THEN u.id END, CASE WHEN n % 2 = 1 THEN p.id END, 'component', c.id, 'Flow ' || n,
          CASE WHEN n % 200 = 3 THEN '{credentials}'::text[] ELSE '{internal,personal}' END,
          CASE WHEN n % 100 = 0 THEN 'no' ELSE 'yes' END, CASE WHEN n % 100 = 1 THEN 'no' ELSE 'yes' END,
          CASE WHEN n % 100 = 2 THEN 'no' ELSE 'yes' END, 'none', 'automatic', '{}', o.id,
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + n % 100
     JOIN (SELECT id, row_number() OVER () AS m FROM use_case) AS u ON u.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM provider) AS p ON p.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM component) AS c ON c.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM person) AS o ON o.m = 1 + n % 100`,
  `INSERT INTO arrangement (id, legal_entity_id, reference, kind, provider_id, starts_on, created_by, prepared_by)
   SELECT ${first(ARRANGEMENT)}, e.id, 'A ' || n, 'contract', p.id, '2000-01-01', 'x', '{x}' FROM generate_series(1, 100) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = n
     JOIN (SELECT id, row_number() OVER () AS m FROM provider) AS p ON p.m = n`,
  `INSERT INTO arrangement_component (arrangement_id, component_id)
   SELECT a.id, c.id FROM arrangement a CROSS JOIN (SELECT id FROM component LIMIT 3) AS c`,
  `INSERT INTO service_record (id, legal_entity_id, arrangement_id, component_id, period_from, period_to, quality, timeliness,
     breaches, source, evidence_ids, created_at, updated_at)
   SELECT gen_random_uuid(), a.legal_entity_id, a.id, CASE WHEN n % 10 = 0 THEN '${COMPONENT}'::uuid END,
          date '2000-01-01' + 30 * (n / 100), date '2000-01-29' + 30 * (n / 100), 'met', 'met',
          CASE WHEN n % 200 = 7 THEN '[{"text":"x","onDay":"2000-01-01","handled":"no"}]'::jsonb ELSE '[]' END, 'typed', '{}',
          timestamptz '2024-01-01' + n % 983 * interval '71.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, legal_entity_id, row_number() OVER () AS m FROM arrangement) AS a ON a.m = 1 + n % 100`,
  'ANALYZE',
];
