import type { Pool } from 'pg';
import { DataSource, type DataSourceOptions, type MixedList } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { GatheringSocket } from './gathering-socket.js';

type Migration = NonNullable<DataSourceOptions['migrations']>;

export interface DataSourceSettings {
  url: string;
  poolSize: number;
  applicationName: string;
  entities?: MixedList<Function>;
  migrations?: Migration;
}

/**
 * A TypeORM data source. Its connections are pipelined: statements that do not wait for each other travel together,
 * which is worth more on a write than anything else (one round trip instead of five).
 */
export function createDataSource(settings: DataSourceSettings): DataSource {
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities: settings.entities ?? [],
    migrations: settings.migrations ?? [],
    migrationsTableName: 'migration',
    synchronize: false,
    logging: false,
    connectTimeoutMS: 5_000,
    applicationName: settings.applicationName,
    poolErrorHandler: () => undefined, // a lost idle connection is replaced; the next query reports a lasting fault
    extra: {
      max: settings.poolSize,
      pipeline: true,
      stream: () => new GatheringSocket(),
      options: '-c TimeZone=UTC -c statement_timeout=30000 -c lock_timeout=5000',
    },
  });
}

/** The pg pool under a data source, for hand-written reads. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as PostgresDriver).master as Pool;
}
