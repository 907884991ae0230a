import { realpath, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StartupError } from '../startup-error.js';
import type { DataFolder } from './data-folder.js';
import { postmasterPid, serverProcessesIn } from './processes.js';
import { waitUntil } from './wait-until.js';

/** How the signals rise, and how long each may take to act, in milliseconds. */
const STOP_STEPS: readonly [NodeJS.Signals, number][] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
];

/**
 * Ends what an earlier run left behind: a server whose starter was killed, or the children of a killed server.
 * Only the holder of the data folder may call this.
 * @throws StartupError when a process does not go
 */
export async function stopLeftovers(folder: DataFolder, log: (line: string) => void): Promise<void> {
  const cluster = await realpath(folder.cluster);
  const found = await serverProcessesIn(cluster);
  if (found.length > 0) {
    log(`Stopping the database server that an earlier run left behind (process ${Math.min(...found)}).`);
    await stopAll(cluster, folder);
  }
  // PostgreSQL would believe a pid file whose number now belongs to another program. On Linux we have just seen
  // that nobody works in the folder; elsewhere the server's own check has the last word.
  if (process.platform === 'linux') await rm(join(cluster, 'postmaster.pid'), { force: true });
}

async function stopAll(cluster: string, folder: DataFolder): Promise<void> {
  for (const [signal, patienceMs] of STOP_STEPS) {
    const pids = await serverProcessesIn(cluster);
    const postmaster = await postmasterPid(cluster);
    const leads = postmaster !== undefined && pids.includes(postmaster);
    // A postmaster ends its children itself; children without one can only be told to quit.
    if (signal === 'SIGINT') send(leads ? [postmaster] : pids, leads ? 'SIGINT' : 'SIGQUIT');
    else send(pids, signal);
    if (await waitUntil(async () => (await serverProcessesIn(cluster)).length === 0, patienceMs)) return;
  }
  const [pid] = await serverProcessesIn(cluster);
  throw new StartupError(
    `Process ${pid} of an earlier database server still works in the data folder ${folder.root} and cannot be ended: end it, then start again.`,
  );
}

function send(pids: number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // Gone already, or somebody else's: the wait that follows decides.
    }
  }
}
