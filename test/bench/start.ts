import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serve, type Server } from './servers.js';
import { figure, heading } from './table.js';

/** From nothing to ready, twice in the same data folder: the second start is the one that people wait for. */
export async function benchStart(): Promise<void> {
  heading('start to ready');
  const dataDir = await mkdtemp(join(tmpdir(), 'underpin-bench-start-'));
  try {
    for (const [which, reach] of [
      ['first start, with the demo', ''],
      ['second start', '<= 5 s'],
    ] as const) {
      const started = performance.now();
      const server = await serve('dist/src/main.all.js', {
        DATA_DIR: dataDir,
        PORT: '0',
        RATE_LIMIT_PER_MINUTE: '0',
      });
      await ready(server);
      figure(which, `${((performance.now() - started) / 1000).toFixed(2)} s`, reach);
      await server.stop();
    }
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function ready(server: Server): Promise<void> {
  const response = await fetch(`${server.url}/health/ready`);
  if (response.status !== 200) throw new Error(`not ready: ${response.status} ${await response.text()}`);
}
