import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { escapeIdentifier, escapeLiteral } from 'pg';
import type { DataSource } from 'typeorm';
import { migrateSignInLibrary } from '../../../migrations/sign-in-library.js';
import { migrateQueue } from '../jobs/queue-schema.js';
import { PACKAGE_ROOT } from '../package-root.js';
import { createDataSource, type Timeouts } from './data-source.js';
import { recorded } from './migration-text.js';
import { MIGRATIONS } from './migrations.js';
import { readSchemaState, refuseForeign } from './schema-state.js';

const LOCK = 7265_0001;
/** An index may take hours to build. A table that stays locked is given up: whoever waits for us in turn would stand. */
const FOR_MIGRATIONS: Timeouts = { statement: 0, lock: 10_000 };

/**
 * Brings the schema to this release: new migrations in order, then the repeatable functions, triggers and grants.
 * Several processes may call it at once; one works, the others wait. Refuses a database of a newer release.
 */
export async function migrate(ownerUrl: string, applicationRole = 'underpin_app'): Promise<void> {
  const dataSource = createDataSource({
    url: ownerUrl,
    poolSize: 2,
    applicationName: 'underpin-migrate',
    migrations: MIGRATIONS.map(recorded),
    timeouts: FOR_MIGRATIONS,
  });
  await dataSource.initialize();
  try {
    const guard = dataSource.createQueryRunner();
    await guard.query('SET lock_timeout = 0'); // for as long as the one at work takes
    await guard.query('SELECT pg_advisory_lock($1)', [LOCK]);
    try {
      refuseForeign(await readSchemaState((sql) => guard.query(sql) as Promise<Record<string, unknown>[]>));
      await dataSource.runMigrations({ transaction: 'each' });
      await migrateSignInLibrary(ownerUrl);
      await applyRepeatable(dataSource, applicationRole);
      await migrateQueue(ownerUrl, applicationRole);
    } finally {
      await guard.query('SELECT pg_advisory_unlock($1)', [LOCK]);
      await guard.release();
    }
  } finally {
    await dataSource.destroy();
  }
}

async function applyRepeatable(dataSource: DataSource, applicationRole: string): Promise<void> {
  const folder = join(PACKAGE_ROOT, 'migrations', 'repeatable');
  const files = (await readdir(folder)).filter((file) => file.endsWith('.sql')).sort();
  const role = escapeIdentifier(applicationRole);
  await dataSource.transaction(async (manager) => {
    for (const file of files) {
      const sql = await readFile(join(folder, file), 'utf8');
      await manager.query(
        sql.replaceAll('{{app}}', () => role).replaceAll('{{app_literal}}', () => escapeLiteral(role)),
      );
    }
  });
}
