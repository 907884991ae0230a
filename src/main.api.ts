import { AppModule } from './app.module.js';
import { readConfig } from './platform/config/config.js';
import { createHttpApp } from './platform/http/http-app.js';
import { checkMigrated, findDatabase } from './start/databases.js';
import { listen } from './start/listen.js';
import { run } from './start/run.js';
import { stopHttp } from './start/stop-http.js';

/** HTTP alone; run as many as you like. The schema is migrated by `npm run migrate`, the jobs are done by main.worker. */
await run(async (onStop) => {
  const config = readConfig(process.env);
  const urls = await findDatabase(config, onStop);
  await checkMigrated(urls);
  const app = await createHttpApp(AppModule.with(config, urls.appUrl), config);
  onStop((signal) => stopHttp(app, config.shutdownGraceSeconds, signal));
  process.stdout.write(`Underpin answers at ${await listen(app, config)}\n`);
});
