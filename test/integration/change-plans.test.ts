import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import {
  CHANGE_EVENT_SORTS,
  type ChangeEventFilter,
  ChangeEventReadModel,
} from '../../src/modules/continuity/persistence/change-event.read-model.js';
import {
  INCIDENT_SORTS,
  type IncidentFilter,
  IncidentReadModel,
} from '../../src/modules/continuity/persistence/incident.read-model.js';
import {
  TIMELINE_SORTS,
  TimelineReadModel,
} from '../../src/modules/continuity/persistence/timeline.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { type Plan, planOf } from '../harness/plans.js';

const ROWS = 20_000;
const [ENTITY, USE_CASE, PROVIDER, COMPONENT, OWNER] = [newId(), newId(), newId(), newId(), newId()];
/** The incident of which half of all entries tell. */
const INCIDENT = newId();
const ALL = { all: true } as const;

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 120_000);
afterAll(() => database.drop());

const changes = (filter: ChangeEventFilter): Promise<Plan> =>
  planOf(pool, (db) => new ChangeEventReadModel(db).page(filter, ALL, null).catch(() => undefined));

describe('a page of change events', () => {
  it.each(bothWays(CHANGE_EVENT_SORTS))('by %s', async (sort) => {
    expectInOrder(await changes({ sort }));
    expectInOrder(await changes({ sort, includeRetired: true }));
  });

  it.each([
    { legalEntityId: ENTITY },
    { kind: 'staff_left' },
    { state: 'untriaged' },
    { ownerId: OWNER },
    { providerId: PROVIDER },
    { componentId: COMPONENT },
    { useCaseId: USE_CASE },
  ])('of %j', async (filter) => expectInOrder(await changes(filter)));

  it('by a part of the summary is found by it', async () => {
    expect((await changes({ q: 'Change 77' })).indexes).toContain('change_event_search_idx');
  });
});

const incidents = (filter: IncidentFilter): Promise<Plan> =>
  planOf(pool, (db) => new IncidentReadModel(db).page(filter, ALL, null));

describe('a page of incidents', () => {
  it.each(bothWays(INCIDENT_SORTS))('by %s', async (sort) => {
    expectInOrder(await incidents({ sort }));
    expectInOrder(await incidents({ sort, includeRetired: true }));
  });

  it.each([
    { legalEntityId: ENTITY },
    { kind: 'data_leak' },
    { severity: 'critical' },
    { cocReportDecision: 'report' },
    { ownerId: OWNER },
    { providerId: PROVIDER },
    { componentId: COMPONENT },
  ])('of %j', async (filter) => expectInOrder(await incidents(filter)));

  it('that hit one use case, or by a part of the summary, is found by it', async () => {
    expect((await incidents({ useCaseId: USE_CASE })).indexes).toContain('incident_use_case_ids_idx');
    expect((await incidents({ q: 'Incident 77' })).indexes).toContain('incident_search_idx');
  });

  it.each(bothWays(TIMELINE_SORTS))('and of the timeline of one by %s', async (sort) => {
    /** That it is there is asked in another statement. */
    class ThereAlready extends IncidentReadModel {
      override one(): ReturnType<IncidentReadModel['one']> {
        return Promise.resolve({ json: '', rowVersion: 1 });
      }
    }
    const page = await planOf(pool, (db) =>
      new TimelineReadModel(db, new ThereAlready(db)).page(INCIDENT, { sort }, ALL, null),
    );
    expectInOrder(page);
  });
});

const first = (id: string): string => `CASE WHEN n = 1 THEN '${id}'::uuid ELSE gen_random_uuid() END`;
const FILL = [
  ...[
    'legal_entity',
    'provider',
    'component',
    'person',
    'use_case',
    'change_event',
    'change_event_resolution',
    'incident',
    'incident_timeline_entry',
  ].map((table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`),
  `INSERT INTO legal_entity (id, name, kind) SELECT ${first(ENTITY)}, 'E ' || n, 'other' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO provider (id, name, created_by) SELECT ${first(PROVIDER)}, 'P ' || n, 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO component (id, name, kind, created_by)
   SELECT ${first(COMPONENT)}, 'C ' || n, 'library', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO person (id, email, name, roles, entity_scope, status)
   SELECT ${first(OWNER)}, n || '@example.com', 'N ' || n, '{procurement}', 'all', 'active' FROM generate_series(1, 100) AS n`,
  `INSERT INTO use_case (id, name, tier, lowest_tier, tier_provisional, tier_reasons, high_risk, high_risk_reasons, status, created_by)
   SELECT ${first(USE_CASE)}, 'U ' || n, 'T2', 'T2', false, '[]', 'no', '[]', 'live', 'x' FROM generate_series(1, 1000) AS n`,
  `INSERT INTO change_event (id, legal_entity_id, kind, provider_id, component_id, use_case_id, summary, happened_on, source,
     owner_id, recorded_on, state, ruling, ruling_reason, triaged_by, triaged_at, created_by, prepared_by, created_at, updated_at)
   SELECT gen_random_uuid(), e.id, CASE WHEN n % 100 = 0 THEN 'staff_left' ELSE 'other' END,
          CASE WHEN n % 3 = 0 THEN p.id END, CASE WHEN n % 3 = 1 THEN c.id END, CASE WHEN n % 3 = 2 THEN u.id END,
          'Change ' || n, '2026-01-01', 'typed', o.id, '2026-01-01',
          CASE WHEN n % 50 = 0 THEN 'untriaged' ELSE 'closed' END, CASE WHEN n % 50 <> 0 THEN 'minor' END,
          CASE WHEN n % 50 <> 0 THEN 'x' END, CASE WHEN n % 50 <> 0 THEN o.id END, CASE WHEN n % 50 <> 0 THEN now() END,
          'x', '{x}', timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + n % 100
     JOIN (SELECT id, row_number() OVER () AS m FROM use_case) AS u ON u.m = 1 + (n - 2) % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM provider) AS p ON p.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM component) AS c ON c.m = 1 + (n - 1) % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM person) AS o ON o.m = 1 + n % 100`,
  `INSERT INTO change_event_resolution (id, change_event_id, rule, resolved_on, reason, resolved_by)
   SELECT gen_random_uuid(), id, 'R-13c', '2026-01-01', 'x', 'x' FROM change_event WHERE state = 'closed'`,
  `INSERT INTO change_event_resolution (id, change_event_id, rule, resolved_on, reason, resolved_by, retired_at, withdrawn_at,
     withdrawn_by, withdrawal_reason)
   SELECT gen_random_uuid(), id, 'R-13c', '2026-01-01', 'x', 'x', now(), now(), 'x', 'x' FROM change_event WHERE state = 'closed'`,
  `INSERT INTO incident (id, legal_entity_id, kind, provider_id, component_id, use_case_id, use_case_ids, started_at,
     client_impact, data_impact, severity, summary, owner_id, evidence_ids, report_decision, report_reason, report_decided_by,
     report_decided_at, created_by, prepared_by, created_at, updated_at)
   SELECT CASE WHEN n = 15073 THEN '${INCIDENT}'::uuid ELSE gen_random_uuid() END, e.id,
          CASE WHEN n % 100 = 0 THEN 'data_leak' ELSE 'outage' END, CASE WHEN n % 3 = 0 THEN p.id END,
          CASE WHEN n % 3 = 1 THEN c.id END, CASE WHEN n % 3 = 2 THEN u.id END, ARRAY[u.id],
          timestamptz '2024-01-01' + n * interval '61.2 s', 'no', 'no',
          CASE WHEN n % 100 = 1 THEN 'critical' ELSE 'low' END, 'Incident ' || n, o.id, '{}',
          CASE WHEN n % 100 = 2 THEN 'report' ELSE 'undecided' END, CASE WHEN n % 100 = 2 THEN 'x' END,
          CASE WHEN n % 100 = 2 THEN o.id END, CASE WHEN n % 100 = 2 THEN now() END, 'x', '{x}',
          timestamptz '2024-01-01' + n % 983 * interval '71.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n
     JOIN (SELECT id, row_number() OVER () AS m FROM legal_entity) AS e ON e.m = 1 + n % 100
     JOIN (SELECT id, row_number() OVER () AS m FROM use_case) AS u ON u.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM provider) AS p ON p.m = 1 + n % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM component) AS c ON c.m = 1 + (n - 1) % 501
     JOIN (SELECT id, row_number() OVER () AS m FROM person) AS o ON o.m = 1 + n % 100`,
  `INSERT INTO incident_timeline_entry (id, incident_id, at, text, by_id, created_at)
   SELECT gen_random_uuid(), CASE WHEN n % 2 = 0 THEN '${INCIDENT}'::uuid ELSE i.id END,
          timestamptz '2024-01-01' + n * interval '61.2 s', 'x', 'x', timestamptz '2024-01-01' + n % 977 * interval '71.2 s'
     FROM generate_series(1, ${ROWS}) AS n JOIN (SELECT id, row_number() OVER () AS m FROM incident) AS i ON i.m = n`,
  'ANALYZE',
];
