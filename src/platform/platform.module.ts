import {
  type DynamicModule,
  Global,
  Inject,
  Module,
  type OnApplicationShutdown,
  type Type,
} from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { join } from 'node:path';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { Clock } from '../kernel/clock.js';
import { RateLimit } from './auth/rate-limit.js';
import { ProcessClock } from './clock/process-clock.js';
import type { Config } from './config/config.js';
import { createDataSource, poolOf } from './database/data-source.js';
import { ReadDatabase } from './database/read-database.js';
import { UnitOfWork } from './database/unit-of-work.js';
import { DatabaseHealth } from './health/database-health.js';
import { HealthController } from './health/health.controller.js';
import { Health } from './health/health.js';
import { Mailer, OutboxMailer, SmtpMailer } from './mail/mailer.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { Metrics } from './metrics/metrics.js';
import { DocumentHolder } from './openapi/document-holder.js';
import { OpenApiController } from './openapi/openapi.controller.js';
import { CONFIG, POOL } from './tokens.js';

export { CONFIG, POOL } from './tokens.js';

const READ_POOL = Symbol('READ_POOL');

/** What every module stands on: configuration, database, clock, limits. */
@Global()
@Module({})
export class PlatformModule implements OnApplicationShutdown {
  #readPoolEnded: Promise<void> | null = null;

  constructor(
    @Inject(READ_POOL) private readonly readPool: Pool,
    @Inject(POOL) private readonly pool: Pool,
    private readonly mailer: Mailer,
  ) {}

  static forRoot(config: Config, databaseUrl: string, entities: Type<unknown>[]): DynamicModule {
    return {
      module: PlatformModule,
      imports: [
        TypeOrmModule.forRootAsync({
          useFactory: () =>
            createDataSource({
              url: databaseUrl,
              poolSize: config.databasePoolSize,
              applicationName: 'underpin',
              entities,
            }).options,
        }),
      ],
      controllers: [HealthController, MetricsController, OpenApiController],
      providers: [
        Health,
        DatabaseHealth,
        Metrics,
        DocumentHolder,
        { provide: CONFIG, useValue: config },
        { provide: Clock, useFactory: () => new ProcessClock(config.clockFile) },
        { provide: Mailer, useFactory: () => mailerOf(config) },
        { provide: POOL, inject: [DataSource], useFactory: poolOf },
        { provide: READ_POOL, inject: [POOL], useFactory: (pool: Pool) => readPoolOf(config, pool) },
        {
          provide: ReadDatabase,
          inject: [READ_POOL, POOL],
          useFactory: (readPool: Pool, pool: Pool) => new ReadDatabase(readPool, pool),
        },
        {
          provide: UnitOfWork,
          inject: [DataSource],
          useFactory: (source: DataSource) => new UnitOfWork(source),
        },
        {
          provide: RateLimit,
          inject: [POOL],
          useFactory: (pool: Pool) => new RateLimit(pool, config.rateLimitPerMinute),
        },
      ],
      exports: [
        CONFIG,
        Clock,
        Health,
        Metrics,
        DocumentHolder,
        Mailer,
        POOL,
        ReadDatabase,
        UnitOfWork,
        RateLimit,
      ],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.mailer.close();
    // Closing twice is allowed; ending a pool twice is not.
    if (this.readPool !== this.pool) await (this.#readPoolEnded ??= this.readPool.end());
  }
}

function mailerOf(config: Config): Mailer {
  return config.smtpUrl === null
    ? new OutboxMailer(join(config.dataDir, 'outbox'), config.mailFrom)
    : new SmtpMailer(config.smtpUrl, config.mailFrom);
}

/** Reads go to the replica where one is configured. */
function readPoolOf(config: Config, primary: Pool): Pool {
  if (config.databaseReadUrl === null) return primary;
  const pool = new Pool({
    connectionString: config.databaseReadUrl,
    max: config.databasePoolSize,
    application_name: 'underpin-read',
    options: '-c TimeZone=UTC -c statement_timeout=30000',
  });
  pool.on('error', () => undefined); // a lost idle connection is replaced; the next query reports a lasting fault
  return pool;
}
