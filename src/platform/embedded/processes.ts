import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
const HAS_PROC = process.platform === 'linux';

/** A process, told apart from a later one that got the same number. */
export interface ProcessIdentity {
  pid: number;
  /** When it began; compared, never shown. */
  started: string;
}

/** @returns undefined when no such process lives; one that has ended but was not yet collected does not live. */
export async function identify(pid: number): Promise<ProcessIdentity | undefined> {
  const started = HAS_PROC ? await startFromProc(pid) : await startFromPs(pid);
  return started === undefined ? undefined : { pid, started };
}

/** Process numbers of the PostgreSQL processes that work in a cluster folder (its real path). */
export async function serverProcessesIn(cluster: string): Promise<number[]> {
  if (!HAS_PROC) return postmasterOf(cluster);
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      try {
        if ((await readlink(`/proc/${pid}/cwd`)) !== cluster) return false;
        return (await readFile(`/proc/${pid}/comm`, 'utf8')).startsWith('postgres');
      } catch {
        // Ended while we looked, or it belongs to somebody else and is none of ours.
        return false;
      }
    }),
  );
  return pids.filter((_, index) => found[index]).map(Number);
}

/** The server's own number, from the first line of its pid file. */
export async function postmasterPid(cluster: string): Promise<number | undefined> {
  const text = await readFile(`${cluster}/postmaster.pid`, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return pid > 0 ? pid : undefined;
}

async function postmasterOf(cluster: string): Promise<number[]> {
  const pid = await postmasterPid(cluster);
  if (pid === undefined) return [];
  const command = await ps(pid, 'comm=');
  return command?.includes('postgres') ? [pid] : [];
}

async function startFromProc(pid: number): Promise<string | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  if (stat === undefined) return undefined;
  // The program's name stands in parentheses and may hold blanks; the state is field 3, the start is field 22.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  if (fields[0] === 'Z') return undefined;
  const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => '');
  return `${boot.trim()} ${fields[19]}`;
}

async function startFromPs(pid: number): Promise<string | undefined> {
  const line = await ps(pid, 'stat=,lstart=');
  return line === undefined || line.startsWith('Z') ? undefined : line.replace(/^\S+\s+/, '');
}

async function ps(pid: number, columns: string): Promise<string | undefined> {
  return run('ps', ['-p', String(pid), '-o', columns]).then(
    ({ stdout }) => stdout.trim() || undefined,
    () => undefined,
  );
}
