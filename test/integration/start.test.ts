import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/platform/config/config.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { startApp, type TestApp } from '../harness/app.js';
import { type ProgramProcess, startProgram } from '../harness/program-process.js';
import { until } from '../harness/until.js';

/** Processes are started from their sources, which takes many seconds on a busy machine. */
const PATIENCE = 240_000;

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

function start(environment: Record<string, string>): ProgramProcess {
  running = startProgram('all', app.nest.get<Config>(CONFIG), {
    DATABASE_OWNER_URL: app.owner.options.connectionString ?? '',
    ...environment,
  });
  return running;
}

/** What a start that cannot succeed says before it ends with 1. */
async function refusal(environment: Record<string, string>): Promise<string> {
  const program = start(environment);
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
      const { owner } = app;
      await owner.query(
        `INSERT INTO migration (timestamp, name) VALUES (9999999999999, 'Later9999999999999')`,
      );
      try {
        expect(await refusal({})).toMatch(/^The database was migrated by a newer release .*Later.*\.\n$/);
      } finally {
        await owner.query(`DELETE FROM migration WHERE name = 'Later9999999999999'`);
      }
    },
    PATIENCE,
  );
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
});
