import { AllModule } from '../all.module.js';
import type { Config } from '../platform/config/config.js';
import { createHttpApp } from '../platform/http/http-app.js';
import { JobRunner } from '../platform/jobs/job-runner.js';
import type { DatabaseUrls } from './databases.js';
import { makeFirstAccounts } from './first-accounts.js';
import { listen } from './listen.js';
import type { Stop } from './run.js';
import { stopHttp } from './stop-http.js';

/** HTTP and jobs in this process, on a database that is ready; returns what the operator is to be told. */
export async function startEverything(
  config: Config,
  { appUrl }: DatabaseUrls,
  onStop: (stop: Stop) => void,
): Promise<string[]> {
  const app = await createHttpApp(AllModule.with(config, appUrl), config);
  const runner = app.get(JobRunner);
  onStop((signal) => stopHttp(app, config.shutdownGraceSeconds, signal, () => runner.stop()));
  await app.init();
  const told = await makeFirstAccounts(app, config);
  await runner.start();
  const address = await listen(app, config);
  return [
    ...told,
    `Underpin answers at ${address}`,
    `  the API: ${address}/api/v1   its documentation: ${address}/api/docs   health: ${address}/health/ready`,
    'Stop it with Ctrl-C.',
  ];
}
