import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Pool } from 'pg';
import { ARRANGEMENTS } from '../../src/modules/obligations/persistence/arrangement-source.js';
import { ACTIVITIES } from '../../src/modules/obligations/persistence/assurance-source.js';
import {
  COMPETENCES,
  DELEGATIONS,
  EXCEPTIONS,
  POLICIES,
} from '../../src/modules/obligations/persistence/diligence-sources.js';
import { DOCUMENTS } from '../../src/modules/obligations/persistence/evidence-source.js';
import { INCIDENTS } from '../../src/modules/obligations/persistence/incident-source.js';
import { LIMITS } from '../../src/modules/obligations/persistence/limit-source.js';
import type { ObligationSource } from '../../src/modules/obligations/persistence/obligation-source.js';
import { NOTICES } from '../../src/modules/obligations/persistence/regulator-source.js';
import { USE_CASES } from '../../src/modules/obligations/persistence/use-case-source.js';
import { VULNERABILITIES } from '../../src/modules/obligations/persistence/vulnerability-source.js';
import type { Transaction } from '../../src/platform/database/unit-of-work.js';
import { type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { explainOnce, type Plan } from '../harness/plans.js';

const ROWS = 10_000;
const BATCH = 50;
const NOW = new Date('2026-12-01T02:00:00Z');
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const SOURCES = [
  ...[LIMITS, ARRANGEMENTS, DOCUMENTS, INCIDENTS, POLICIES, COMPETENCES, NOTICES, EXCEPTIONS],
  ...[ACTIVITIES, DELEGATIONS, VULNERABILITIES, USE_CASES],
].map((source): [string, ObligationSource] => [source.type, source]);

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

/** The plan of the only statement that a source sends. */
async function planOf(ask: (tx: Transaction) => Promise<unknown>): Promise<Plan> {
  const client = await pool.connect();
  const plans: Plan[] = [];
  try {
    await ask({
      query: async (text: string, values: unknown[]) => {
        plans.push(await explainOnce(client, text, values));
        return { rows: [] };
      },
    } as unknown as Transaction);
  } finally {
    client.release();
  }
  expect(plans).toHaveLength(1);
  return plans[0] as Plan;
}
const large = ({ wholeScans }: Plan): string[] => wholeScans.filter((table) => LARGE.includes(table));

describe('a batch of', () => {
  it.each(SOURCES)(
    '%s is judged by one statement that reads no large table from end to end',
    async (type, source) => {
      const { rows } = await pool.query<{ id: string }>(`SELECT id FROM ${type} ORDER BY id LIMIT ${BATCH}`);
      const ids = rows.map(({ id }) => id);
      expect(ids).toHaveLength(BATCH);
      const plan = await planOf((tx) => source.wanted(tx, ids, NOW));
      expect(large(plan)).toEqual([]);
      expect(plan.rowsLookedAt).toBeLessThan(5_000);
    },
  );

  it.each(SOURCES)('%s is found in the order of ids', async (_type, source) => {
    const plan = await planOf((tx) => source.datedAfter(tx, BEFORE_ALL, BATCH));
    expect(large(plan)).toEqual([]);
    expect(plan.rowsLookedAt).toBeLessThan(1_000);
  });
});

const LARGE = [
  ...['concentration_limit', 'arrangement', 'evidence', 'incident', 'policy', 'competence', 'rule_exception'],
  ...[
    'regulator_correspondence',
    'assurance_activity',
    'delegation',
    'delegation_oversight_report',
    'use_case',
  ],
  ...['component', 'component_vulnerability', 'requirement', 'requirement_alternative', 'score', 'control'],
  ...['assessment', 'use_case_legal_entity', 'change_event', 'obligation'],
];
const numbered = (table: string, as: string): string =>
  `(SELECT id, row_number() OVER (ORDER BY id) AS n FROM ${table}) AS ${as}`;
/** A row for each use case, with a legal entity, a component and a document. */
const EACH = `
  FROM ${numbered('use_case', 'u')}
  JOIN ${numbered('component', 'c')} ON c.n = u.n
  JOIN ${numbered('evidence', 'd')} ON d.n = u.n
  JOIN ${numbered('legal_entity', 'e')} ON e.n = 1 + u.n % 100`;
const DAY = `date '2026-01-01' + (u.n % 1000)::int`;

const FILL = [
  ...[...LARGE, 'legal_entity', 'provider', 'person'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
  `INSERT INTO legal_entity (id, name, kind) SELECT gen_random_uuid(), 'E ' || n, 'other' FROM generate_series(1, 101) AS n`,
  `INSERT INTO person (id, email, name, roles, entity_scope, status)
   SELECT gen_random_uuid(), n || '@example.com', 'N ' || n, '{procurement}', 'all', 'active' FROM generate_series(1, 50) AS n`,
  `INSERT INTO provider (id, name, created_by) SELECT gen_random_uuid(), 'P ' || n, 'x' FROM generate_series(1, 100) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT gen_random_uuid(), 'C ' || n, 'library', 'x' FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
   SELECT gen_random_uuid(), 'U ' || n, 'T2', 'T2', false, '[]', 'yes', '[]', 'live', 'x' FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO evidence_file (sha256, size, media_type, scan_state) VALUES (repeat('a', 64), 1, 'text/plain', 'clean')`,
  `INSERT INTO evidence (id, name, sha256, file_name, valid_to, created_by)
   SELECT gen_random_uuid(), 'D ' || n, repeat('a', 64), 'a.txt', date '2026-01-01' + n % 1000, 'x'
     FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name) SELECT u.id, e.id, 'U ' || u.n ${EACH}`,
  `INSERT INTO requirement (id, use_case_id, label) SELECT gen_random_uuid(), id, 'needs' FROM use_case`,
  `INSERT INTO requirement_alternative (requirement_id, rank, component_id)
   SELECT r.id, 1, c.id FROM ${numbered('requirement', 'r')} JOIN ${numbered('component', 'c')} ON c.n = r.n`,
  `INSERT INTO component_vulnerability (id, component_id, identifier, found_on)
   SELECT gen_random_uuid(), c.id, 'CVE-2026-1', ${DAY} ${EACH}`,
  `INSERT INTO concentration_limit (id, legal_entity_id, name, measure, rationale, valid_from, valid_to, created_by, prepared_by)
   SELECT gen_random_uuid(), e.id, 'L ' || u.n, 'single_point', 'x', '2026-01-01', ${DAY}, 'x', '{x}' ${EACH}`,
  `INSERT INTO arrangement (id, legal_entity_id, reference, kind, provider_id, starts_on, ends_on, created_by, prepared_by)
   SELECT gen_random_uuid(), e.id, 'R ' || u.n, 'open_source_licence', NULL, '2025-01-01', ${DAY}, 'x', '{x}' ${EACH}`,
  `INSERT INTO incident (id, legal_entity_id, kind, use_case_id, use_case_ids, started_at, client_impact, data_impact, severity,
     summary, evidence_ids, report_decision, created_by, prepared_by)
   SELECT gen_random_uuid(), e.id, 'outage', u.id, ARRAY[u.id], now(), 'no', 'no', 'low', 'I', ARRAY[d.id], 'undecided', 'x', '{x}' ${EACH}`,
  `INSERT INTO policy (id, kind, name, legal_entity_id, stages, next_review_on, evidence_id, state, submitted_hash, approved_by,
     approved_on, approved_hash, created_by, prepared_by)
   SELECT gen_random_uuid(), 'governance', 'P ' || u.n, e.id, '{}', ${DAY}, d.id, 'approved', repeat('a', 64), 'y', '2026-01-01',
          repeat('a', 64), 'x', '{x}' ${EACH}`,
  `INSERT INTO competence (id, person_id, function, field, legal_entity_id, evidence_id, valid_to, created_by, prepared_by)
   SELECT gen_random_uuid(), p.id, (ARRAY['business','risk','compliance','technology'])[1 + u.n % 4], 'ai', e.id, d.id, ${DAY}, 'x',
          '{x}' ${EACH} JOIN ${numbered('person', 'p')} ON p.n = 1 + u.n % 50`,
  `INSERT INTO rule_exception (id, kind, rule, legal_entity_id, use_case_id, reason, owner_id, evidence_id, expires_on, state,
     decided_by, decided_at, approved_hash, created_by, prepared_by)
   SELECT gen_random_uuid(), 'exception', 'R-21', e.id, u.id, 'x', p.id, d.id, ${DAY}, 'approved', 'y', now(), repeat('a', 64), 'x',
          '{x}' ${EACH} JOIN ${numbered('person', 'p')} ON p.n = 1 + u.n % 50`,
  `INSERT INTO regulator_correspondence (id, kind, legal_entity_id, use_case_ids, decision, evidence_ids, created_by, prepared_by)
   SELECT gen_random_uuid(), 'notification', e.id, ARRAY[u.id], 'undecided', ARRAY[d.id], 'x', '{x}' ${EACH}`,
  // Of a use case, and of a legal entity itself.
  `INSERT INTO assurance_activity (id, kind, legal_entity_id, use_case_id, performed_on, scope, scope_component_ids, outcome,
     open_issues, evidence_ids, next_due_on, created_by, prepared_by)
   SELECT gen_random_uuid(), CASE WHEN u.n % 2 = 0 THEN 'monitoring_run' ELSE 'threat_review' END, e.id,
          CASE WHEN u.n % 2 = 0 THEN u.id END, '2026-01-01', '{}', '{}', 'passed', '[]', ARRAY[d.id], ${DAY}, 'x', '{x}' ${EACH}`,
  `INSERT INTO delegation (id, function, legal_entity_id, group_entity_id, ends_on, agreement_evidence_id, created_by, prepared_by)
   SELECT gen_random_uuid(), 'monitoring', e.id, g.id, ${DAY}, d.id, 'x', '{x}' ${EACH}
     JOIN ${numbered('legal_entity', 'g')} ON g.n = e.n % 101 + 1`,
  `INSERT INTO delegation_oversight_report (id, delegation_id, kind, held_on, created_by, prepared_by)
   SELECT gen_random_uuid(), id, 'meeting', '2026-01-01', 'x', '{x}' FROM delegation`,
  `INSERT INTO control (id, domain, control, level, legal_entity_id, evidence_id, valid_to, created_by, prepared_by)
   SELECT gen_random_uuid(), 'D', 'c' || u.n, 'firm', e.id, d.id, ${DAY}, 'x', '{x}' ${EACH}`,
  `INSERT INTO assessment (id, template_version, legal_entity_id, component_id, method, state, evidence_ids, conclusions, created_by,
     prepared_by)
   SELECT gen_random_uuid(), 'provider@1', e.id, c.id, 'desk_based', 'draft', ARRAY[d.id], '[]', 'x', '{x}' ${EACH}`,
  `INSERT INTO score (id, use_case_id, subject_id, components, method_version, scored_on, graph_hash, sources, band, computed_at)
   SELECT gen_random_uuid(), u.id, gen_random_uuid(), '{}', 'v1', '2026-01-01', 'h', '{}', 'low', now() ${EACH}`,
  `INSERT INTO change_event (id, kind, component_id, summary, happened_on, source, recorded_on, state, created_by, prepared_by)
   SELECT gen_random_uuid(), CASE WHEN u.n % 1000 = 0 THEN 'transparency_withdrawn' ELSE 'other' END, c.id, 'x', '2026-01-01',
          'typed', '2026-01-01', 'untriaged', 'x', '{x}' ${EACH}`,
  `INSERT INTO obligation (id, kind, source_type, source_id, due_on, time_zone, due_from, due_until, state)
   SELECT gen_random_uuid(), 'scope_expiry', 'use_case', u.id, ${DAY}, 'Asia/Hong_Kong', now(), now(), 'scheduled' ${EACH}`,
  'ANALYZE',
];
