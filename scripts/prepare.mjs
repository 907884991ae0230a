/**
 * What `npm start` and `npm test` do first: the packages and the build, as far as they are missing or out of date.
 * Plain Node without packages, since there may be none yet.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const DIST = join(ROOT, 'dist');
const LOCK = join(DIST, '.prepare.lock');
const BUILD_STAMP = join(DIST, '.build-stamp');
const PACKAGES = join(ROOT, 'node_modules');
const INSTALL_STAMP = join(PACKAGES, '.underpin-install');
const POLL_MS = 200;
/** Longer than any installation takes. */
const WAIT_MS = 15 * 60_000;

/** Packages with native parts fit one kind of machine only; a tree may be carried to another one. */
const MACHINE = `${process.platform}-${process.arch}`;

/** A reason to stop that is told in one sentence. */
export class PrepareError extends Error {}

/** @throws PrepareError when this Node is older than package.json asks for */
export function checkNode() {
  const wanted = readJson(join(ROOT, 'package.json')).engines.node.replace(/^\D+/, '');
  const numbers = (version) => version.split('.').map(Number);
  const [have, need] = [numbers(process.versions.node), numbers(wanted)];
  const differing = need.findIndex((part, index) => part !== have[index]);
  if (differing >= 0 && have[differing] < need[differing]) {
    throw new PrepareError(
      `This needs Node ${wanted} or later and runs on ${process.versions.node}: install a newer Node from https://nodejs.org.`,
    );
  }
}

/** Installs the packages when node_modules does not hold what package-lock.json names. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await alone(async () => {
    if (isInstalled()) return;
    const done = announce('Installing packages (the first time takes a minute or two)');
    const clean = await npm('ci');
    // A registry without the binaries of foreign platforms makes npm write a lock file that its own `ci` refuses.
    const last = clean.code === 0 ? clean : await npm('install', '--no-save');
    if (last.code !== 0) {
      done('failed');
      throw new PrepareError(
        `The packages could not be installed: see npm's words below, check the network and the registry, then try again.\n${tail(last.output)}`,
      );
    }
    writeFileSync(INSTALL_STAMP, JSON.stringify({ lock: lockDigest(), machine: MACHINE }));
    done();
  });
}

/** Compiles the sources into dist/ when they changed since the last build. */
export async function ensureBuilt() {
  if (isBuilt(sourceDigest())) return;
  await alone(async () => {
    const digest = sourceDigest();
    if (isBuilt(digest)) return;
    const done = announce('Building');
    // The compiler does not remove what it made of a source that is gone.
    if (readStamp(BUILD_STAMP)?.files !== digest.files) clearBuild();
    const tsc = join(PACKAGES, 'typescript', 'bin', 'tsc');
    const { code, output } = await run(process.execPath, [tsc, '-p', join(ROOT, 'tsconfig.build.json')]);
    if (code !== 0) {
      done('failed');
      throw new PrepareError(
        `The sources do not compile: mend what the compiler names below.\n${tail(output)}`,
      );
    }
    writeFileSync(BUILD_STAMP, JSON.stringify(digest));
    done();
  });
}

/** Prints the sentence of an error that has one, and else everything that is known about it. */
export function explain(error) {
  const told = error instanceof PrepareError || error?.name === 'StartupError';
  process.stderr.write(`${told ? error.message : (error?.stack ?? error)}\n`);
}

function isInstalled() {
  const hidden = join(PACKAGES, '.package-lock.json');
  // npm writes this file last: without it an installation was interrupted.
  if (!existsSync(hidden)) return false;
  const stamp = readStamp(INSTALL_STAMP);
  if (stamp && stamp.machine !== MACHINE) return false;
  if (stamp?.lock === lockDigest()) return true;
  const present = readJson(hidden).packages;
  const wanted = readJson(join(ROOT, 'package-lock.json')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, peer, link }]) =>
      path === '' ||
      link ||
      (present[path] ? present[path].version === version : optional || devOptional || peer),
  );
}

function lockDigest() {
  return createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex');
}

/** Everything that the build depends on: which files there are, and what is in them. */
function sourceDigest() {
  const paths = [
    'tsconfig.json',
    'tsconfig.build.json',
    'package-lock.json',
    ...filesIn('src'),
    ...filesIn('migrations'),
  ];
  const content = createHash('sha256');
  for (const path of paths)
    content
      .update(path)
      .update('\0')
      .update(readFileSync(join(ROOT, path)))
      .update('\0');
  return {
    files: createHash('sha256').update(paths.join('\0')).digest('hex'),
    content: content.digest('hex'),
  };
}

function filesIn(folder) {
  return readdirSync(join(ROOT, folder), { withFileTypes: true })
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) return filesIn(path);
      return /(?<!\.spec|\.test)\.ts$/.test(entry.name) ? [path] : [];
    })
    .sort();
}

function isBuilt(digest) {
  return readStamp(BUILD_STAMP)?.content === digest.content;
}

function readStamp(path) {
  try {
    return readJson(path);
  } catch {
    return undefined;
  }
}

function clearBuild() {
  for (const name of readdirSync(DIST)) {
    if (join(DIST, name) !== LOCK) rmSync(join(DIST, name), { recursive: true, force: true });
  }
}

/** Runs the work while no other process prepares the same tree; waits for one that does. */
async function alone(work) {
  const end = performance.now() + WAIT_MS;
  for (let waiting = false; !takeLock(); waiting = true) {
    if (!waiting) process.stderr.write('Another start is installing or building here; waiting for it.\n');
    if (performance.now() > end) {
      throw new PrepareError(
        `Process ${lockHolder()} has been installing or building for long: end it, or remove ${LOCK} if it does something else.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  const release = () => rmSync(LOCK, { force: true });
  process.once('exit', release);
  try {
    await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function takeLock() {
  try {
    mkdirSync(DIST, { recursive: true });
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (['EACCES', 'EROFS', 'EPERM'].includes(error.code)) {
      throw new PrepareError(
        `The folder ${ROOT} must be installed or built first and cannot be written by this user: give it to this user (chown -R), or run the command once as its owner.`,
      );
    }
    if (error.code !== 'EEXIST') throw error;
  }
  const pid = lockHolder();
  if (pid > 0 && !isAlive(pid)) rmSync(LOCK, { force: true });
  return false;
}

function lockHolder() {
  try {
    return Number(readFileSync(LOCK, 'utf8'));
  } catch {
    return 0;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** The npm that started us, or else the one on the PATH. Development packages are needed to build and to test. */
function npm(...args) {
  const own = process.env.npm_execpath;
  const [program, first] = own?.endsWith('.js') ? [process.execPath, [own]] : ['npm', []];
  return run(program, [...first, ...args, '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => {
      reject(new PrepareError(`${program} cannot be run (${error.code}): install Node together with npm.`));
    });
    child.once('close', (code) => resolve({ code, output }));
  });
}

/** One line: what is being done, then how long it took. */
function announce(what) {
  const began = performance.now();
  process.stderr.write(`${what} … `);
  return (how = 'done') =>
    process.stderr.write(`${how} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
}

function tail(output) {
  return output.trim().split('\n').slice(-25).join('\n');
}

function readJson(path) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
