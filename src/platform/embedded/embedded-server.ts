import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import pg from 'pg';
import { StartupError } from '../startup-error.js';
import { chooseAccount, entrust, type Account } from './account.js';
import { findBinaries, type Binaries } from './binaries.js';
import {
  clusterVersion,
  dataFolder,
  newSecrets,
  openDataFolder,
  readSecrets,
  writeSecrets,
  type DataFolder,
  type Secrets,
} from './data-folder.js';
import { fileFailure, isHeldByOldServer, isPortTaken, serverFailure } from './failure.js';
import { takeHold } from './hold.js';
import { stopLeftovers } from './leftovers.js';
import { makeCluster, setSuperuserPassword } from './new-cluster.js';
import { freePort } from './port.js';
import { launch, type LaunchRequest, type Postmaster } from './postmaster.js';
import { APP_ROLE, DATABASE, ensureRoles, OWNER_ROLE } from './roles.js';

export interface EmbeddedOptions {
  /** Folder for the cluster, its port and its passwords; made when absent. */
  dataDir: string;
  /** Takes one line for the operator. */
  log: (line: string) => void;
  /** Server settings of this run that prevail over postgresql.conf, for example `{ fsync: 'off' }` in tests. */
  settings?: Readonly<Record<string, string>>;
}

export interface EmbeddedServer {
  /** Connection URL of the role that owns the database and migrates it. */
  ownerUrl: string;
  /** Connection URL of the role that does the program's work. */
  appUrl: string;
  /** Connection URL of the superuser, on the database `postgres`. */
  superuserUrl: string;
  port: number;
  pid: number;
  /** Ends the server in good order and frees the data folder; resolves when the process is gone. */
  stop(): Promise<void>;
}

/** How long old children of a killed server may keep the folder, in milliseconds. */
const OLD_SERVER_MS = 30_000;
const PORT_ATTEMPTS = 10;

/**
 * Starts the PostgreSQL that comes with npm on a data folder, which it makes on the first start: a cluster, the
 * database and its two roles. What an earlier, killed run left behind is cleared away first. The server ends with
 * this process, however that ends.
 * @throws StartupError with one sentence that names what is wrong and the fix
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const folder = dataFolder(options.dataDir);
  await openDataFolder(folder);
  const hold = await takeHold(folder);
  try {
    const { postmaster, secrets, port } = await startHeld(folder, options);
    let stopping = false;
    postmaster.onEnd((how) => {
      if (!stopping)
        options.log(`The database server (process ${postmaster.pid}) ended unexpectedly: ${how}.`);
    });
    return {
      ownerUrl: url(OWNER_ROLE, secrets.ownerPassword, port, DATABASE),
      appUrl: url(APP_ROLE, secrets.appPassword, port, DATABASE),
      superuserUrl: url('postgres', secrets.superuserPassword, port, 'postgres'),
      port,
      pid: postmaster.pid,
      stop: async () => {
        stopping = true;
        await postmaster.stop();
        await hold.release();
      },
    };
  } catch (error) {
    await hold.release();
    throw fileFailure(error, folder.root);
  }
}

interface Started {
  postmaster: Postmaster;
  secrets: Secrets;
  port: number;
}

async function startHeld(folder: DataFolder, { log, settings = {} }: EmbeddedOptions): Promise<Started> {
  const account = await chooseAccount(folder);
  const binaries = await findBinaries(account);
  const durable = settings.fsync !== 'off';
  const { secrets, renewed } = await prepareCluster(folder, binaries, account, durable, log);
  const token = `underpin-${randomUUID()}`;
  const { postmaster, port } = await launchOnFreePort(
    { folder, binaries, account, token, settings },
    secrets.port,
  );
  try {
    await setUp(account.pathOf(folder.cluster), token, { ...secrets, port }, renewed);
    if (renewed || port !== secrets.port) await writeSecrets(folder, { ...secrets, port });
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
  return { postmaster, secrets, port };
}

/** Leaves a complete cluster on which nobody works. */
async function prepareCluster(
  folder: DataFolder,
  binaries: Binaries,
  account: Account,
  durable: boolean,
  log: (line: string) => void,
): Promise<{ secrets: Secrets; renewed: boolean }> {
  const version = await clusterVersion(folder);
  if (version === undefined) {
    log(`Making a database in ${folder.root}.`);
    const secrets = newSecrets();
    await writeSecrets(folder, secrets);
    await makeCluster(folder, binaries, account, secrets, durable);
    return { secrets, renewed: true };
  }
  if (version !== binaries.major) {
    throw new StartupError(
      `The data folder ${folder.root} was made by PostgreSQL ${version} and this release brings PostgreSQL ${binaries.major}: start the release that made it, or set DATA_DIR to another folder.`,
    );
  }
  await rm(folder.unfinished, { recursive: true, force: true });
  await stopLeftovers(folder, log);
  await entrust(folder.cluster, account);
  const known = await readSecrets(folder);
  if (known) return { secrets: known, renewed: known.port === undefined };
  log(`The passwords of the database in ${folder.root} are gone; setting new ones.`);
  const secrets = newSecrets();
  await setSuperuserPassword(folder.cluster, folder, binaries, account, secrets);
  await writeSecrets(folder, secrets);
  return { secrets, renewed: true };
}

async function launchOnFreePort(
  request: Omit<LaunchRequest, 'port'>,
  remembered?: number,
): Promise<{ postmaster: Postmaster; port: number }> {
  const end = performance.now() + OLD_SERVER_MS;
  let said = '';
  for (let taken = 0; taken < PORT_ATTEMPTS;) {
    const port = await freePort(taken === 0 ? remembered : undefined);
    const outcome = await launch({ ...request, port });
    if ('postmaster' in outcome) return { postmaster: outcome.postmaster, port };
    said = outcome.failed;
    if (isPortTaken(said)) taken += 1;
    else if (!isHeldByOldServer(said) || performance.now() > end) break;
  }
  throw serverFailure(said, request.folder.root);
}

/** Proves that the server which answers is the one just started, and only then writes to it. */
async function setUp(dataDirectory: string, token: string, secrets: Secrets, renew: boolean): Promise<void> {
  const client = new pg.Client({
    connectionString: url('postgres', secrets.superuserPassword, secrets.port ?? 0, 'postgres'),
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; token: string }>(
      `SELECT current_setting('data_directory') AS folder, current_setting('cluster_name') AS token`,
    );
    if (rows[0]?.folder !== dataDirectory || rows[0].token !== token) {
      throw new StartupError(
        `Another PostgreSQL answers on port ${secrets.port} (its data folder is ${rows[0]?.folder}): stop it, or start again to get another port.`,
      );
    }
    await ensureRoles(client, secrets, renew);
  } finally {
    await client.end();
  }
}

function url(role: string, password: string, port: number, database: string): string {
  return `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
}
