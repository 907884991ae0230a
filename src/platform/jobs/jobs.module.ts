import { type DynamicModule, Module } from '@nestjs/common';
import { IdempotencyCleanup } from './idempotency-cleanup.js';
import { JobRunner, JOBS, QUEUE_SETTINGS } from './job-runner.js';
import { JobsHealthModule } from './jobs-health.module.js';
import type { PeriodicJob } from './periodic-job.js';
import type { QueueSettings } from './queue.js';

/** For a process that does jobs: get(JobRunner).start() begins, .stop() ends before the application is closed. */
@Module({})
export class JobsModule {
  static with(jobs: readonly PeriodicJob[], settings: QueueSettings): DynamicModule {
    return {
      module: JobsModule,
      imports: [JobsHealthModule],
      providers: [
        JobRunner,
        IdempotencyCleanup,
        { provide: JOBS, useValue: jobs },
        { provide: QUEUE_SETTINGS, useValue: settings },
      ],
      exports: [JobRunner],
    };
  }
}
