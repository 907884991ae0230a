import { once } from 'node:events';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { entrust, type Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { DataFolder, Secrets } from './data-folder.js';
import { fileFailure, serverFailure } from './failure.js';
import { startProgram } from './program.js';

/**
 * Written once into postgresql.conf, where an operator may change them. The log keeps the server's own events of a
 * week and no statements: those may hold personal data, and the application reports its own failures.
 */
const SETTINGS: Readonly<Record<string, string>> = {
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  max_wal_size: '512MB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_truncate_on_rotation: 'on',
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_checkpoints: 'off',
};

/** Passwords over the loopback address, and no other way in. */
const ACCESS_RULES = 'host all all 127.0.0.1/32 scram-sha-256\n';

/** The first one that the machine's C library knows; sorting and case rules are PostgreSQL's own in any case. */
const LOCALES = ['C.UTF-8', 'en_US.UTF-8', 'C'];

/**
 * Makes a cluster beside its final place and renames it when it is complete.
 * @param durable false only for throw-away clusters: nothing is forced to the disk
 * @throws StartupError
 */
export async function makeCluster(
  folder: DataFolder,
  binaries: Binaries,
  account: Account,
  secrets: Secrets,
  durable: boolean,
): Promise<void> {
  try {
    await createFiles(folder, binaries, account, durable);
    await writeFile(join(folder.unfinished, 'pg_hba.conf'), ACCESS_RULES);
    await setSuperuserPassword(folder.unfinished, folder, binaries, account, secrets);
    await rename(folder.unfinished, folder.cluster);
  } catch (error) {
    await rm(folder.unfinished, { recursive: true, force: true });
    throw fileFailure(error, folder.root);
  }
}

/**
 * Sets the superuser's password without a network, in a server that serves only this one statement; so it is never
 * an argument that other users could see, and lost secrets can be replaced.
 */
export async function setSuperuserPassword(
  cluster: string,
  folder: DataFolder,
  binaries: Binaries,
  account: Account,
  secrets: Secrets,
): Promise<void> {
  const path = account.pathOf(cluster);
  const args = [
    '--single',
    '-j',
    '-D',
    path,
    '-c',
    'exit_on_error=on',
    '-c',
    'logging_collector=off',
    'postgres',
  ];
  const statement = `ALTER ROLE postgres PASSWORD '${secrets.superuserPassword}';\n\n`;
  const { code, output } = await runIn(cluster, binaries.postgres, args, account, statement);
  if (code !== 0) throw serverFailure(output, folder.root);
}

async function createFiles(
  folder: DataFolder,
  binaries: Binaries,
  account: Account,
  durable: boolean,
): Promise<void> {
  let output = '';
  for (const locale of LOCALES) {
    await rm(folder.unfinished, { recursive: true, force: true });
    await mkdir(folder.unfinished, { mode: 0o700 });
    await entrust(folder.unfinished, account);
    const args = initdbArguments(account.pathOf(folder.unfinished), locale, durable);
    const run = await runIn(folder.unfinished, binaries.initdb, args, account);
    if (run.code === 0) return;
    output = run.output;
    if (!/invalid locale|locale name/.test(output)) break;
  }
  throw serverFailure(output, folder.root);
}

function initdbArguments(path: string, locale: string, durable: boolean): string[] {
  return [
    '-D',
    path,
    '--username=postgres',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    `--locale=${locale}`,
    '--lc-messages=C',
    '--auth=reject',
    '--data-checksums',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
    ...Object.entries(SETTINGS).map(([name, value]) => `--set=${name}=${value}`),
  ];
}

async function runIn(
  cluster: string,
  program: string,
  args: string[],
  account: Account,
  input = '',
): Promise<{ code: number | null; output: string }> {
  const child = await startProgram(program, args, { cwd: cluster, account, stdio: 'pipe' });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const { stdin, stdout, stderr } = child;
  if (!stdin || !stdout || !stderr) throw new Error(`${program} was started without its streams.`);
  // A program that ends before it has read its input says why on its output.
  stdin.on('error', () => undefined).end(input);
  const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), ended]);
  return { code, output: out + err };
}
