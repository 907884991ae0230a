import { Pool } from 'pg';
import { newId } from '../../src/kernel/ids.js';
import type { EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { insertKey } from './key.js';
import { load, type Measured, median, residentKiB, type Target } from './load.js';
import { type Server, serve } from './servers.js';
import { figure, heading } from './table.js';

const ROUNDS = Number(process.env['BENCH_ROUNDS'] ?? 5);
const SECONDS = Number(process.env['BENCH_SECONDS'] ?? 4);
const COMPONENTS = 10_000;
const MANY = 500_000;

/** Reads and writes over HTTP beside a bare Fastify + pg server on the same database. */
export async function benchHttp(database: EmbeddedServer, dataDir: string): Promise<void> {
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2 });
  await seed(owner, COMPONENTS);
  const key = await insertKey(owner);
  const api = await serve('dist/src/main.api.js', {
    DATABASE_URL: database.appUrl,
    DATA_DIR: dataDir, // keys of its own: those of a checkout that was started belong to another log
    PORT: '0',
    RATE_LIMIT_PER_MINUTE: '0',
    AUTH_SECRET: 'only-for-the-benchmark-0123456789abcdef',
  });
  const bare = await serve('test/bench/bare-server.mjs', { DATABASE_URL: database.ownerUrl });
  try {
    heading(`HTTP, 20 connections, median of ${ROUNDS} interleaved rounds of ${SECONDS} s`);
    await compare(database, owner, api, bare, key);
    figure(
      'resident memory of the API process after this',
      `${(residentKiB(api.pid) / 1024).toFixed(0)} MiB`,
      '<= 250 MiB after 10,000 requests',
    );
    await seed(owner, MANY - COMPONENTS);
    await deepPages(owner, api, key);
  } finally {
    await api.stop();
    await bare.stop();
    await owner.end();
  }
}

async function compare(
  database: EmbeddedServer,
  owner: Pool,
  api: Server,
  bare: Server,
  key: string,
): Promise<void> {
  const headers = { authorization: `Bearer ${key}` };
  const { rows } = await owner.query<{ id: string }>('SELECT id FROM component ORDER BY id LIMIT 1');
  const id = rows[0]?.id ?? '';
  const pairs: [string, Partial<Target>, Partial<Target>, string, string][] = [
    [
      'GET a page of 50 components',
      { url: '/api/v1/components?limit=50', headers },
      { url: '/components' },
      '>= 1.0 x',
      '<= 1.2 x',
    ],
    [
      'GET one component',
      { url: `/api/v1/components/${id}`, headers },
      { url: `/components/${id}` },
      '>= 0.6 x',
      '',
    ],
    [
      'POST a component',
      {
        url: '/api/v1/components',
        headers,
        body: () => newBody(),
        vary: () => ({ 'idempotency-key': newId() }),
      },
      { url: '/components', body: () => newBody({ id: newId() }) },
      '>= 0.30 x',
      '',
    ],
  ];
  for (const [what, ours, theirs, reach, reachCpu] of pairs) {
    const a: Measured[] = [];
    const b: Measured[] = [];
    for (let round = 0; round <= ROUNDS; round++) {
      const mine = await load(
        { ...ours, url: api.url + (ours.url ?? ''), pid: api.pid },
        SECONDS,
        database.pid,
      );
      const other = await load(
        { ...theirs, url: bare.url + (theirs.url ?? ''), pid: bare.pid },
        SECONDS,
        database.pid,
      );
      if (round === 0) continue; // warm-up
      a.push(mine);
      b.push(other);
    }
    const ratio = (of: (m: Measured) => number): string =>
      median(a.map((m, i) => of(m) / of(b[i] ?? m))).toFixed(2);
    const failed = a.reduce((sum, m) => sum + m.failed, 0);
    figure(
      what,
      `${ratio((m) => m.perSecond)} x (${median(a.map((m) => m.perSecond)).toFixed(0)}/s, ${failed} failed)`,
      reach,
    );
    figure(
      '  processor time a request, Node + PostgreSQL',
      `${ratio((m) => m.serverCpu + m.databaseCpu)} x (${cpu(a)} against ${cpu(b)})`,
      reachCpu,
    );
  }
}

function cpu(measured: readonly Measured[]): string {
  const node = median(measured.map((m) => m.serverCpu));
  const pg = median(measured.map((m) => m.databaseCpu));
  return `${node.toFixed(2)} + ${pg.toFixed(2)} ms`;
}

let made = 0;
function newBody(more: object = {}): string {
  return JSON.stringify({
    ...more,
    name: `Bench component ${process.pid} ${++made}`,
    kind: 'library',
    licence: 'MIT',
    storageLocation: 'HK',
  });
}

/** Page 1 against page 10,000 of half a million rows, in turn. */
async function deepPages(owner: Pool, api: Server, key: string): Promise<void> {
  const { rows } = await owner.query<{ id: string; at: string }>(
    `SELECT id, created_at::text AS at FROM component WHERE retired_at IS NULL ORDER BY created_at, id OFFSET 499949 LIMIT 1`,
  );
  const cursor = Buffer.from(JSON.stringify(['components', 'createdAt', rows[0]?.at, rows[0]?.id])).toString(
    'base64url',
  );
  const first: number[] = [];
  const late: number[] = [];
  for (let i = 0; i < 300; i++) {
    first.push(await timed(api, key, '/api/v1/components?limit=50'));
    late.push(await timed(api, key, `/api/v1/components?limit=50&cursor=${cursor}`));
  }
  figure(
    'page 10,000 of 500,000 rows against page 1',
    `${(median(late) / median(first)).toFixed(2)} x (${median(late).toFixed(2)} against ${median(first).toFixed(2)} ms)`,
    '<= 1.2 x',
  );
}

async function timed(api: Server, key: string, path: string): Promise<number> {
  const started = performance.now();
  const response = await fetch(api.url + path, { headers: { authorization: `Bearer ${key}` } });
  const body = (await response.json()) as { items: unknown[] };
  if (response.status !== 200 || body.items.length !== 50)
    throw new Error(`an unexpected page: ${response.status}`);
  return performance.now() - started;
}

async function seed(owner: Pool, count: number): Promise<void> {
  await owner.query(
    `CREATE TABLE IF NOT EXISTS bare_component (LIKE component INCLUDING DEFAULTS INCLUDING INDEXES)`,
  );
  await owner.query(
    `INSERT INTO component (id, name, name_zh_hant, kind, release, licence, purl, storage_location, created_by)
     SELECT gen_random_uuid(), 'Component ' || i || ' ' || $2, '組件' || i, 'library', '1.' || i, 'Apache-2.0',
            'pkg:npm/component-' || i || '@1.' || i, 'HK', 'bench'
       FROM generate_series(1, $1::int) AS i`,
    [count, newId()],
  );
  await owner.query('VACUUM ANALYZE component');
}
