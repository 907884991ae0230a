import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { access, chmod, lchown, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { StartupError } from '../startup-error.js';
import { fileFailure } from './failure.js';

/** Where the embedded server keeps what it needs; nothing else in the data folder is touched. */
export interface DataFolder {
  root: string;
  /** PGDATA. */
  cluster: string;
  /** A cluster in the making; renamed to `cluster` when it is complete, so that half a cluster is never used. */
  unfinished: string;
  /** Port and passwords, readable by the owner only. */
  secrets: string;
  /** Names the process that uses the folder. */
  lock: string;
  /** What the server says before its own log is open. */
  startupLog: string;
}

/** What is remembered between two starts. */
export interface Secrets {
  port?: number;
  superuserPassword: string;
  ownerPassword: string;
  appPassword: string;
}

export function dataFolder(path: string): DataFolder {
  const root = resolve(path);
  return {
    root,
    cluster: join(root, 'postgres'),
    unfinished: join(root, 'postgres.unfinished'),
    secrets: join(root, 'postgres.json'),
    lock: join(root, 'postgres.lock'),
    startupLog: join(root, 'postgres.startup.log'),
  };
}

/**
 * Makes the data folder when it is absent, and proves that it can be used.
 * @throws StartupError when it cannot be made, read or written
 */
export async function openDataFolder(folder: DataFolder): Promise<void> {
  try {
    await makeFolder(folder.root);
    await readdir(folder.root);
    await access(folder.root, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw fileFailure(error, folder.root);
  }
}

/** Step by step: on some file systems Node's own recursion hides why it failed, or never ends. */
async function makeFolder(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' && dirname(path) !== path && !(await exists(dirname(path)))) {
      await makeFolder(dirname(path));
      await mkdir(path, { mode: 0o700 });
    } else if (code !== 'EEXIST' && !(await exists(path))) throw error;
  }
}

export function newSecrets(): Secrets {
  const password = (): string => randomBytes(24).toString('base64url');
  return { superuserPassword: password(), ownerPassword: password(), appPassword: password() };
}

/** @returns undefined when there are none, or when they are damaged: the passwords are then set anew. */
export async function readSecrets(folder: DataFolder): Promise<Secrets | undefined> {
  let text: string;
  try {
    text = await readFile(folder.secrets, 'utf8');
    await closeSecret(folder.secrets);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw fileFailure(error, folder.root);
  }
  try {
    const read = JSON.parse(text) as Partial<Secrets>;
    const { port, superuserPassword, ownerPassword, appPassword } = read;
    if (!superuserPassword || !ownerPassword || !appPassword) return undefined;
    return { port, superuserPassword, ownerPassword, appPassword };
  } catch {
    return undefined;
  }
}

/** Replaces the file as a whole: a crash leaves the old one or the new one. */
export async function writeSecrets(folder: DataFolder, secrets: Secrets): Promise<void> {
  const draft = `${folder.secrets}.new`;
  try {
    await rm(draft, { force: true });
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(`${JSON.stringify(secrets, null, 2)}\n`);
      // Root may start on somebody's folder; the owner must be able to start again without root.
      const { uid, gid } = await stat(folder.root);
      if (process.geteuid?.() === 0) await file.chown(uid, gid);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, folder.secrets);
  } catch (error) {
    throw fileFailure(error, folder.root);
  }
}

/** The major version that made the cluster, or undefined when there is no cluster. */
export async function clusterVersion(folder: DataFolder): Promise<string | undefined> {
  try {
    return (await readFile(join(folder.cluster, 'PG_VERSION'), 'utf8')).trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw fileFailure(error, folder.root);
  }
  if (await exists(folder.cluster)) {
    throw new StartupError(
      `${folder.cluster} is there but holds no PostgreSQL cluster: move that folder away, or set DATA_DIR to another folder.`,
    );
  }
  return undefined;
}

/** PostgreSQL wants its folder closed to everybody else; a copy made by `cp` or from a backup often is not. */
export async function closeToOthers(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & 0o777) !== 0o700) await chmod(path, 0o700);
}

/** The same for a file of ours that holds secrets; nothing when it is not there. */
export async function closeSecret(path: string): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (!found || process.platform === 'win32' || (found.mode & 0o077) === 0) return;
  await chmod(path, 0o600).catch(() => {
    throw new StartupError(`The file ${path} is open to others than its owner: run chmod 600 on it.`);
  });
}

/** Gives a folder and everything in it to another user (only root may). Links are not followed. */
export async function giveTo(path: string, uid: number, gid: number): Promise<void> {
  await lchown(path, uid, gid);
  for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid);
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
