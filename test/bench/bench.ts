/**
 * The figures of the register, measured side by side on the machine at hand. Prints a table; asserts nothing.
 * `npm run bench -- http` or `-- evidence`, `-- graph`, `-- inspection`, `-- scores` or `-- start` runs a part.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate } from '../../src/platform/database/migrate.js';
import { startEmbedded } from '../../src/platform/embedded/embedded-server.js';
import { benchEvidence } from './evidence.js';
import { benchGraph } from './graph.js';
import { benchHttp } from './http.js';
import { benchInspection } from './inspection.js';
import { benchScores } from './scores.js';
import { benchStart } from './start.js';

const wanted = process.argv.slice(2);
const runs = (part: string): boolean => wanted.length === 0 || wanted.includes(part);

const dataDir = await mkdtemp(join(tmpdir(), 'underpin-bench-'));
const server = await startEmbedded({ dataDir, log: () => undefined });
try {
  await migrate(server.ownerUrl);
  if (runs('http')) await benchHttp(server, dataDir);
  if (runs('evidence')) await benchEvidence(server, dataDir);
  if (runs('graph')) await benchGraph(server);
  if (runs('inspection')) await benchInspection(server, dataDir);
  if (runs('scores')) await benchScores(server);
} finally {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
}
if (runs('start')) await benchStart();
