import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  DATA_FLOW_SORTS,
  type DataFlowFilter,
  DataFlowReadModel,
} from '../../src/modules/inventory/persistence/data-flow.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const [ENTITY, USE_CASE, PROVIDER, COMPONENT, OWNER] = [newId(), newId(), newId(), newId(), newId()];
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

const first = (id: string): string => `CASE WHEN n = 1 THEN '${id}'::uuid ELSE gen_random_uuid() END`;
const FILL = [
  ...['legal_entity', 'provider', 'component', 'person', 'use_case', 'data_flow'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
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
  'ANALYZE',
];
