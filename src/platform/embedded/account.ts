import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { StartupError } from '../startup-error.js';
import { closeToOthers, giveTo, type DataFolder } from './data-folder.js';

/** As whom the server runs, and how it finds its folder. */
export interface Account {
  /** Absent: as the current user. */
  uid?: number;
  gid?: number;
  /** The folder as the server shall call it; its working directory is always that folder. */
  pathOf(cluster: string): string;
}

/** PostgreSQL refuses to run as root, so root picks one of these; `nobody` is on every Linux. */
const SERVICE_USERS = ['postgres', 'nobody', 'daemon'];

/**
 * A link that leads to the process' own working directory without passing the folders above it. A server that
 * root starts as another user can use a data folder below a closed one (such as /root) through it, with no more
 * rights than it needs.
 */
const OWN_FOLDER = '/proc/self/cwd';

/**
 * Who runs the server: the current user, or for root the owner of an existing cluster, or else a service user.
 * @throws StartupError when root finds no such user
 */
export async function chooseAccount(folder: DataFolder): Promise<Account> {
  if (process.geteuid?.() !== 0) return { pathOf: (cluster) => cluster };
  const pathOf = (cluster: string): string => (existsSync(OWN_FOLDER) ? OWN_FOLDER : cluster);
  const owner = await stat(folder.cluster).catch(() => undefined);
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid, pathOf };
  return { ...(await serviceUser()), pathOf };
}

/** Hands a folder of the server to its account and closes it to all others; repairs a copy made by root. */
export async function entrust(path: string, account: Account): Promise<void> {
  if (account.uid !== undefined && account.gid !== undefined) {
    if ((await stat(path)).uid !== account.uid) await giveTo(path, account.uid, account.gid);
  }
  await closeToOthers(path);
}

async function serviceUser(): Promise<{ uid: number; gid: number }> {
  const entries = (await readFile('/etc/passwd', 'utf8').catch(() => ''))
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of SERVICE_USERS) {
    const entry = entries.find((fields) => fields[0] === name);
    const [uid, gid] = [Number(entry?.[2]), Number(entry?.[3])];
    if (uid > 0 && gid > 0) return { uid, gid };
  }
  throw new StartupError(
    `PostgreSQL does not run as root and /etc/passwd has none of the users ${SERVICE_USERS.join(', ')}: start as an ordinary user, or set DATABASE_URL to a PostgreSQL server.`,
  );
}
