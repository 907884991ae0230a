import { Pool } from 'pg';
import { ScoreVerifier } from './modules/scoring/scoring.public.js';
import { readConfig } from './platform/config/config.js';
import { StartupError } from './platform/startup-error.js';
import { checkMigrated, findDatabase } from './start/databases.js';
import { run } from './start/run.js';

/** At most so many are named; who has so many has one mistake many times. */
const NAMED = 20;

/** Computes every stored score again from its frozen inputs; exit code 1 when one comes out otherwise. */
await run(async (onStop) => {
  const urls = await findDatabase(readConfig(process.env), onStop);
  await checkMigrated(urls);
  const pool = new Pool({ connectionString: urls.appUrl, max: 1, options: '-c TimeZone=UTC' });
  pool.on('error', () => undefined); // reported by the query that fails
  onStop(() => pool.end());
  const { verified, withoutFigures, unverified } = await new ScoreVerifier(pool).verify();
  for (const { useCaseId, subjectId, computedAt, reason } of unverified.slice(0, NAMED)) {
    process.stdout.write(`${reason}: use case ${useCaseId}, ${subjectId}, computed ${computedAt}\n`);
  }
  const without = withoutFigures === 0 ? '' : `, ${withoutFigures} without figures`;
  process.stdout.write(`${verified} scores verified, ${unverified.length} not${without}\n`);
  if (unverified.length > 0) throw new StartupError('Stored scores do not follow from their inputs.');
  process.kill(process.pid, 'SIGTERM'); // the ordinary stop, embedded server included
});
