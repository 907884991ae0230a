import { readConfig } from './platform/config/config.js';
import { findDatabase, migrateDatabase } from './start/databases.js';
import { run } from './start/run.js';

/** Everything in one process: database server where none is configured, schema, first accounts, HTTP, jobs. */
await run(async (onStop) => {
  const config = readConfig(process.env);
  const database = findDatabase(config, onStop).then(async (urls) => {
    await migrateDatabase(urls);
    return urls;
  });
  // Reading the program takes two seconds; the database comes up meanwhile.
  const [urls, { startEverything }] = await Promise.all([database, import('./start/everything.js')]);
  const told = await startEverything(config, urls, onStop);
  process.stdout.write(`${told.join('\n')}\n`);
});
