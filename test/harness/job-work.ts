import { Test } from '@nestjs/testing';
import { readConfig } from '../../src/platform/config/config.js';
import { JobRunner } from '../../src/platform/jobs/job-runner.js';
import { JobsModule } from '../../src/platform/jobs/jobs.module.js';
import type { JobDetail, PeriodicJob } from '../../src/platform/jobs/periodic-job.js';
import type { QueueSettings } from '../../src/platform/jobs/queue.js';
import { PlatformModule } from '../../src/platform/platform.module.js';

/** What the jobs of these tests do: they count, and wait where a test wants them to. */
export class Work {
  runs = 0;
  atOnce = 0;
  mostAtOnce = 0;
  wait: Promise<void> = Promise.resolve();

  async run(): Promise<JobDetail> {
    this.runs++;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    await this.wait;
    this.atOnce--;
    return { runs: this.runs };
  }
}

export interface JobProcess {
  runner: JobRunner;
  work: Work;
  close(): Promise<void>;
}

/** A process with jobs, as far as its jobs go; not started yet. */
export async function jobProcess(jobs: PeriodicJob[], settings: QueueSettings): Promise<JobProcess> {
  const { databaseUrl } = settings;
  const config = readConfig({ DATABASE_URL: databaseUrl, DATABASE_POOL_SIZE: '3' });
  const module = await Test.createTestingModule({
    imports: [PlatformModule.forRoot(config, databaseUrl, []), JobsModule.with(jobs, settings)],
    providers: [Work],
  }).compile();
  await module.init();
  const runner = module.get(JobRunner);
  return {
    runner,
    work: module.get(Work),
    close: async () => {
      await runner.stop();
      await module.close();
    },
  };
}
