import { Client } from 'pg';
import type { Config } from '../platform/config/config.js';
import { migrate } from '../platform/database/migrate.js';
import { readSchemaState, refuseMisfit } from '../platform/database/schema-state.js';
import { sqlErrorOf } from '../platform/database/sql-errors.js';
import { startEmbedded } from '../platform/embedded/embedded-server.js';
import { logger } from '../platform/logging.js';
import { StartupError } from '../platform/startup-error.js';
import type { Stop } from './run.js';

const INSUFFICIENT_PRIVILEGE = '42501';
const LOCK_NOT_AVAILABLE = '55P03';

export interface DatabaseUrls {
  /** Migrates. */
  ownerUrl: string;
  /** Everything else. */
  appUrl: string;
}

/** The configured database, checked to be reachable, or the embedded server, started. */
export async function findDatabase(config: Config, onStop: (stop: Stop) => void): Promise<DatabaseUrls> {
  if (config.databaseUrl !== null) {
    await checkReachable('DATABASE_URL', config.databaseUrl);
    if (config.databaseOwnerUrl !== null) await checkReachable('DATABASE_OWNER_URL', config.databaseOwnerUrl);
    return { appUrl: config.databaseUrl, ownerUrl: config.databaseOwnerUrl ?? config.databaseUrl };
  }
  const server = await startEmbedded({
    dataDir: config.dataDir,
    log: (line) => logger.debug({ line }, 'postgres'),
  });
  onStop(() => server.stop());
  return { appUrl: server.appUrl, ownerUrl: server.ownerUrl };
}

/** What an operator can do about a migration that PostgreSQL refuses. */
const REFUSALS: Readonly<Record<string, string>> = {
  [INSUFFICIENT_PRIVILEGE]:
    'The role that the database address names may not change the schema: set the environment variable DATABASE_OWNER_URL to the address of the role that owns it.',
  [LOCK_NOT_AVAILABLE]:
    'The migration gave up because another session held a table for too long: end the transaction that does (see pg_stat_activity), then start again.',
};

/** Brings the schema up to date; the application role is the user of the application's address. */
export async function migrateDatabase(urls: DatabaseUrls): Promise<void> {
  try {
    await migrate(urls.ownerUrl, decodeURIComponent(new URL(urls.appUrl).username) || 'underpin_app');
  } catch (cause) {
    const told = REFUSALS[sqlErrorOf(cause)?.code ?? ''];
    throw told === undefined ? cause : new StartupError(told, { cause });
  }
}

/** For processes that do not migrate: refuses a database that does not fit this release. */
export async function checkMigrated({ appUrl }: DatabaseUrls): Promise<void> {
  const client = new Client({ connectionString: appUrl });
  client.on('error', () => undefined); // reported by the call that fails
  try {
    await client.connect();
    refuseMisfit(
      await readSchemaState(async (sql) => (await client.query<Record<string, unknown>>(sql)).rows),
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function checkReachable(variable: string, url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  client.on('error', () => undefined); // reported by the call that fails
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'no answer';
    throw new StartupError(
      `The database that the environment variable ${variable} names cannot be reached (${reason}): start it, or correct the address, user and password.`,
      { cause },
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}
