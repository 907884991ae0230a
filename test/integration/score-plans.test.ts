import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { ScoreReadModel } from '../../src/modules/scoring/persistence/score.read-model.js';
import { type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import type { ReadDatabase } from '../../src/platform/database/read-database.js';
import { planOf } from '../harness/plans.js';
import { RegisterWriter } from '../harness/register.js';

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
  `INSERT INTO provider (id, name, ultimate_parent_status, created_by) VALUES ('${SUBJECT}', 'Vendor', 'none', 'test')`,
  'VACUUM ANALYZE',
];

let database: FilledDatabase;
let pool: Pool;
let component: string;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
  component = await new RegisterWriter(pool).component('Model', 'language_model', SUBJECT);
}, 120_000);
afterAll(() => database.drop());

describe('the scores of a component', () => {
  it('are found among those of its provider', async () => {
    const choice = { componentId: component };
    for (const ask of [
      (db: ReadDatabase) => new ScoreReadModel(db).rollUp(choice, ALL, null),
      (db: ReadDatabase) => new ScoreReadModel(db).page(choice, ALL, null),
    ]) {
      const plan = await planOf(pool, ask);
      expect(plan.wholeScans).not.toContain('score');
      expect(plan.rowsLookedAt).toBeLessThan(50);
    }
  });
});

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
