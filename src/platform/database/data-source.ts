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
  timeouts?: Timeouts;
}

/** After how many milliseconds the server gives up; 0: never. */
export interface Timeouts {
  statement: number;
  lock: number;
}

/** Nobody waits longer for an answer. */
const FOR_REQUESTS: Timeouts = { statement: 30_000, lock: 5_000 };

/**
 * A TypeORM data source. Its connections are pipelined: statements that do not wait for each other travel together,
 * which is worth more on a write than anything else (one round trip instead of five).
 */
export function createDataSource(settings: DataSourceSettings): DataSource {
  const { statement, lock } = settings.timeouts ?? FOR_REQUESTS;
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
      options: `-c TimeZone=UTC -c statement_timeout=${statement} -c lock_timeout=${lock}`,
    },
  });
}

/** The pg pool under a data source, for hand-written reads. */
export function poolOf(dataSource: DataSource): Pool {
  return (dataSource.driver as PostgresDriver).master as Pool;
}
