import { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import { generatePortfolio, LARGE } from '../../src/modules/scoring/engine/graph/testing/generate.js';
import type { EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { forgetPeak, peakMiB } from './graph/peak-memory.js';
import { insertKey } from './key.js';
import { type Server, serve } from './servers.js';
import { storeRegister } from './store-register.js';
import { figure, heading } from './table.js';

const ARRANGEMENTS = 20_000;
/** Use cases of the smaller of the two legal entities. */
const FEW = 100;

/** How long it takes to judge every rule on a large firm, and on one of its legal entities. */
export async function benchInspection(database: EmbeddedServer, dataDir: string): Promise<void> {
  const input = generatePortfolio(LARGE);
  const owner = new Pool({ connectionString: database.ownerUrl, max: 1, options: '-c TimeZone=UTC' });
  let small = '';
  let key = '';
  try {
    await storeRegister(owner, input);
    small = await storeRecords(owner);
    key = await insertKey(owner);
  } finally {
    await owner.end();
  }
  const api = await serve('dist/src/main.api.js', {
    DATABASE_URL: database.appUrl,
    DATA_DIR: dataDir,
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '0',
    AUTH_SECRET: 'only-for-the-benchmark-0123456789abcdef',
  });
  try {
    heading(
      `coverage of the rules: ${input.useCases.length} use cases, ${ARRANGEMENTS} arrangements, ${input.nodes.length} components`,
    );
    for (const attempt of ['first', 'again']) {
      forgetPeak(api.pid);
      figure(`everything, ${attempt}`, await timed(api, key, ''), '<= 10 s');
      figure('  peak memory', `${peakMiB(api.pid).toFixed(0)} MiB`);
    }
    for (const attempt of ['first', 'again', 'once more']) {
      figure(
        `a legal entity of ${FEW} use cases, ${attempt}`,
        await timed(api, key, `?legalEntityId=${small}`),
        '<= 300 ms',
      );
    }
  } finally {
    await api.stop();
  }
}

async function timed({ url }: Server, key: string, query: string): Promise<string> {
  const started = performance.now();
  const response = await fetch(`${url}/api/v1/inspection/coverage${query}`, {
    headers: { authorization: `Bearer ${key}` },
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(text);
  const ms = performance.now() - started;
  return `${(ms / 1000).toFixed(2)} s, ${(text.length / 1024).toFixed(0)} KiB`;
}

/**
 * What rules read, beside the graph: arrangements of some components each, and of every use case and of one component in five what
 * was done to be sure of it. Returns a legal entity that has a few of the use cases. Written without history: it is a set-up.
 */
async function storeRecords(owner: Pool): Promise<string> {
  const small = newId();
  const client = await owner.connect();
  try {
    await client.query('SET session_replication_role = replica').catch(() => undefined);
    for (const statement of RECORDS) await client.query(statement);
    await client.query(
      `INSERT INTO legal_entity (id, name, kind, jurisdiction) VALUES ($1, 'Small', 'licensed_corporation', 'HK')`,
      [small],
    );
    await client.query(
      `UPDATE use_case_legal_entity SET legal_entity_id = $1
        WHERE use_case_id IN (SELECT id FROM use_case ORDER BY id LIMIT ${FEW})`,
      [small],
    );
    for (const table of ['contingency_plan', 'assurance_activity', 'data_flow']) {
      await client.query(
        `UPDATE ${table} SET legal_entity_id = $1
          WHERE use_case_id IN (SELECT use_case_id FROM use_case_legal_entity WHERE legal_entity_id = $1)`,
        [small],
      );
    }
    await client.query(
      `UPDATE arrangement SET legal_entity_id = $1
        WHERE id IN (SELECT id FROM arrangement WHERE reference LIKE 'Order %' ORDER BY id LIMIT ${4 * FEW})`,
      [small],
    );
    await client.query('ANALYZE');
  } finally {
    client.release();
  }
  return small;
}

const PREPARED = `created_by, prepared_by`;
const BY = `'bench', '{bench}'`;
const ENTITY = '(SELECT id FROM legal_entity ORDER BY created_at, id LIMIT 1)';

const RECORDS: readonly string[] = [
  `INSERT INTO person (id, email, name, roles) VALUES (gen_random_uuid(), 'bench@example.com', 'Bench', '{risk_officer}')`,
  `INSERT INTO arrangement (id, legal_entity_id, reference, kind, provider_id, starts_on, reliance, ip_breach_material,
     privacy_breach_material, ${PREPARED})
   SELECT gen_random_uuid(), ${ENTITY}, 'Order ' || n, 'contract',
          (SELECT id FROM provider WHERE kind = 'third_party' ORDER BY id OFFSET n % 4 LIMIT 1), '2026-01-01', 'material', 'no', 'yes', ${BY}
     FROM generate_series(1, ${ARRANGEMENTS}) AS n`,
  `INSERT INTO arrangement_component (arrangement_id, component_id)
   SELECT a.id, c.id
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM arrangement WHERE reference LIKE 'Order %') AS a
     JOIN (SELECT id, row_number() OVER (ORDER BY id) AS n FROM component) AS c ON c.n % ${ARRANGEMENTS} = a.n - 1`,
  `INSERT INTO responsibility (id, arrangement_id, task, side, basis, ${PREPARED})
   SELECT gen_random_uuid(), a.id, t, 'provider', 'contract_clause', ${BY}
     FROM arrangement a, unnest('{identity,key_custody,logging}'::text[]) AS t WHERE a.reference LIKE 'Order %'`,
  `INSERT INTO assurance_activity (id, kind, legal_entity_id, use_case_id, configuration_hash, performed_on, scope,
     scope_component_ids, outcome, open_issues, evidence_ids, ${PREPARED})
   SELECT gen_random_uuid(), k, ${ENTITY}, u.id, repeat('a', 64), '2026-11-01', '{}', '{}', 'passed', '[]', '{}', ${BY}
     FROM use_case u, unnest('{validation,end_to_end_test,monitoring_run,adversarial_test,suspension_test}'::text[]) AS k`,
  `INSERT INTO component_review (id, kind, legal_entity_id, component_id, component_version, performed_on, outcome, measures,
     evidence_ids, state, ${PREPARED})
   SELECT gen_random_uuid(), k, ${ENTITY}, c.id, '1', '2026-11-01', 'acceptable', '[]', '{}', 'recorded', ${BY}
     FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM component) AS c, unnest('{supply_chain,data_leakage}'::text[]) AS k
    WHERE c.n % 5 = 0`,
  `INSERT INTO contingency_plan (id, legal_entity_id, name, use_case_id, covers, strategy, recovery_hours, owner_id, valid_to, hash, state,
     ${PREPARED})
   SELECT gen_random_uuid(), ${ENTITY}, 'Plan ' || u.id, u.id, '{provider_failure,own_suspension}', 'stop_service', 4,
          (SELECT id FROM person LIMIT 1), '2027-06-01', repeat('b', 64), 'draft', ${BY} FROM use_case u`,
  `INSERT INTO data_flow (id, legal_entity_id, use_case_id, from_type, from_use_case_id, to_type, to_provider_id, data_classes,
     encrypted_at_rest, encrypted_in_transit, cross_border, retention, deletion, evidence_ids)
   SELECT gen_random_uuid(), ${ENTITY}, u.id, 'use_case', u.id, 'provider', (SELECT id FROM provider ORDER BY id LIMIT 1),
          '{confidential}', 'yes', 'yes', 'no', 'none', 'automatic', '{}' FROM use_case u`,
];
