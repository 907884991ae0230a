import { type DynamicModule, Module } from '@nestjs/common';
import { AppModule } from './app.module.js';
import { DemoModule } from './demo/demo.module.js';
import type { Config } from './platform/config/config.js';
import { jobsModule } from './worker.module.js';

/** HTTP and jobs in one process, with what a first start makes. */
@Module({})
export class AllModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AllModule,
      imports: [AppModule.with(config, databaseUrl), jobsModule(config, databaseUrl), DemoModule],
    };
  }
}
