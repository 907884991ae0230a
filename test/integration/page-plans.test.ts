import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  COMPONENT_SORTS,
  ComponentReadModel,
} from '../../src/modules/inventory/persistence/component.read-model.js';
import {
  LEGAL_ENTITY_SORTS,
  LegalEntityReadModel,
} from '../../src/modules/inventory/persistence/legal-entity.read-model.js';
import {
  PROVIDER_SORTS,
  ProviderReadModel,
} from '../../src/modules/inventory/persistence/provider.read-model.js';
import {
  REQUIREMENT_SORTS,
  RequirementReadModel,
} from '../../src/modules/inventory/persistence/requirement.read-model.js';
import { ReadDatabase } from '../../src/platform/database/read-database.js';
import { createTestDatabase } from '../harness/database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 50_000;
const FEWER = 20_000;
/** What a page may look at: a fixed amount, far below any of the tables. */
const NARROW = 2_000;
const EVERYWHERE = { all: true } as const;
const PROVIDER = newId();
const BASE = newId();
const OWNER = newId();
const PARENT = newId();
const ENTITY = newId();
const USE_CASE = newId();

let pool: Pool;
let drop: () => Promise<void>;
beforeAll(async () => {
  const database = await createTestDatabase();
  pool = new Pool({
    connectionString: database.ownerUrl,
    max: 2,
    options: '-c TimeZone=UTC -c statement_timeout=120000',
  });
  drop = () => database.drop();
  for (const statement of FILL) await pool.query(statement);
}, 180_000);
afterAll(async () => {
  await pool.end();
  await drop();
});

type Filter = Record<string, unknown>;
const components = (filter: Filter): Promise<Plan> =>
  planOf(pool, (database) => new ComponentReadModel(database).page(filter, null));
const providers = (filter: Filter): Promise<Plan> =>
  planOf(pool, (database) => new ProviderReadModel(database).page(filter, null));
const legalEntities = (filter: Filter): Promise<Plan> =>
  planOf(pool, (database) => new LegalEntityReadModel(database).page(filter, EVERYWHERE, null));
const requirements = (filter: Filter): Promise<Plan> =>
  planOf(pool, (database) => new RequirementReadModel(database).page(filter, EVERYWHERE, null));

/** What a page costs does not grow with the table. */
function expectNarrow(plan: Plan): void {
  expect(plan.wholeScans).toEqual([]);
  expect(plan.indexes).not.toEqual([]);
  expect(plan.rowsLookedAt).toBeLessThan(NARROW);
  expect(plan.rowsSorted).toBeLessThan(NARROW);
}

/** The order comes out of an index: nothing is sorted. */
function expectInOrder(plan: Plan): void {
  expectNarrow(plan);
  expect(plan.rowsSorted).toBe(0);
}

const bothWays = (sorts: readonly string[]): string[] => sorts.flatMap((sort) => [sort, `-${sort}`]);

describe('a page of a list, in any order', () => {
  it.each(bothWays(COMPONENT_SORTS))('of components by %s', async (sort) => {
    expectInOrder(await components({ sort }));
    expectInOrder(await components({ sort, limit: 200, includeRetired: true }));
    const cursor = await cursorBehind(51, sort);
    expectInOrder(await components({ sort, cursor }));
  });

  it.each(bothWays(PROVIDER_SORTS))('of providers by %s', async (sort) => {
    expectInOrder(await providers({ sort }));
    expectInOrder(await providers({ sort, includeRetired: true }));
  });

  it.each(bothWays(LEGAL_ENTITY_SORTS))('of legal entities by %s', async (sort) => {
    expectInOrder(await legalEntities({ sort }));
  });

  it.each(bothWays(REQUIREMENT_SORTS))('of requirements by %s', async (sort) => {
    const plan = await requirements({ sort });
    expectInOrder(plan);
    expect(plan.indexes).toContain('requirement_alternative_pkey');
  });

  it('costs the same far behind as in front', async () => {
    const first = await components({ limit: 200 });
    const late = await components({ limit: 200, cursor: await cursorBehind(ROWS / 2, 'createdAt') });
    expect(late.blocks).toBeLessThan(first.blocks * 1.2 + 10);
  });

  it('is not held up by what was retired before', async () => {
    const usual = await components({});
    // The 5,000 oldest ones are retired.
    expect(usual.rowsLookedAt).toBeLessThanOrEqual(51);
    expect((await providers({})).rowsLookedAt).toBeLessThanOrEqual(51);
  });
});

describe('a page of a filtered list', () => {
  const common: [string, Filter][] = [
    ['a common kind', { kind: 'library' }],
    ['a rare kind', { kind: 'browser_extension' }],
    ['a common status', { status: 'proposed' }],
    ['a rare status', { status: 'suspended' }],
    ['no status at all', { status: 'in_use' }],
    ['retired ones', { status: 'retired' }],
    ['a provider', { providerId: PROVIDER }],
    ['a base model', { baseModelId: BASE }],
    ['an owner', { ownerId: OWNER }],
    ['many that retire', { retiresBefore: '2027-01-01' }],
    ['the few that retire next', { retiresBefore: '2026-01-02' }],
    ['a provider by name', { providerId: PROVIDER, sort: 'name' }],
    ['a rare part of a name', { q: 'c4ca4238' }],
    ['a part that every name has', { q: 'component' }],
    ['one Chinese character', { q: '稀' }],
  ];
  it.each(common)('of components: %s', async (_what, filter) => {
    expectNarrow(await components(filter));
  });

  const ofProviders: [string, Filter][] = [
    ['a rare status', { status: 'suspended' }],
    ['retired ones', { status: 'retired' }],
    ['an ultimate parent', { ultimateParentId: PROVIDER }],
    ['a rare part of a name', { q: 'c4ca4238' }],
  ];
  it.each(ofProviders)('of providers: %s', async (_what, filter) => {
    expectNarrow(await providers(filter));
  });

  it('of legal entities: a parent, a part of a name, a scope', async () => {
    expectNarrow(await legalEntities({ parentId: PARENT }));
    expectNarrow(await legalEntities({ q: 'c4ca4238' }));
    const scope = { all: false, ids: [ENTITY, PARENT] } as const;
    expectNarrow(await planOf(pool, (database) => new LegalEntityReadModel(database).page({}, scope, null)));
  });

  const ofRequirements: [string, Filter][] = [
    ['a dependent', { dependentId: BASE }],
    ['a dependent of the other kind', { dependentId: USE_CASE }],
    ['an alternative', { componentId: BASE }],
    ['those of components', { dependentType: 'component' }],
    ['those of use cases', { dependentType: 'use_case' }],
  ];
  it.each(ofRequirements)('of requirements: %s', async (_what, filter) => {
    expectNarrow(await requirements(filter));
  });

  it('of requirements in a scope', async () => {
    const scope = { all: false, ids: [ENTITY] } as const;
    const plan = await planOf(pool, (database) => new RequirementReadModel(database).page({}, scope, null));
    // Which use cases are in the scope is worked out once; there are few of them.
    expect(plan.wholeScans.filter((table) => table !== 'use_case_legal_entity')).toEqual([]);
    expect(plan.rowsLookedAt).toBeLessThan(NARROW);
  });
});

describe('one record', () => {
  it('is found by its key', async () => {
    const one = await planOf(pool, (database) =>
      new ComponentReadModel(database).one(BASE, null).catch(() => null),
    );
    expect(one.indexes).toEqual(['component_pkey']);
  });
});

/** The cursor behind at least that many components, by walking there as a reader would. */
async function cursorBehind(count: number, sort: string): Promise<string> {
  const readModel = new ComponentReadModel(new ReadDatabase(pool, pool));
  let cursor: string | undefined;
  for (let seen = 0; seen < count; seen += 200) {
    const page = JSON.parse(await readModel.page({ sort, limit: 200, cursor }, null)) as {
      nextCursor: string;
    };
    cursor = page.nextCursor;
  }
  return cursor ?? '';
}

/** Filled behind history: nobody reads it here, and it takes most of the time. */
const FILL = [
  ...[
    'legal_entity',
    'provider',
    'component',
    'use_case',
    'use_case_legal_entity',
    'requirement',
    'requirement_alternative',
  ].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO person (id, email, name, roles) VALUES ('${OWNER}', 'o@example.com', 'O', '{procurement}')`,
  `INSERT INTO legal_entity (id, name, kind, created_at, updated_at)
   VALUES ('${PARENT}', 'Parent', 'other', '2020-01-01', '2020-01-01'), ('${ENTITY}', 'Entity', 'other', '2020-01-01', '2020-01-01')`,
  `INSERT INTO legal_entity (id, name, kind, parent_id, created_at, updated_at)
   SELECT gen_random_uuid(), 'E ' || left(md5(n::text), 12), 'other', CASE WHEN n % 1000 = 0 THEN '${PARENT}'::uuid END,
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${FEWER}) AS n`,
  `INSERT INTO provider (id, name, created_by, created_at, updated_at)
   VALUES ('${PROVIDER}', 'Provider', 'x', '2020-01-01', '2020-01-01')`,
  `INSERT INTO provider (id, name, status, ultimate_parent_status, ultimate_parent_id, created_by, created_at, updated_at, retired_at)
   SELECT gen_random_uuid(), 'P ' || left(md5(n::text), 12), CASE WHEN n % 1000 = 0 THEN 'suspended' ELSE 'proposed' END,
          CASE WHEN n % 1000 = 1 THEN 'known' ELSE 'unknown' END, CASE WHEN n % 1000 = 1 THEN '${PROVIDER}'::uuid END, 'x',
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s',
          CASE WHEN n < ${FEWER} / 10 THEN now() END
     FROM generate_series(1, ${FEWER}) AS n`,
  `INSERT INTO component (id, name, kind, created_by, created_at, updated_at)
   VALUES ('${BASE}', 'Base', 'language_model', 'x', '2024-01-02', '2024-01-02')`,
  `INSERT INTO component (id, name, name_zh_hant, kind, provider_id, status, base_model_status, base_model_id, owner_id,
                          retires_on, created_by, created_at, updated_at, retired_at)
   SELECT gen_random_uuid(), 'Component ' || left(md5(n::text), 12), CASE WHEN n % 5000 = 0 THEN '稀有組件' END,
          CASE WHEN n % 2000 = 0 THEN 'browser_extension' WHEN n % 3 = 0 THEN 'library' ELSE 'hosting' END,
          CASE WHEN n % 500 = 0 THEN '${PROVIDER}'::uuid END, CASE WHEN n % 1000 = 0 THEN 'suspended' ELSE 'proposed' END,
          CASE WHEN n % 1000 = 1 THEN 'known' ELSE 'unknown' END, CASE WHEN n % 1000 = 1 THEN '${BASE}'::uuid END,
          CASE WHEN n % 1000 = 2 THEN '${OWNER}'::uuid END,
          CASE WHEN n % 10 = 0 THEN date '2026-01-01' + n % 1000 END, 'x',
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s',
          CASE WHEN n < ${ROWS} / 10 THEN now() END
     FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, created_by)
   SELECT CASE WHEN n = 1 THEN '${USE_CASE}'::uuid ELSE gen_random_uuid() END, 'U ' || n, 'T3', 'T3', true, '[]', 'no', '[]', 'x'
     FROM generate_series(1, 500) AS n`,
  `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) SELECT id, '${ENTITY}', name FROM use_case`,
  `INSERT INTO requirement (id, use_case_id, component_id, label, created_at, updated_at)
   SELECT gen_random_uuid(), CASE WHEN n % 2 = 0 THEN u.id END, CASE WHEN n % 2 = 1 THEN c.id END, 'Need',
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM (SELECT id, row_number() OVER (ORDER BY created_at) AS n FROM component) AS c
     JOIN (SELECT id, row_number() OVER (ORDER BY id) AS m FROM use_case) AS u ON u.m = c.n % 500 + 1`,
  `INSERT INTO requirement_alternative (requirement_id, rank, component_id)
   SELECT r.id, 1, CASE WHEN r.n % 1000 = 0 THEN '${BASE}'::uuid ELSE c.id END
     FROM (SELECT id, row_number() OVER (ORDER BY created_at) AS n FROM requirement) AS r
     JOIN (SELECT id, row_number() OVER (ORDER BY name) AS n FROM component) AS c USING (n)`,
  'ANALYZE',
];
