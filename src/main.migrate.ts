import { NestFactory } from '@nestjs/core';
import { AllModule } from './all.module.js';
import { readConfig } from './platform/config/config.js';
import { NestLog } from './platform/logging.js';
import { findDatabase, migrateDatabase } from './start/databases.js';
import { makeFirstAccounts } from './start/first-accounts.js';
import { run } from './start/run.js';

/** Brings the schema of the configured database to this release, makes the first accounts of an empty one, and ends. */
await run(async (onStop) => {
  const config = readConfig(process.env);
  const urls = await findDatabase(config, onStop);
  await migrateDatabase(urls);
  const app = await NestFactory.createApplicationContext(AllModule.with(config, urls.appUrl), {
    logger: new NestLog(),
    abortOnError: false,
  });
  onStop(() => app.close());
  const told = await makeFirstAccounts(app, config);
  process.stdout.write(`${[...told, 'The schema is up to date.'].join('\n')}\n`);
  process.kill(process.pid, 'SIGTERM'); // the ordinary stop, embedded server included
});
