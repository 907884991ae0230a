import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { ScoreReadModel } from '../../src/modules/scoring/persistence/score.read-model.js';
import { type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { planOf } from '../harness/plans.js';

/** Scores of one firm, each stored twice. */
const MANY = 10_000;
const USE_CASE = newId();
const SUBJECT = newId();
const ALL = { all: true } as const;
const LONG_AGO = '2024-01-01T00:00:00Z';

const FILL = [
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
   VALUES ('${USE_CASE}', 'Use', 'T1', 'T1', false, '[]', 'no', '[]', 'live', 'test')`,
  `INSERT INTO score (id, use_case_id, subject_id, components, method_version, scored_on, graph_hash, sources, computed_at)
   SELECT gen_random_uuid(), '${USE_CASE}', CASE WHEN n = 1 THEN '${SUBJECT}'::uuid ELSE gen_random_uuid() END, '{}', 'v1',
          current_date, 'hash', '{}', now() FROM generate_series(1, ${MANY}) AS n`,
  `UPDATE score SET reported = 50, row_version = row_version + 1`,
  'VACUUM ANALYZE',
];

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

describe('a score', () => {
  it.each([null, LONG_AGO])('as it was at %s is found without looking at the others', async (asOf) => {
    const plan = await planOf(pool, (db) => new ScoreReadModel(db).one(USE_CASE, SUBJECT, ALL, asOf));
    expect(plan.wholeScans).not.toContain('score');
    expect(plan.rowsLookedAt).toBeLessThan(50);
  });

  it('has its versions without looking at those of the others', async () => {
    const plan = await planOf(pool, (db) => new ScoreReadModel(db).versions(USE_CASE, SUBJECT, 50, null));
    expect(plan.wholeScans).toEqual([]);
    expect(plan.rowsLookedAt).toBeLessThan(50);
  });
});
