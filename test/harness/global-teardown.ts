import { once } from 'node:events';

const PATIENCE_MS = 60_000;

/** Ends the process of global-setup.ts, which stops the database server and removes its folder. */
export default async function tearDown(): Promise<void> {
  const cluster = globalThis.testCluster;
  if (!cluster || cluster.exitCode !== null || cluster.signalCode !== null) return;
  const ended = once(cluster, 'exit');
  cluster.stdin?.end();
  const lastResort = setTimeout(() => cluster.kill('SIGKILL'), PATIENCE_MS);
  await ended;
  clearTimeout(lastResort);
}
