import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Config } from '../../src/platform/config/config.js';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';

/** A program of ours in a process of its own, from the sources. */
export interface ProgramProcess {
  /** Everything it printed. */
  output(): string;
  /** kill -9, as a crash of the machine would. */
  kill(): Promise<void>;
  /** SIGTERM unless another is named; resolves to the exit code. */
  stop(signal?: 'SIGINT' | 'SIGTERM'): Promise<number | null>;
  /** Resolves to the exit code when it ends by itself. */
  ended(): Promise<number | null>;
}

/** Starts HTTP or jobs on the same database, mail server and clock as an application under test. */
export function startProgram(
  program: 'all' | 'api' | 'worker' | 'verify-scores',
  config: Config,
  environment: Record<string, string> = {},
): ProgramProcess {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--import', join(PACKAGE_ROOT, 'test/harness/run-ts.mjs'), join(PACKAGE_ROOT, `src/main.${program}.ts`)],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: config.databaseUrl ?? '',
        DATA_DIR: config.dataDir,
        CLOCK_FILE: config.clockFile ?? '',
        SMTP_URL: config.smtpUrl ?? '',
        PORT: '0',
        RATE_LIMIT_PER_MINUTE: '0',
        SHUTDOWN_GRACE_SECONDS: '0',
        AUTH_SECRET: config.authSecret ?? '',
        LOG_LEVEL: 'warn',
        ...environment,
      },
    },
  );
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const ended = once(child, 'close') as Promise<[number | null]>;
  return {
    output: () => printed,
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    stop: async (signal = 'SIGTERM') => {
      child.kill(signal);
      const [code] = await ended;
      return code;
    },
    ended: async () => (await ended)[0],
  };
}
