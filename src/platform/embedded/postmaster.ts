import type { ChildProcess } from 'node:child_process';
import { constants } from 'node:fs';
import { open, readFile, readdir, rm, stat } from 'node:fs/promises';
import { Socket } from 'node:net';
import { join } from 'node:path';
import type { Account } from './account.js';
import type { Binaries } from './binaries.js';
import type { DataFolder } from './data-folder.js';
import { startProgram } from './program.js';
import { waitUntil } from './wait-until.js';

/** Long enough to replay the largest log that the settings allow on a slow disk. */
const READY_MS = 180_000;

/** How the signals rise, and how long each may take to act, in milliseconds. */
const STOP_STEPS: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 30_000],
  ['SIGQUIT', 10_000],
  ['SIGKILL', 10_000],
];

/** A database server that is our child. */
export interface Postmaster {
  pid: number;
  /** Calls back once when the server ends, with the signal or the exit code. */
  onEnd(listener: (how: string) => void): void;
  /** Ends it in good order: sessions are cut, what is committed is on the disk. May be called twice. */
  stop(): Promise<void>;
}

export type Launch = { postmaster: Postmaster } | { failed: string };

export interface LaunchRequest {
  folder: DataFolder;
  binaries: Binaries;
  account: Account;
  port: number;
  /** Shown by the server as its cluster_name, which tells it apart from every other one. */
  token: string;
  settings: Readonly<Record<string, string>>;
}

/**
 * Starts the server and waits until it takes connections.
 * @returns the server, or what it said before it gave up
 */
export async function launch(request: LaunchRequest): Promise<Launch> {
  const { folder, account } = request;
  const began = Date.now();
  await rm(folder.startupLog, { force: true });
  const output = await open(folder.startupLog, 'wx', 0o600);
  const child = await startProgram(request.binaries.postgres, serverArguments(request), {
    cwd: folder.cluster,
    account,
    // Requests in the API must end before the server does, so the terminal's Ctrl-C may reach us only.
    detached: true,
    stdio: ['ignore', output.fd, output.fd],
  }).finally(() => output.close());
  const pid = child.pid ?? 0;
  child.unref();
  await guardAgainstOrphans(child, account).catch(async (error: unknown) => {
    await stop(child);
    throw error;
  });

  const postmaster = {
    pid,
    onEnd: (listener: (how: string) => void) =>
      child.once('exit', (code, signal) => listener(signal ?? `exit ${code}`)),
    stop: () => stop(child),
  };
  const settled = await waitUntil(
    async () => hasEnded(child) || (await isReady(folder.cluster, pid)),
    READY_MS,
  );
  if (settled && !hasEnded(child)) return { postmaster };
  await postmaster.stop();
  const said = await saidSince(folder, began);
  return { failed: settled ? said : `FATAL: not ready after ${READY_MS / 1000} s\n${said}` };
}

function serverArguments({ folder, account, port, token, settings }: LaunchRequest): string[] {
  const all = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: '',
    cluster_name: token,
    ...settings,
  };
  const options = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', account.pathOf(folder.cluster), ...options];
}

/**
 * A tiny process that waits for the end of its input, which comes when this process ends in whatever way (kill -9
 * included), and then ends the server in good order. It runs as the server's user, or could not signal it.
 */
async function guardAgainstOrphans(server: ChildProcess, account: Account): Promise<void> {
  const args = ['-c', 'read -r _; kill -INT "$1"', 'sh', String(server.pid)];
  const guard = await startProgram('/bin/sh', args, {
    cwd: '/',
    account,
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  guard.unref();
  if (guard.stdin instanceof Socket) guard.stdin.unref();
  const dismiss = (): boolean => guard.kill('SIGKILL');
  if (hasEnded(server)) dismiss();
  else server.once('exit', dismiss);
}

async function isReady(cluster: string, pid: number): Promise<boolean> {
  // The server writes its own number into the first line and its state into the eighth.
  const lines = (await readFile(join(cluster, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}

async function stop(child: ChildProcess): Promise<void> {
  for (const [signal, patienceMs] of STOP_STEPS) {
    if (hasEnded(child)) return;
    child.kill(signal);
    await waitUntil(() => hasEnded(child), patienceMs);
  }
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

/** What the server wrote since a moment: first without a log of its own, then with one. */
async function saidSince(folder: DataFolder, began: number): Promise<string> {
  const logs = join(folder.cluster, 'log');
  const names = await readdir(logs).catch(() => []);
  const parts = await Promise.all(
    names.map(async (name) => {
      const path = join(logs, name);
      return (await stat(path)).mtimeMs >= began - 1000 ? tailOf(path) : '';
    }),
  );
  return [await readFile(folder.startupLog, 'utf8').catch(() => ''), ...parts].join('\n');
}

const TAIL_BYTES = 4096;

async function tailOf(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY);
  try {
    const { size } = await file.stat();
    const length = Math.min(size, TAIL_BYTES);
    const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length);
    return buffer.toString('utf8');
  } finally {
    await file.close();
  }
}
