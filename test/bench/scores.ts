import { once } from 'node:events';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { generatePortfolio, LARGE } from '../../src/modules/scoring/engine/graph/testing/generate.js';
import type { EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { PROVIDERS, storeRegister } from './store-register.js';
import { heading } from './table.js';

/** In MiB: how far the heap of the keeper may grow, which is what Node allows in a container of 1.5 GiB. */
const HEAP = 768;

/** All scores of a large firm from scratch, and after edits. */
export async function benchScores(database: EmbeddedServer): Promise<void> {
  const input = generatePortfolio(LARGE);
  const owner = new Pool({ connectionString: database.ownerUrl, max: 2, options: '-c TimeZone=UTC' });
  try {
    await storeRegister(owner, input);
  } finally {
    await owner.end();
  }
  heading(
    `scores: ${input.nodes.length} components, ${input.useCases.length} use cases, ${PROVIDERS - 1} arrangements; heap of ${HEAP} MiB`,
  );
  const keeper = spawn(
    process.execPath,
    [
      ...process.execArgv,
      `--max-old-space-size=${HEAP}`,
      fileURLToPath(new URL('keep-scores.ts', import.meta.url)),
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, DATABASE_URL: database.appUrl, DATABASE_OWNER_URL: database.ownerUrl },
    },
  );
  const [code] = (await once(keeper, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the keeper of scores failed');
}
