import { once } from 'node:events';
import { chmod, copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditSealer } from '../../src/modules/audit/audit.public.js';
import type { Config } from '../../src/platform/config/config.js';
import { MIGRATIONS } from '../../src/platform/database/migrations.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { startApp, type TestApp } from '../harness/app.js';
import { type ProgramProcess, startProgram } from '../harness/program-process.js';
import { until } from '../harness/until.js';

/** Processes are started from their sources, which takes many seconds on a busy machine. */
const PATIENCE = 240_000;

const LATER = `INSERT INTO migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`;
const NOT_LATER = `DELETE FROM migration WHERE name = 'Later9999999999999'`;
const LAST_NAME = MIGRATIONS.at(-1)?.name ?? '';
const LAST_MIGRATION = [LAST_NAME.slice(-13), LAST_NAME];
const LAST = 'INSERT INTO migration (timestamp, name) VALUES ($1, $2)';
const NOT_LAST = `DELETE FROM migration WHERE name = '${LAST_NAME}'`;

let app: TestApp;
let running: ProgramProcess | null = null;
beforeAll(async () => {
  app = await startApp();
});
afterEach(async () => {
  await running?.kill();
  running = null;
});
afterAll(() => app.close());

function start(
  environment: Record<string, string>,
  program: Parameters<typeof startProgram>[0] = 'all',
): ProgramProcess {
  running = startProgram(program, app.nest.get<Config>(CONFIG), {
    DATABASE_OWNER_URL: app.owner.options.connectionString ?? '',
    ...environment,
  });
  return running;
}

/** What a start that cannot succeed says before it ends with 1. */
async function refusal(...what: Parameters<typeof start>): Promise<string> {
  const program = start(...what);
  expect(await program.ended()).toBe(1);
  return program.output();
}

/** Where a program answers, once it does. */
async function addressOf(program: ProgramProcess): Promise<string> {
  const address = (): string | undefined => /answers at (http:\S+)/.exec(program.output())?.[1];
  await until('it answers', () => address() !== undefined);
  return address()?.replace('localhost', '127.0.0.1') ?? '';
}

describe('a start that cannot succeed ends with one sentence', () => {
  it(
    'when an environment variable is wrong',
    async () => {
      expect(await refusal({ PORT: 'eighty' })).toMatch(
        /^The environment variable PORT is "eighty": .*\.\n$/,
      );
    },
    PATIENCE,
  );

  it(
    'when the clock that it is to follow is not there',
    async () => {
      expect(await refusal({ CLOCK_FILE: '/nowhere/clock' })).toMatch(
        /^The environment variable CLOCK_FILE names a file that cannot be read: .*\.\n$/,
      );
    },
    PATIENCE,
  );

  it(
    'when the key of the audit log is none, or cannot be reached',
    async () => {
      const path = join(app.dataDir, 'no-key.pem');
      await writeFile(path, 'nothing', { mode: 0o600 });
      for (const [file, reason] of [
        [path, 'Not an Ed25519 private key'],
        [join(path, 'below-a-file.pem'), 'ENOTDIR'],
        [app.dataDir, 'EISDIR'],
      ] as const) {
        const said = await refusal({ AUDIT_SIGNING_KEY_FILE: file }, 'worker');
        expect(said).toMatch(
          /^The signing key of the audit log cannot be used \(.*AUDIT_SIGNING_KEY_FILE .*\.\n$/,
        );
        expect(said).toContain(reason);
      }
    },
    PATIENCE,
  );

  it(
    'when the secret of sessions is empty, or open to others',
    async () => {
      const path = join(app.dataDir, 'auth-secret');
      await writeFile(path, '', { mode: 0o600 });
      const start = () => refusal({ AUTH_SECRET: '' }, 'api');
      expect(await start()).toMatch(/^The file .*auth-secret holds no usable secret: .*AUTH_SECRET\.\n$/);
      await writeFile(path, 'a secret that is long enough, really\n');
      await chmod(path, 0o640);
      expect(await start()).toMatch(/^The file .*auth-secret can be read by others .* chmod 600 .*\.\n$/);
      await rm(path);
      await mkdir(path);
      expect(await start()).toMatch(/^The file .*auth-secret cannot be used \(EISDIR\): .*AUTH_SECRET\.\n$/);
      await rm(path, { recursive: true });
    },
    PATIENCE,
  );

  it(
    'when the audit log was sealed under another name, or is not the one that was sealed',
    async () => {
      const created = await app.send('procurement', 'POST', '/api/v1/providers', {
        body: { name: 'Sealed' },
      });
      expect(created.status).toBe(201);
      await until('it is sealed', async () => (await app.nest.get(AuditSealer).seal()) > 0);
      expect(await refusal({ AUDIT_ORIGIN: 'other.example.com/audit' }, 'api')).toMatch(
        /^The audit log of this database is sealed as "underpin\/audit" .* AUDIT_ORIGIN says "other.example.com\/audit": .*\.\n$/,
      );
      const { auditSigningKeyFile } = app.nest.get<Config>(CONFIG);
      const elsewhere = join(app.dataDir, 'elsewhere.pem');
      await copyFile(auditSigningKeyFile, elsewhere);
      await writeFile(`${elsewhere}.head`, `9 ${Buffer.alloc(32).toString('base64')}\n`);
      expect(await refusal({ AUDIT_SIGNING_KEY_FILE: elsewhere })).toMatch(
        /^The audit log in the database is not the one whose 9 entries were sealed last: .*\.\n$/,
      );
    },
    PATIENCE,
  );

  it(
    'when the port is in use',
    async () => {
      const holder: Server = createServer().listen(0, '127.0.0.1');
      await once(holder, 'listening');
      const { port } = holder.address() as { port: number };
      try {
        expect(await refusal({ PORT: String(port) })).toMatch(
          new RegExp(`^Port ${port} is in use: .* the environment variable PORT .*\\.\\n$`),
        );
      } finally {
        holder.close();
      }
    },
    PATIENCE,
  );

  it(
    'when the database cannot be reached, without its password',
    async () => {
      const said = await refusal({ DATABASE_URL: 'postgres://somebody:hunter22@127.0.0.1:1/nowhere' });
      expect(said).toMatch(
        /^The database that the environment variable DATABASE_URL names cannot be reached \(ECONNREFUSED\): .*\.\n$/,
      );
      expect(said).not.toContain('hunter22');
    },
    PATIENCE,
  );

  it(
    'when its role may not migrate',
    async () => {
      expect(await refusal({ DATABASE_OWNER_URL: '' })).toMatch(
        /^The role .* set the environment variable DATABASE_OWNER_URL .*\.\n$/,
      );
    },
    PATIENCE,
  );

  it(
    'when the database was migrated by a newer release',
    async () => {
      await app.owner.query(LATER);
      try {
        for (const program of ['all', 'api', 'worker'] as const) {
          expect(await refusal({}, program)).toMatch(
            /^The database was migrated by a newer release .*Later.*\.\n$/,
          );
        }
      } finally {
        await app.owner.query(NOT_LATER);
      }
    },
    PATIENCE,
  );

  it(
    'when a process that does not migrate finds a database that was not migrated',
    async () => {
      await app.owner.query(NOT_LAST);
      try {
        for (const program of ['api', 'worker'] as const) {
          expect(await refusal({}, program)).toMatch(
            /^The database has not been migrated to this release \(it lacks "\w+"\): .*\.\n$/,
          );
        }
      } finally {
        await app.owner.query(LAST, LAST_MIGRATION);
      }
    },
    PATIENCE,
  );
});

describe('a process whose database is migrated under it', () => {
  const schema = async () => {
    const { status, json } = await app.send(null, 'GET', '/health/ready');
    const checks = json['checks'] as unknown as { name: string; state: string; reason: string }[];
    return { status, ...checks.find(({ name }) => name === 'schema') };
  };

  it('goes on with a newer schema and says so, and is not ready on one that lacks what it needs', async () => {
    expect(await schema()).toMatchObject({ status: 200, state: 'ok' });
    await app.owner.query(LATER);
    expect(await schema()).toMatchObject({
      status: 200,
      state: 'degraded',
      reason: expect.stringContaining('a newer release'),
    });
    await app.owner.query(NOT_LATER);
    await app.owner.query(NOT_LAST);
    expect(await schema()).toMatchObject({
      status: 503,
      state: 'failed',
      reason: expect.stringContaining(LAST_NAME),
    });
    await app.owner.query(LAST, LAST_MIGRATION);
    expect(await schema()).toMatchObject({ status: 200, state: 'ok' });
  });
});

describe('a start that succeeds', () => {
  it(
    'says where it answers, is ready, and ends well when it is told to',
    async () => {
      const program = start({ LOG_LEVEL: 'silent' });
      const url = await addressOf(program);
      expect((await fetch(`${url}/health/ready`)).status).toBe(200);
      expect(await program.stop()).toBe(0);
    },
    PATIENCE,
  );

  it(
    'needs no second database role, and says in its health that there is none',
    async () => {
      const owner = app.owner.options.connectionString ?? '';
      const program = start({ DATABASE_URL: owner, DATABASE_OWNER_URL: '' });
      const url = await addressOf(program);
      const made = await fetch(`${url}/api/v1/providers`, {
        method: 'POST',
        headers: { authorization: `Bearer ${app.keys.procurement}`, 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'Written by the owner' }),
      });
      expect([made.status, await made.text()]).toEqual([201, expect.any(String)]);
      expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({
        status: 'degraded',
        checks: expect.arrayContaining([
          { name: 'roles', state: 'degraded', reason: expect.stringMatching(/^One database role both/) },
        ]),
      });
      expect((await app.send(null, 'GET', '/health/ready')).json['checks']).toContainEqual({
        name: 'roles',
        state: 'ok',
        reason: '',
      });
    },
    PATIENCE,
  );

  it(
    'stays for a while with a red readiness when it is asked to end, and answers meanwhile',
    async () => {
      const program = start({ SHUTDOWN_GRACE_SECONDS: '6' });
      const url = await addressOf(program);
      const ending = program.stop();
      await until('it says so', async () => {
        const ready = await fetch(`${url}/health/ready`);
        return ready.status === 503 && (await ready.text()).includes('This process is shutting down.');
      });
      expect((await fetch(`${url}/api/v1/openapi.json`)).status).toBe(200);
      expect(await ending).toBe(0);
    },
    PATIENCE,
  );

  it(
    'turns its readiness red before it waits for the job in hand',
    async () => {
      const program = start({});
      const url = await addressOf(program);
      const holder = await app.owner.connect();
      try {
        await holder.query('BEGIN');
        await holder.query('LOCK TABLE audit.entry, public.obligation');
        await until('a job is held up', async () => {
          const { rowCount } = await app.owner.query(
            `SELECT FROM pg_locks JOIN pg_stat_activity USING (pid) WHERE NOT granted AND datname = current_database()`,
          );
          return (rowCount ?? 0) > 0;
        });
        const ending = program.stop();
        await until('it says so', async () => (await fetch(`${url}/health/ready`)).status === 503);
        await holder.query('ROLLBACK');
        expect(await ending).toBe(0);
      } finally {
        holder.release(true);
      }
    },
    PATIENCE,
  );

  it(
    'does not wait when a person ends it',
    async () => {
      const program = start({ SHUTDOWN_GRACE_SECONDS: '15' });
      await addressOf(program);
      const from = Date.now();
      expect(await program.stop('SIGINT')).toBe(0);
      expect(Date.now() - from).toBeLessThan(14_000);
    },
    PATIENCE,
  );
});
