import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { Clock } from '../../src/kernel/clock.js';
import { newId } from '../../src/kernel/ids.js';
import {
  ACTIVITY_SORTS,
  type ActivityFilter,
  AssuranceActivityReadModel,
} from '../../src/modules/diligence/persistence/assurance-activity.read-model.js';
import {
  COMPETENCE_SORTS,
  type CompetenceFilter,
  CompetenceReadModel,
} from '../../src/modules/diligence/persistence/competence.read-model.js';
import {
  DELEGATION_SORTS,
  type DelegationFilter,
  DelegationReadModel,
} from '../../src/modules/diligence/persistence/delegation.read-model.js';
import { OversightReportReadModel } from '../../src/modules/diligence/persistence/oversight-report.read-model.js';
import {
  CORRESPONDENCE_SORTS,
  type CorrespondenceFilter,
  CorrespondenceReadModel,
} from '../../src/modules/diligence/persistence/correspondence.read-model.js';
import {
  POLICY_SORTS,
  type PolicyFilter,
  PolicyReadModel,
} from '../../src/modules/diligence/persistence/policy.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const ENTITY = newId();
const PROVIDER = newId();
const PERSON = newId();
const DELEGATION = newId();
const ALL = { all: true } as const;

class Noon extends Clock {
  now(): Date {
    return new Date('2026-12-01T04:00:00Z');
  }
}

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 60_000);
afterAll(() => database.drop());

describe('a page of assurance activities', () => {
  const activities = (filter: ActivityFilter): Promise<Plan> =>
    planOf(pool, (db) => new AssuranceActivityReadModel(db).page(filter, ALL, null));

  it.each(bothWays(ACTIVITY_SORTS))('by %s', async (sort) => {
    expectInOrder(await activities({ sort }));
    expectInOrder(await activities({ sort, includeRetired: true }));
  });

  it.each([
    ...[{ legalEntityId: ENTITY }, { kind: 'gap_analysis' }, { outcome: 'failed' }],
    { dueBefore: '2026-02-01' },
  ])('of %j', async (filter) => expectInOrder(await activities(filter)));

  it('of one provider is found by it', async () => {
    const plan = await activities({ providerId: PROVIDER });
    expect(plan.indexes).toContain('assurance_activity_provider_id_idx');
  });
});

describe('a page of correspondence with the regulator', () => {
  const correspondence = (filter: CorrespondenceFilter): Promise<Plan> =>
    planOf(pool, (db) => new CorrespondenceReadModel(db).page(filter, ALL, null));

  it.each(bothWays(CORRESPONDENCE_SORTS))('by %s', async (sort) => {
    expectInOrder(await correspondence({ sort }));
    expectInOrder(await correspondence({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { kind: 'flexibility' }, { changedBefore: '2025-02-01' }])(
    'of %j',
    async (filter) => expectInOrder(await correspondence(filter)),
  );

  it('of one use case is found by it', async () => {
    const plan = await correspondence({ useCaseId: PROVIDER });
    expect(plan.indexes).toContain('regulator_correspondence_use_case_ids_idx');
  });
});

describe('a page of policies', () => {
  const policies = (filter: PolicyFilter): Promise<Plan> =>
    planOf(pool, (db) => new PolicyReadModel(db, new Noon()).page(filter, ALL, null));

  it.each(bothWays(POLICY_SORTS))('by %s', async (sort) => {
    expectInOrder(await policies({ sort }));
    expectInOrder(await policies({ sort, includeRetired: true }));
  });

  it.each([
    ...[{ legalEntityId: ENTITY }, { kind: 'incident' }, { state: 'submitted' }, { dueBefore: '2026-02-01' }],
  ])('of %j', async (filter) => expectInOrder(await policies(filter)));

  it.each([
    [{ stage: 'calibration' }, 'policy_stages_idx'],
    [{ q: '17.77' }, 'policy_search_idx'],
  ])('of %j is found by it', async (filter, index) => {
    expect((await policies(filter)).indexes).toContain(index);
  });
});

describe('a page of competences', () => {
  const competences = (filter: CompetenceFilter): Promise<Plan> =>
    planOf(pool, (db) => new CompetenceReadModel(db, new Noon()).page(filter, ALL, null));

  it.each(bothWays(COMPETENCE_SORTS))('by %s', async (sort) => {
    expectInOrder(await competences({ sort }));
    expectInOrder(await competences({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { function: 'technology' }, { expiresBefore: '2026-02-01' }])(
    'of %j',
    async (filter) => expectInOrder(await competences(filter)),
  );

  it('of one person is found by them', async () => {
    expect((await competences({ personId: PERSON })).indexes).toContain('competence_person_id_idx');
  });
});

describe('a page of delegations', () => {
  const delegations = (filter: DelegationFilter): Promise<Plan> =>
    planOf(pool, (db) => new DelegationReadModel(db).page(filter, ALL, null));

  it.each(bothWays(DELEGATION_SORTS))('by %s', async (sort) => {
    expectInOrder(await delegations({ sort }));
    expectInOrder(await delegations({ sort, includeRetired: true }));
  });

  it.each([{ legalEntityId: ENTITY }, { function: 'monitoring' }, { endsBefore: '2026-02-01' }])(
    'of %j',
    async (filter) => expectInOrder(await delegations(filter)),
  );

  it.each(['createdAt', '-heldOn'])('and of what oversees one, by %s', async (sort) => {
    const plan = await planOf(pool, (db) =>
      new OversightReportReadModel(db, new DelegationReadModel(db)).page(DELEGATION, { sort }, ALL, null),
    );
    expectInOrder(plan);
  });
});

const CREATED = `timestamptz '2024-01-01' + p.n * interval '61.2 s', timestamptz '2024-01-01' + p.n % 977 * interval '71.2 s'`;
const NUMBERED = `
     FROM (SELECT id, row_number() OVER () AS n FROM provider) AS p
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + p.n % 100`;
const FILL = [
  ...[
    'legal_entity',
    'provider',
    'assurance_activity',
    'regulator_correspondence',
    'policy',
    'competence',
    'delegation',
    'delegation_oversight_report',
    'person',
    'evidence',
  ].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO legal_entity (id, name, kind)
   SELECT CASE WHEN n = 1 THEN '${ENTITY}'::uuid ELSE gen_random_uuid() END, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO provider (id, name, created_by)
   SELECT CASE WHEN n = 1 THEN '${PROVIDER}'::uuid ELSE gen_random_uuid() END, 'P ' || n, 'x' FROM generate_series(1, ${ROWS}) AS n`,
  `INSERT INTO assurance_activity (id, kind, legal_entity_id, provider_id, performed_on, scope, scope_component_ids, outcome,
     open_issues, evidence_ids, next_due_on, created_by, prepared_by, created_at, updated_at)
   SELECT gen_random_uuid(), CASE WHEN p.n % 50 = 0 THEN 'gap_analysis' ELSE 'threat_review' END, e.id, p.id,
          date '2025-01-01' + (p.n % 700)::int, '{}', '{}', CASE WHEN p.n % 60 = 0 THEN 'failed' ELSE 'passed' END, '[]', '{}',
          CASE WHEN p.n % 3 > 0 THEN date '2026-01-01' + (p.n % 1000)::int END, 'x', '{x}', ${CREATED} ${NUMBERED}`,
  `INSERT INTO regulator_correspondence (id, kind, legal_entity_id, use_case_ids, decision, change_took_place_on, sent_on,
     evidence_ids, created_by, prepared_by, created_at, updated_at)
   SELECT gen_random_uuid(), CASE WHEN p.n % 50 = 0 THEN 'flexibility' ELSE 'notification' END, e.id, ARRAY[p.id], 'unknown',
          CASE WHEN p.n % 50 > 0 THEN date '2025-01-01' + (p.n % 700)::int END,
          CASE WHEN p.n % 20 > 0 THEN date '2025-01-01' END, '{}', 'x', '{x}', ${CREATED} ${NUMBERED}`,
  `INSERT INTO policy (id, kind, name, legal_entity_id, stages, next_review_on, state, submitted_hash, created_by, prepared_by,
     created_at, updated_at)
   SELECT gen_random_uuid(), CASE WHEN p.n % 50 = 0 THEN 'incident' ELSE 'governance' END, 'Policy ' || p.n / 1000.0, e.id,
          CASE WHEN p.n % 400 = 0 THEN '{calibration}'::text[] ELSE '{use}' END, date '2026-01-01' + (p.n % 1000)::int,
          CASE WHEN p.n % 50 = 1 THEN 'submitted' ELSE 'draft' END, CASE WHEN p.n % 50 = 1 THEN repeat('a', 64) END, 'x', '{x}',
          ${CREATED} ${NUMBERED}`,
  `INSERT INTO person (id, email, name, roles, functions, entity_scope, legal_entity_ids, status)
   SELECT CASE WHEN n = 1 THEN '${PERSON}'::uuid ELSE gen_random_uuid() END, n || '@example.com', 'N ' || n, '{procurement}', '{}',
          'all', '{}', 'active' FROM generate_series(1, 500) AS n`,
  `INSERT INTO evidence_file (sha256, size, media_type, scan_state) VALUES (repeat('a', 64), 1, 'application/pdf', 'clean')`,
  `INSERT INTO evidence (id, name, kind, sha256, file_name, created_by)
   SELECT gen_random_uuid(), 'D ' || n, 'unknown', repeat('a', 64), 'd.pdf', 'x' FROM generate_series(1, 500) AS n`,
  `INSERT INTO competence (id, person_id, function, field, legal_entity_id, evidence_id, valid_to, created_by, prepared_by,
     created_at, updated_at)
   SELECT gen_random_uuid(), n.id, CASE WHEN p.n % 50 = 0 THEN 'technology' ELSE 'risk' END, 'ai', e.id, d.id,
          date '2026-01-01' + (p.n % 1000)::int, 'x', '{x}', ${CREATED} ${NUMBERED}
     JOIN (SELECT id, row_number() OVER () AS m FROM person) AS n ON n.m = 1 + p.n % 500
     JOIN (SELECT id, row_number() OVER () AS m FROM evidence) AS d ON d.m = 1 + p.n % 500`,
  `INSERT INTO delegation (id, function, legal_entity_id, group_entity_id, ends_on, created_by, prepared_by, created_at, updated_at)
   SELECT CASE WHEN p.n = 1 THEN '${DELEGATION}'::uuid ELSE gen_random_uuid() END,
          CASE WHEN p.n % 50 = 0 THEN 'monitoring' ELSE 'procurement' END, e.id, g.id,
          CASE WHEN p.n % 3 > 0 THEN date '2026-01-01' + (p.n % 1000)::int END, 'x', '{x}', ${CREATED} ${NUMBERED}
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS g ON g.m = 500 + p.n % 100`,
  `INSERT INTO delegation_oversight_report (id, delegation_id, kind, held_on, created_by, prepared_by, created_at)
   SELECT gen_random_uuid(), '${DELEGATION}', 'meeting', date '2020-01-01' + n, 'x', '{x}', timestamptz '2024-01-01' + n * interval '61.2 s'
     FROM generate_series(1, 1000) AS n`,
  `INSERT INTO delegation_oversight_report (id, delegation_id, kind, held_on, created_by, prepared_by)
   SELECT gen_random_uuid(), id, 'meeting', date '2025-01-01', 'x', '{x}' FROM delegation`,
  'ANALYZE',
];
