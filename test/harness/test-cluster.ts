/**
 * The database server of one test run, in a process of its own: it lives as long as its input is open, so that
 * it ends and leaves nothing behind however the test run ends. Prints its connection URLs as one line of JSON.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';
import { dataFolder } from '../../src/platform/embedded/data-folder.js';
import { startEmbedded, type EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { stopLeftovers } from '../../src/platform/embedded/leftovers.js';
import { identify } from '../../src/platform/embedded/processes.js';
import { closeDatabase, define, OWNER_ROLE } from '../../src/platform/embedded/roles.js';

const PREFIX = 'underpin-test-';
const TEMPLATE = 'underpin_template';

/** Nothing here must survive a crash of the machine. */
const FAST = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

async function main(): Promise<void> {
  // Ctrl-C reaches the whole terminal group; the end of the input tells when the tests have really ended.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  // Nobody may listen any more; we end by the end of our input, not by a broken pipe.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  const runIsOver = new Promise((resolve) => process.stdin.once('close', resolve).resume());

  await removeDeadRuns();
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  try {
    const server = await startEmbedded({ dataDir: folder, log: report, settings: FAST });
    try {
      await makeTemplate(server);
      const { ownerUrl, appUrl, superuserUrl } = server;
      process.stdout.write(`${JSON.stringify({ ownerUrl, appUrl, superuserUrl })}\n`);
      await runIsOver;
    } finally {
      await server.stop();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** A database with the current schema, from which every test's own database is copied. */
async function makeTemplate(server: EmbeddedServer): Promise<void> {
  const superuser = new pg.Client({ connectionString: server.superuserUrl });
  await superuser.connect();
  try {
    await define(superuser, 'CREATE DATABASE %1$I OWNER %2$I', TEMPLATE, OWNER_ROLE);
    await closeDatabase(superuser, TEMPLATE);
    const url = new URL(server.ownerUrl);
    url.pathname = TEMPLATE;
    await migrate(url.href);
    // A template in use cannot be copied.
    await define(superuser, 'ALTER DATABASE %1$I ALLOW_CONNECTIONS false', TEMPLATE);
  } finally {
    await superuser.end();
  }
}

/** A run that was killed together with its server may leave a folder; its name tells whose it was. */
async function removeDeadRuns(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
    if (Number.isNaN(pid) || (await identify(pid))) continue;
    const folder = join(tmpdir(), name);
    // Another user's folder is not ours to remove.
    await stopLeftovers(dataFolder(folder), report).catch(() => undefined);
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function report(line: string): void {
  if (!line.startsWith('Making')) process.stderr.write(`${line}\n`);
}

await main().catch((error: unknown) => {
  process.stderr.write(
    `The test database did not start: ${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
