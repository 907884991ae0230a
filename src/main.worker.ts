import { NestFactory } from '@nestjs/core';
import { readConfig } from './platform/config/config.js';
import { JobRunner } from './platform/jobs/job-runner.js';
import { NestLog } from './platform/logging.js';
import { checkMigrated, findDatabase } from './start/databases.js';
import { run } from './start/run.js';
import { WorkerModule } from './worker.module.js';

/** Jobs alone; run as many as you like. The schema is migrated by `npm run migrate`. */
await run(async (onStop) => {
  const config = readConfig(process.env);
  const urls = await findDatabase(config, onStop);
  await checkMigrated(urls);
  const app = await NestFactory.createApplicationContext(WorkerModule.with(config, urls.appUrl), {
    logger: new NestLog(),
    abortOnError: false,
  });
  onStop(() => app.close());
  const runner = app.get(JobRunner);
  onStop(() => runner.stop());
  await runner.start();
  process.stdout.write('The worker is at work.\n');
});
