import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { startEmbedded, type EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { identify, serverProcessesIn } from '../../src/platform/embedded/processes.js';
import { waitUntil } from '../../src/platform/embedded/wait-until.js';
import { itOnLinux } from '../harness/needs.js';

const PATIENCE_MS = 30_000;

describe('the embedded PostgreSQL', () => {
  let parent: string;
  let dataDir: string;
  const running: EmbeddedServer[] = [];
  const holders: ChildProcess[] = [];

  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'underpin embedded '));
    dataDir = join(parent, '資料 folder');
    const server = await start();
    await ask(server.ownerUrl, 'CREATE TABLE kept (n integer)');
    await server.stop();
  });

  afterEach(async () => {
    for (const holder of holders.splice(0)) holder.kill('SIGKILL');
    for (const server of running.splice(0)) await server.stop();
  });

  afterAll(async () => {
    await rm(parent, { recursive: true, force: true });
  });

  async function start(): Promise<EmbeddedServer> {
    const server = await startEmbedded({ dataDir, log: () => undefined });
    running.push(server);
    return server;
  }

  async function startInOtherProcess(): Promise<{ holder: ChildProcess; told: Told }> {
    const holder = spawn(
      process.execPath,
      ['--no-warnings', '--import', './test/harness/run-ts.mjs', 'test/harness/embedded-holder.ts', dataDir],
      { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    holders.push(holder);
    if (!holder.stdout) throw new Error('The holder has no output.');
    const [line] = (await once(createInterface(holder.stdout), 'line')) as [string];
    return { holder, told: JSON.parse(line) as Told };
  }

  const serverProcesses = (): Promise<number[]> => serverProcessesIn(join(dataDir, 'postgres'));

  it('makes a UTF-8 cluster with checksums that listens on the loopback address only', async () => {
    const server = await start();
    const [row] = await ask(
      server.superuserUrl,
      `SELECT current_setting('server_encoding') AS encoding, datlocprovider AS provider, datlocale AS locale,
              current_setting('data_checksums') AS checksums, current_setting('fsync') AS fsync,
              current_setting('listen_addresses') AS addresses, current_setting('unix_socket_directories') AS sockets
         FROM pg_database WHERE datname = 'underpin'`,
    );
    expect(row).toEqual({
      encoding: 'UTF8',
      provider: 'b',
      locale: 'C.UTF-8',
      checksums: 'on',
      fsync: 'on',
      addresses: '127.0.0.1',
      sockets: '',
    });
  });

  it('keeps random passwords where only the owner can read them, and lets nobody in without one', async () => {
    const server = await start();
    const { mode } = await stat(join(dataDir, 'postgres.json'));
    expect(mode & 0o777).toBe(0o600);
    const guess = new URL(server.superuserUrl);
    for (const password of ['', 'postgres']) {
      guess.password = password;
      await expect(ask(guess.href, 'SELECT 1')).rejects.toThrow(/password/);
    }
  });

  it('has an owner that may change the schema and an application role that may not', async () => {
    const server = await start();
    await ask(server.ownerUrl, 'CREATE TABLE made (n integer); DROP TABLE made');
    for (const ddl of [
      'CREATE TABLE made (n integer)',
      'CREATE TEMP TABLE made (n integer)',
      'CREATE SCHEMA made',
    ]) {
      await expect(ask(server.appUrl, ddl)).rejects.toThrow(/permission denied/);
    }
    await expect(ask(server.appUrl, 'SELECT * FROM kept')).rejects.toThrow(/permission denied/);
  });

  it('keeps data and port over a restart', async () => {
    const first = await start();
    await ask(first.ownerUrl, 'INSERT INTO kept VALUES (1)');
    await first.stop();
    const second = await start();
    expect(second.port).toBe(first.port);
    expect(second.ownerUrl).toBe(first.ownerUrl);
    expect(await ask(second.ownerUrl, 'SELECT n FROM kept WHERE n = 1')).toEqual([{ n: 1 }]);
  });

  it('takes another port when its own is taken, and remembers that one', async () => {
    const first = await start();
    await first.stop();
    const squatter = createServer().listen(first.port, '127.0.0.1');
    await once(squatter, 'listening');
    const second = await start();
    expect(second.port).not.toBe(first.port);
    await second.stop();
    squatter.close();
    await once(squatter, 'close');
    const third = await start();
    expect(third.port).toBe(second.port);
  });

  it('leaves no process and no mark behind when it is stopped', async () => {
    const server = await start();
    expect(await serverProcesses()).toContain(server.pid);
    await server.stop();
    await server.stop();
    // The postmaster has ended; the system may still be clearing away a child of it.
    expect(await waitUntil(async () => (await serverProcesses()).length === 0, PATIENCE_MS)).toBe(true);
    expect(await readdir(dataDir)).not.toContain('postgres.lock');
  });

  it('starts again after its server was killed, with every committed row', async () => {
    const first = await start();
    await ask(first.ownerUrl, 'INSERT INTO kept VALUES (2)');
    process.kill(first.pid, 'SIGKILL');
    await first.stop();
    const second = await start();
    expect(await ask(second.ownerUrl, 'SELECT n FROM kept WHERE n = 2')).toEqual([{ n: 2 }]);
  });

  it('says once, and only then, that the server ended by itself', async () => {
    const lines: string[] = [];
    const server = await startEmbedded({ dataDir, log: (line) => lines.push(line) });
    running.push(server);
    process.kill(server.pid, 'SIGKILL');
    await waitUntil(() => lines.length > 0, PATIENCE_MS);
    await server.stop();
    expect(lines).toEqual([`The database server (process ${server.pid}) ended unexpectedly: SIGKILL.`]);
  });

  it('refuses a second start on the same folder and names the process that holds it', async () => {
    const { holder } = await startInOtherProcess();
    await expect(start()).rejects.toMatchObject({
      name: 'StartupError',
      message: expect.stringMatching(
        new RegExp(`in use by process ${holder.pid} .*: stop that process first`),
      ),
    });
  });

  it('lets exactly one of two simultaneous starts through', async () => {
    const outcomes = await Promise.all([startInOtherProcess(), startInOtherProcess()]);
    const failures = outcomes.map(({ told }) => told.failed).filter((reason) => reason !== undefined);
    expect(failures).toEqual([expect.stringContaining('is in use by process')]);
  });

  it('ends with a starter that was killed', async () => {
    const { holder, told } = await startInOtherProcess();
    await ask(told.ownerUrl, 'INSERT INTO kept VALUES (3)');
    holder.kill('SIGKILL');
    await waitUntil(async () => (await serverProcesses()).length === 0, PATIENCE_MS);
    expect(await serverProcesses()).toEqual([]);
    const server = await start();
    expect(await ask(server.ownerUrl, 'SELECT n FROM kept WHERE n = 3')).toEqual([{ n: 3 }]);
  });

  // What only /proc can tell; elsewhere PostgreSQL's own checks have the last word.
  itOnLinux('stops a server that was left running, and starts its own', async () => {
    const { holder, told } = await startInOtherProcess();
    await ask(told.ownerUrl, 'INSERT INTO kept VALUES (4)');
    const children = await childrenOf(holder.pid ?? 0);
    for (const pid of children.filter((child) => child !== told.pid)) process.kill(pid, 'SIGKILL');
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    expect(await identify(told.pid)).toBeDefined();

    const server = await start();
    expect(await identify(told.pid)).toBeUndefined();
    expect(await ask(server.ownerUrl, 'SELECT n FROM kept WHERE n = 4')).toEqual([{ n: 4 }]);
  });

  itOnLinux('does not trust a pid file whose number belongs to another program', async () => {
    const pidFile = join(dataDir, 'postgres', 'postmaster.pid');
    await writeFile(pidFile, `${process.ppid}\n${dataDir}\n1\n5432\n\n127.0.0.1\n 1 1\nready\n`, {
      mode: 0o666,
    });
    await start();
    expect(await readFile(pidFile, 'utf8')).not.toMatch(new RegExp(`^${process.ppid}\n`));
  });

  it('closes the file of its passwords to others when a copy has opened it', async () => {
    const secrets = join(dataDir, 'postgres.json');
    await (await start()).stop();
    await chmod(secrets, 0o644);
    await start();
    expect((await stat(secrets)).mode & 0o777).toBe(0o600);
  });

  it('sets new passwords when they were lost, and keeps the data', async () => {
    const first = await start();
    await ask(first.ownerUrl, 'INSERT INTO kept VALUES (5)');
    await first.stop();
    await rm(join(dataDir, 'postgres.json'));
    const second = await start();
    expect(second.ownerUrl).not.toBe(first.ownerUrl);
    expect(await ask(second.ownerUrl, 'SELECT n FROM kept WHERE n = 5')).toEqual([{ n: 5 }]);
    await expect(ask(second.appUrl, 'SELECT 1 AS one')).resolves.toEqual([{ one: 1 }]);
  });

  it('refuses a cluster of another major version, naming both', async () => {
    const file = join(dataDir, 'postgres', 'PG_VERSION');
    const version = await readFile(file, 'utf8');
    await writeFile(file, '15\n');
    await expect(start()).rejects.toThrow(
      /made by PostgreSQL 15 and this release brings PostgreSQL \d+: .*DATA_DIR/,
    );
    await writeFile(file, version);
    await start();
  });

  it('refuses a data folder that is a file', async () => {
    const file = join(parent, 'file');
    await writeFile(file, '');
    for (const path of [file, join(file, 'below')]) {
      await expect(startEmbedded({ dataDir: path, log: () => undefined })).rejects.toMatchObject({
        name: 'StartupError',
        message: expect.stringContaining('is not a folder: set DATA_DIR'),
      });
    }
  });

  it('replaces a cluster whose making was interrupted', async () => {
    const other = join(parent, 'interrupted');
    await mkdir(join(other, 'postgres.unfinished', 'base'), { recursive: true });
    await writeFile(join(other, 'postgres.json'), '{"superuserPassword":');
    const server = await startEmbedded({ dataDir: other, log: () => undefined, settings: { fsync: 'off' } });
    running.push(server);
    expect(await ask(server.appUrl, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
    expect(await readdir(other)).not.toContain('postgres.unfinished');
  });
});

/** What the other process says about its server, or why it has none. */
interface Told {
  ownerUrl: string;
  pid: number;
  failed?: string;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  // A session of a server that is killed on purpose breaks without a caller.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

async function childrenOf(parent: number): Promise<number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const parents = await Promise.all(
    pids.map(async (pid) => {
      const fields = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
      return Number(fields.slice(fields.lastIndexOf(')') + 2).split(' ')[1]);
    }),
  );
  return pids.filter((_, index) => parents[index] === parent).map(Number);
}
