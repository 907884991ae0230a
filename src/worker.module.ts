import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from './modules/audit/audit.public.js';
import { LinkMailModule } from './modules/diligence/link-mail.public.js';
import { ObligationsModule } from './modules/obligations/obligations.public.js';
import { ScoringModule } from './modules/scoring/scoring.public.js';
import type { Config } from './platform/config/config.js';
import { JobsModule } from './platform/jobs/jobs.module.js';
import { PlatformModule } from './platform/platform.module.js';
import { SCHEDULE } from './schedule.js';

/** The jobs, for the worker as well as for a process that also answers requests. */
export function jobsModule(config: Config, databaseUrl: string): DynamicModule {
  return JobsModule.with(SCHEDULE, { databaseUrl, queueUrl: config.queueUrl });
}

/** Jobs alone, without HTTP. */
@Module({})
export class WorkerModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(config, databaseUrl, []), // jobs write by statement, not by entity
        ObligationsModule,
        ScoringModule,
        LinkMailModule,
        AuditModule,
        jobsModule(config, databaseUrl),
      ],
    };
  }
}
