import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { StartupError } from '../startup-error.js';
import type { DataFolder } from './data-folder.js';
import { fileFailure } from './failure.js';
import { identify, type ProcessIdentity } from './processes.js';

interface Holder extends ProcessIdentity {
  command: string;
}

/** The right to use a data folder. */
export interface Hold {
  release(): Promise<void>;
}

const ATTEMPTS = 20;

/**
 * Takes the data folder for this process. The mark of a process that no longer lives is taken away.
 * @throws StartupError naming the process that holds it
 */
export async function takeHold(folder: DataFolder): Promise<Hold> {
  const self = await identify(process.pid);
  const holder: Holder = { pid: process.pid, started: self?.started ?? '', command: commandLine() };
  const draft = `${folder.lock}.${process.pid}`;
  try {
    await writeFile(draft, `${JSON.stringify(holder)}\n`, { mode: 0o644 });
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      if (await linkTo(draft, folder.lock)) return { release: () => release(folder, holder) };
      const other = await readHolder(folder.lock);
      if (other && (await lives(other))) throw heldBy(other, folder);
      await removeStale(folder, other);
    }
  } catch (error) {
    throw fileFailure(error, folder.root);
  } finally {
    await rm(draft, { force: true });
  }
  throw new StartupError(
    `The file ${folder.lock} cannot be replaced: remove it when no other process uses that folder.`,
  );
}

/** A link is made whole or not at all, so that nobody reads half a mark. */
async function linkTo(draft: string, lock: string): Promise<boolean> {
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Two starts may find the same stale mark: whoever moved a fresh one away by mistake puts it back. */
async function removeStale(folder: DataFolder, judged: Holder | undefined): Promise<void> {
  const aside = `${folder.lock}.stale.${process.pid}`;
  try {
    await rename(folder.lock, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = await readHolder(aside);
  if (moved && !same(moved, judged)) await linkTo(aside, folder.lock);
  await rm(aside, { force: true });
}

async function release(folder: DataFolder, holder: Holder): Promise<void> {
  if (same(holder, await readHolder(folder.lock))) await rm(folder.lock, { force: true });
}

async function readHolder(lock: string): Promise<Holder | undefined> {
  try {
    const read = JSON.parse(await readFile(lock, 'utf8')) as Partial<Holder>;
    return { pid: Number(read.pid), started: String(read.started), command: String(read.command) };
  } catch (error) {
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

async function lives(holder: Holder): Promise<boolean> {
  return same(holder, await identify(holder.pid));
}

function same(one: ProcessIdentity, other: ProcessIdentity | undefined): boolean {
  return one.pid === other?.pid && one.started === other.started;
}

function heldBy(holder: Holder, folder: DataFolder): StartupError {
  const who = holder.pid === process.pid ? 'this very process' : `process ${holder.pid} (${holder.command})`;
  return new StartupError(
    `The data folder ${folder.root} is in use by ${who}: stop that process first, or set DATA_DIR to another folder.`,
  );
}

/** Only the program and its file: arguments may hold what nobody should read. */
function commandLine(): string {
  return ['node', process.argv[1]].filter(Boolean).join(' ');
}
