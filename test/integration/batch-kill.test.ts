import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/platform/config/config.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { startApp, type TestApp } from '../harness/app.js';
import { type ProgramProcess, startProgram } from '../harness/program-process.js';
import { until } from '../harness/until.js';

const ITEMS = 1000;
/** Processes are started from their sources, which takes many seconds on a busy machine. */
const PATIENCE = 240_000;

let app: TestApp;
let api: ProgramProcess;
beforeAll(async () => {
  app = await startApp();
});
afterAll(async () => {
  await api.kill();
  await app.close();
});

async function startApi(): Promise<string> {
  api = startProgram('api', app.nest.get<Config>(CONFIG));
  await until('the API answers', () => api.output().includes('answers at'));
  return (/http:\S+/.exec(api.output())?.[0] ?? '').replace('localhost', '127.0.0.1');
}

function sendBatch(url: string, name: string): Promise<Response> {
  return fetch(`${url}/api/v1/components/batch`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${app.keys.procurement}`,
      'content-type': 'application/json',
      'idempotency-key': name,
    },
    body: JSON.stringify({
      items: Array.from({ length: ITEMS }, (_, n) => ({ name: `${name} ${n}`, kind: 'library' })),
    }),
  });
}

/** Transactions that have written something and are not over. */
async function writing(): Promise<number> {
  const { rowCount } = await app.owner.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND backend_xid IS NOT NULL`,
  );
  return rowCount ?? 0;
}

async function stored(name: string) {
  const { rows } = await app.owner.query<Record<'components' | 'versions' | 'entries' | 'answers', number>>(
    `SELECT (SELECT count(*)::int FROM component WHERE name LIKE $1) AS components,
            (SELECT count(*)::int FROM history.component WHERE name LIKE $1) AS versions,
            (SELECT count(*)::int FROM audit.entry WHERE changes->>'name' LIKE $1) AS entries,
            (SELECT count(*)::int FROM idempotency_key WHERE key = $2) AS answers`,
    [`${name} %`, name],
  );
  return rows[0];
}

const NOTHING = { components: 0, versions: 0, entries: 0, answers: 0 };
const EVERYTHING = { components: ITEMS, versions: ITEMS, entries: ITEMS, answers: 1 };

describe('a batch whose server is killed', () => {
  it(
    'in the middle of writing leaves nothing; repeated under its key it is there once, as a whole',
    async () => {
      const answer = sendBatch(await startApi(), 'Killed').catch(() => 'no answer');
      await until('it has begun to write', async () => (await writing()) > 0, PATIENCE, 1);
      await api.kill();
      expect(await answer).toBe('no answer');
      await until('the database has noticed', async () => (await writing()) === 0);
      expect(await stored('Killed')).toEqual(NOTHING);

      const url = await startApi();
      const repeated = await sendBatch(url, 'Killed');
      expect(repeated.status).toBe(201);
      expect(await (await sendBatch(url, 'Killed')).text()).toBe(await repeated.text());
      expect(await stored('Killed')).toEqual(EVERYTHING);
      await api.kill();
    },
    PATIENCE,
  );

  it(
    'at any moment is there as a whole or not at all',
    async () => {
      for (const delay of [50, 150, 300, 600]) {
        const name = `Killed after ${delay}`;
        const answer = sendBatch(await startApi(), name).catch(() => null);
        await new Promise((resolve) => setTimeout(resolve, delay));
        await api.kill();
        await answer;
        await until('the database has noticed', async () => (await writing()) === 0);
        expect([NOTHING, EVERYTHING]).toContainEqual(await stored(name));
      }
    },
    PATIENCE,
  );
});
