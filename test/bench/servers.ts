import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';

export interface Server {
  url: string;
  pid: number;
  stop(): Promise<void>;
}

/** Starts a Node program and waits until it prints an address. */
export async function serve(file: string, environment: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, [join(PACKAGE_ROOT, file)], {
    cwd: PACKAGE_ROOT,
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'error', ...environment },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  return { url: await addressOf(child), pid: child.pid ?? 0, stop: () => stop(child) };
}

function addressOf(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let output = '';
    child.stdout?.on('data', (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const address = /https?:\/\/[\w.[\]:-]+/.exec(output)?.[0];
      if (address !== undefined) resolve(address.replace('localhost', '127.0.0.1'));
    });
    child.once('exit', (code) => reject(new Error(`the server ended with ${code} before it answered`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  child.stdin?.end();
  await ended;
}
