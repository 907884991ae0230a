import { readConfig } from './platform/config/config.js';
import { findDatabase, migrateDatabase } from './start/databases.js';
import { run } from './start/run.js';

/** Brings the schema of the configured database to this release, and ends. */
await run(async (onStop) => {
  const config = readConfig(process.env);
  await migrateDatabase(await findDatabase(config, onStop));
  process.stdout.write('The schema is up to date.\n');
  process.kill(process.pid, 'SIGTERM'); // the ordinary stop, embedded server included
});
