import { AllModule } from './all.module.js';
import { readConfig } from './platform/config/config.js';
import { createHttpApp } from './platform/http/http-app.js';
import { JobRunner } from './platform/jobs/job-runner.js';
import { findDatabase, migrateDatabase } from './start/databases.js';
import { makeFirstAccounts } from './start/first-accounts.js';
import { listen } from './start/listen.js';
import { run } from './start/run.js';
import { stopHttp } from './start/stop-http.js';

/** Everything in one process: database server where none is configured, schema, first accounts, HTTP, jobs. */
await run(async (onStop) => {
  const config = readConfig(process.env);
  const urls = await findDatabase(config, onStop);
  await migrateDatabase(urls);
  const app = await createHttpApp(AllModule.with(config, urls.appUrl), config);
  onStop(() => stopHttp(app));
  const runner = app.get(JobRunner);
  onStop(() => runner.stop());
  await app.init();
  const told = await makeFirstAccounts(app, config);
  await runner.start();
  const address = await listen(app, config);
  const lines = [
    ...told,
    `Underpin answers at ${address}`,
    `  the API: ${address}/api/v1   its documentation: ${address}/api/docs   health: ${address}/health/ready`,
    'Stop it with Ctrl-C.',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
});
