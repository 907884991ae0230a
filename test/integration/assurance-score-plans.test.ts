import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool, PoolClient } from 'pg';
import { READ_KINDS } from '../../src/modules/scoring/domain/assurance-of-use.js';
import { CLAIMABLE_RULES } from '../../src/modules/scoring/domain/not-applicable.js';
import {
  ASSURANCE_ACTIVITIES,
  ASSURANCE_FAILURES,
} from '../../src/modules/scoring/persistence/assurance-activity.facts.js';
import { CLAIMS } from '../../src/modules/scoring/persistence/claim.facts.js';
import { WITHDRAWALS } from '../../src/modules/scoring/persistence/withdrawal.facts.js';
import { type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { explainOnce, type Plan } from '../harness/plans.js';

/** Activities on use cases, ten of a kind on each, and as many on components, of which few failed. */
const USE_CASES = 400;
const KINDS = 10;
const FILL = [
  ...['assurance_activity', 'rule_exception', 'change_event', 'use_case', 'component'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
  `INSERT INTO legal_entity (id, name, kind) VALUES (gen_random_uuid(), 'Firm', 'other')`,
  `INSERT INTO person (id, email, name, roles, functions, entity_scope, legal_entity_ids, status)
   VALUES (gen_random_uuid(), 'a@example.com', 'A', '{procurement}', '{}', 'all', '{}', 'active')`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, created_by)
   SELECT gen_random_uuid(), 'U ' || n, 'T2', 'T2', false, '[]', 'no', '[]', 'x' FROM generate_series(1, ${USE_CASES}) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT gen_random_uuid(), 'C ' || n, 'library', 'x' FROM generate_series(1, ${USE_CASES}) AS n`,
  ...['use_case', 'component'].map(
    (subject) =>
      `INSERT INTO assurance_activity (id, kind, legal_entity_id, ${subject}_id, performed_on, scope, scope_component_ids,
         outcome, open_issues, evidence_ids, created_by, prepared_by)
       SELECT gen_random_uuid(), k.kind, e.id, s.id, date '2026-01-01' + n, '{}', '{}',
              CASE WHEN random() < 0.001 THEN 'failed' ELSE 'passed' END, '[]', '{}', 'x', '{x}'
         FROM ${subject} s, legal_entity e, unnest('{${READ_KINDS.slice(0, KINDS).join()}}'::text[]) AS k(kind),
              generate_series(1, 10) AS n`,
  ),
  `INSERT INTO rule_exception (id, kind, rule, legal_entity_id, reason, owner_id, expires_on, state, created_by, prepared_by)
   SELECT gen_random_uuid(), CASE WHEN n % 1000 = 0 THEN 'not_applicable' ELSE 'exception' END, 'R-26', e.id, 'x', p.id,
          date '2027-01-01', 'proposed', 'x', '{x}'
     FROM legal_entity e, person p, generate_series(1, 20000) AS n`,
  `INSERT INTO change_event (id, kind, subject_entity_id, legal_entity_id, summary, happened_on, source, recorded_on, state,
     created_by, prepared_by)
   SELECT gen_random_uuid(), CASE WHEN n % 1000 = 0 THEN 'transparency_withdrawn' ELSE 'terms_changed' END, e.id, e.id, 'x',
          date '2026-01-01', 'typed', date '2026-01-01', 'untriaged', 'x', '{x}'
     FROM legal_entity e, generate_series(1, 20000) AS n`,
  'VACUUM ANALYZE',
];

let database: FilledDatabase;
let pool: Pool;
let client: PoolClient;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
  client = await pool.connect();
}, 120_000);
afterAll(async () => {
  client.release();
  await database.drop();
});

const explained = (text: string, values: unknown[] = []): Promise<Plan> => explainOnce(client, text, values);

describe('what scores read with every change', () => {
  it('of what was done to be sure of some use cases is found by these', async () => {
    const { rows } = await pool.query<{ id: string }>('SELECT id FROM use_case LIMIT 3');
    const plan = await explained(ASSURANCE_ACTIVITIES('some'), [READ_KINDS, rows.map(({ id }) => id)]);
    expect(plan.indexes).toContain('assurance_activity_use_case_id_idx');
    expect(plan.wholeScans).not.toContain('assurance_activity');
    expect(plan.rowsLookedAt).toBeLessThan(10 * 3 * KINDS * 10);
  });

  it('of all use cases are the newest of each kind, and what failed', async () => {
    const { rows } = await pool.query<{ useCaseId: string; activities: { kind: string }[] }>(
      ASSURANCE_ACTIVITIES('all'),
      [READ_KINDS],
    );
    expect(rows).toHaveLength(USE_CASES);
    for (const { activities } of rows) {
      expect(activities.length).toBeGreaterThanOrEqual(6 * KINDS);
      expect(activities.length).toBeLessThan(7 * KINDS);
    }
  });

  it.each([
    ['what failed elsewhere', ASSURANCE_FAILURES, [READ_KINDS], 'assurance_activity_failed_idx'],
    ['claims', CLAIMS, [CLAIMABLE_RULES], 'rule_exception_claim_idx'],
    ['what providers keep back', WITHDRAWALS, [], 'change_event_kind_idx'],
  ])('of %s is found by an index', async (_what, text, values, index) => {
    const plan = await explained(text, values);
    expect(plan.indexes).toContain(index);
    expect(plan.wholeScans).toEqual([]);
    expect(plan.rowsLookedAt).toBeLessThan(2_000);
  });
});
