import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/**
 * Jest loads this file as CommonJS and without our import rules; therefore it only starts the process that does the
 * work (test-cluster.ts) and passes on the addresses.
 */
declare global {
  var testCluster: ChildProcess | undefined;
}

export default async function setUp(_: unknown, { rootDir }: { rootDir: string }): Promise<void> {
  const harness = join(rootDir, 'test', 'harness');
  const hooks = pathToFileURL(join(harness, 'run-ts.mjs')).href;
  const cluster = spawn(
    process.execPath,
    ['--no-warnings', '--import', hooks, join(harness, 'test-cluster.ts')],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '' },
    },
  );
  globalThis.testCluster = cluster;
  cluster.stdin.on('error', () => undefined);
  const addresses = once(createInterface(cluster.stdout), 'line') as Promise<[string]>;
  const ended = once(cluster, 'exit').then(() => {
    throw new Error('The test database did not start; the reason stands above.');
  });
  const [line] = await Promise.race([addresses, ended]);
  process.env.UNDERPIN_TEST_CLUSTER = line;
}
