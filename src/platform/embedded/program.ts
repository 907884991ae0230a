import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { once } from 'node:events';
import type { Account } from './account.js';
import { spawnFailure } from './failure.js';

/** What the programs of PostgreSQL get to see of our environment. */
const PASSED_ON = /^(PATH$|LD_|DYLD_|FAKETIME)/;

export interface ProgramOptions {
  cwd: string;
  account: Account;
  stdio: StdioOptions;
  /** A session of its own: Ctrl-C in the terminal does not reach it. */
  detached?: boolean;
}

/**
 * Starts a program as the server's account.
 * @returns the process, once it runs
 * @throws StartupError when it cannot be started
 */
export async function startProgram(
  program: string,
  args: readonly string[],
  { cwd, account, stdio, detached = false }: ProgramOptions,
): Promise<ChildProcess> {
  const { uid, gid } = account;
  try {
    const child = spawn(program, args, { cwd, uid, gid, stdio, detached, env: serverEnvironment() });
    await once(child, 'spawn');
    // From here on the end of the process says everything; a signal that finds it gone is no error.
    child.on('error', () => undefined);
    return child;
  } catch (error) {
    throw spawnFailure(error as NodeJS.ErrnoException, program, uid);
  }
}

/**
 * Only what is needed to run. The rest may hold secrets that the server's user must not read, and PG* variables
 * would change what the programs do. A clock faked through the loader reaches the server too.
 */
function serverEnvironment(): NodeJS.ProcessEnv {
  const passed = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name));
  return { PATH: '/usr/bin:/bin', ...Object.fromEntries(passed), LC_ALL: 'C' };
}
