import { afterAll, beforeAll, describe, it } from '@jest/globals';
import type { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { BOM_SORTS, BomReadModel } from '../../src/modules/interchange/persistence/bom.read-model.js';
import { SCAN_SORTS, ScanReadModel } from '../../src/modules/inventory/persistence/scan.read-model.js';
import {
  VULNERABILITY_SORTS,
  VulnerabilityReadModel,
} from '../../src/modules/inventory/persistence/vulnerability.read-model.js';
import { bothWays, expectInOrder, type FilledDatabase, fillDatabase } from '../harness/filled-database.js';
import { planOf } from '../harness/plans.js';

/** Of one component that has many, beside others that have as many together. */
const MANY = 10_000;
const COMPONENT = newId();

let database: FilledDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await fillDatabase(FILL);
  pool = database.pool;
}, 60_000);
afterAll(() => database.drop());

describe('a page of the facts of one component', () => {
  it.each(bothWays(VULNERABILITY_SORTS))('vulnerabilities by %s', async (sort) => {
    expectInOrder(await planOf(pool, (db) => new VulnerabilityReadModel(db).page(COMPONENT, { sort }, null)));
  });

  it.each(bothWays(SCAN_SORTS))('scans by %s', async (sort) => {
    expectInOrder(await planOf(pool, (db) => new ScanReadModel(db).page(COMPONENT, { sort }, null)));
  });

  it.each(bothWays(BOM_SORTS))('bills of materials by %s', async (sort) => {
    expectInOrder(await planOf(pool, (db) => new BomReadModel(db).page(COMPONENT, { sort }, null)));
  });
});

const spread = (columns: string, values: string, table: string): string =>
  `INSERT INTO ${table} (id, component_id, created_at, updated_at, ${columns})
   SELECT gen_random_uuid(), CASE WHEN n % 2 = 0 THEN '${COMPONENT}'::uuid ELSE c.id END,
          timestamptz '2024-01-01' + n * interval '61.2 s', timestamptz '2024-01-01' + n % 977 * interval '71.2 s', ${values}
     FROM generate_series(1, ${2 * MANY}) AS n
     JOIN (SELECT id, row_number() OVER (ORDER BY name) AS m FROM component) AS c ON c.m = n % 500 + 1`;

const FILL = [
  ...['component', 'component_vulnerability', 'component_scan', 'component_bom'].map(
    (table) => `ALTER TABLE ${table} DISABLE TRIGGER USER`,
  ),
  `INSERT INTO component (id, name, kind, created_by)
   SELECT CASE WHEN n = 1 THEN '${COMPONENT}'::uuid ELSE gen_random_uuid() END, 'C ' || n, 'library', 'x'
     FROM generate_series(1, 500) AS n`,
  spread(
    'identifier, found_on',
    `'CVE-2026-' || n + 1000, date '2026-01-01' + n % 300`,
    'component_vulnerability',
  ),
  spread('tool, scanned_on', `'scanner', date '2026-01-01' + n % 300`, 'component_scan'),
  spread(
    'sha256, spec_version, document, listed, not_understood, received_by',
    `md5(n::text), '1.6', '{}', '[]', '[]', 'x'`,
    'component_bom',
  ),
  'ANALYZE',
];
