import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import {
  configurationHash,
  ConfigurationHashes,
  type StackedComponent,
  type StackReader,
} from '../../src/modules/inventory/configuration.public.js';
import { type FilledDatabase, fillDatabase } from '../harness/filled-database.js';

/**
 * Use cases over components that stand on each other in rings too, with names that sort otherwise in UTF-16 than in UTF-8,
 * and characters that JSON escapes; some requirements and components are retired, some use cases have none.
 */
const USE_CASES = 300;
const COMPONENTS = 200;
const FILL = [
  `SELECT setseed(0.25)`,
  `INSERT INTO provider (id, name, created_by) SELECT gen_random_uuid(), 'P ' || n, 'x' FROM generate_series(1, 9) AS n`,
  `INSERT INTO component (id, name, kind, created_by, release, pinning, provider_id, retired_at)
   SELECT gen_random_uuid(), 'C ' || n, 'library', 'x',
          (ARRAY[NULL, '1', '２.0 "z" \\ é', E'\\t\\u0001\\u007f/', '😀', '\uFFFD', '版'])[1 + n % 7],
          (ARRAY['pinned_with_notice', 'pinned', 'floating', 'unknown'])[1 + n % 4],
          (SELECT id FROM provider WHERE name = 'P ' || n % 12), CASE WHEN n % 17 = 0 THEN now() END
     FROM generate_series(1, ${COMPONENTS}) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, created_by)
   SELECT gen_random_uuid(), 'U ' || n, 'T2', 'T2', false, '[]', 'no', '[]', 'x' FROM generate_series(1, ${USE_CASES}) AS n`,
  `INSERT INTO requirement (id, use_case_id, label, required, effect, retired_at)
   SELECT gen_random_uuid(), u.id, 'needs', 1 + n % 2, CASE WHEN n % 3 = 0 THEN 'uses' ELSE 'stops' END,
          CASE WHEN n % 5 = 4 THEN now() END
     FROM use_case u, generate_series(1, 3) AS n WHERE random() < 0.6`,
  `INSERT INTO requirement (id, component_id, label, required, effect, retired_at)
   SELECT gen_random_uuid(), c.id, 'needs', 1 + n % 2, CASE WHEN n % 2 = 0 THEN 'uses' ELSE 'stops' END,
          CASE WHEN random() < 0.1 THEN now() END
     FROM component c, generate_series(1, 2) AS n WHERE random() < 0.4`,
  `INSERT INTO requirement_alternative (requirement_id, rank, component_id)
   SELECT DISTINCT ON (r.id, c.id) r.id, row_number() OVER (PARTITION BY r.id ORDER BY random()) * 2, c.id
     FROM requirement r JOIN component c ON random() < 1.6 / ${COMPONENTS}`,
  `INSERT INTO requirement_alternative (requirement_id, rank, manual_procedure)
   SELECT id, 1, '以人手 "by hand" ' || label FROM requirement WHERE random() < 0.2`,
  'ANALYZE',
];

let filled: FilledDatabase;
let pool: Pool;
let useCaseIds: string[];
beforeAll(async () => {
  filled = await fillDatabase(FILL);
  pool = filled.pool;
  useCaseIds = (await pool.query<{ id: string }>('SELECT id FROM use_case')).rows.map(({ id }) => id);
}, 60_000);
afterAll(() => filled.drop());

/** One walk for each, as the answer of a use case makes it. */
async function oneByOne(instant: string | null): Promise<Map<string, string | null>> {
  const { rows } = await pool.query<{ id: string; hash: string | null }>(
    'SELECT id, use_case_configuration_hash(id, $1) AS hash FROM use_case',
    [instant],
  );
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

/** All in one statement, now or as of an instant. */
async function inTheDatabase(
  ids: readonly string[],
  instant: string | null,
): Promise<Map<string, string | null>> {
  const { rows } = await pool.query<{ id: string; hash: string | null }>(
    'SELECT use_case_id AS id, hash FROM use_case_configuration_hashes($1::uuid[], $2::timestamptz)',
    [ids, instant],
  );
  return new Map(rows.map(({ id, hash }) => [id, hash]));
}

describe('the configuration hashes of many use cases', () => {
  it('are those of each', async () => {
    const together = await inTheDatabase(useCaseIds, null);
    expect(together).toEqual(await oneByOne(null));
    const known = [...together.values()].filter((hash) => hash !== null);
    expect(new Set(known).size).toBeGreaterThan(USE_CASES / 2);
    expect(known.length).toBeLessThan(USE_CASES);
  });

  it('are the same from facts in memory', async () => {
    const stack = await inMemory();
    const stored = await inTheDatabase(useCaseIds, null);
    const together = new ConfigurationHashes({ ...stack, stackOf: (id) => walked(id, stack) });
    expect(new Map(useCaseIds.map((id) => [id, together.of(id)]))).toEqual(stored);
    expect(new Map(useCaseIds.map((id) => [id, configurationHash(id, stack)]))).toEqual(stored);
  });

  it('are what they were at an instant', async () => {
    const before = await inTheDatabase(useCaseIds, null);
    const { rows } = await pool.query<{ at: string }>('SELECT clock_timestamp()::text AS at');
    const at = rows[0]!.at;
    await pool.query(`UPDATE component SET release = 'another'`);
    expect(await inTheDatabase(useCaseIds, null)).not.toEqual(before);
    expect(await inTheDatabase(useCaseIds, at)).toEqual(before);
    expect(await oneByOne(at)).toEqual(before);
  });

  it('are asked for none, or twice for one', async () => {
    expect(await inTheDatabase([], null)).toEqual(new Map());
    const [first] = useCaseIds as [string];
    expect((await inTheDatabase([first, first], null)).size).toBe(1);
  });
});

async function inMemory(): Promise<StackReader> {
  const components = await pool.query<StackedComponent>(
    'SELECT id, release, pinning, provider_id AS "providerId" FROM component',
  );
  const requirements = await pool.query<{ of: string } & ReturnType<StackReader['requirementsOf']>[number]>(
    `SELECT coalesce(r.use_case_id, r.component_id) AS "of", r.required, r.effect,
            coalesce(json_agg(json_build_object('rank', a.rank, 'componentId', a.component_id,
              'manualProcedure', a.manual_procedure) ORDER BY a.rank) FILTER (WHERE a.rank IS NOT NULL), '[]') AS alternatives
       FROM requirement r LEFT JOIN requirement_alternative a ON a.requirement_id = r.id
      WHERE r.retired_at IS NULL GROUP BY r.id`,
  );
  return {
    requirementsOf: (id) => requirements.rows.filter(({ of }) => of === id),
    component: (id) => components.rows.find((one) => one.id === id)!,
  };
}

/** What a use case is built of, one component below the other. */
function walked(useCaseId: string, stack: StackReader): StackedComponent[] {
  const found = new Map<string, StackedComponent>();
  const visit = (of: string): void => {
    for (const { alternatives } of stack.requirementsOf(of)) {
      for (const { componentId } of alternatives) {
        if (componentId === null || found.has(componentId)) continue;
        found.set(componentId, stack.component(componentId));
        visit(componentId);
      }
    }
  };
  visit(useCaseId);
  return [...found.keys()].sort().map((id) => found.get(id)!);
}
