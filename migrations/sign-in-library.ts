import { getMigrations } from 'better-auth/db/migration';
import { Pool } from 'pg';
import { libraryOptions } from '../src/modules/identity/sign-in/library-options.js';

/**
 * Brings the tables of the sign-in library (schema auth) to what the installed release of it needs. They belong to the
 * role that migrates, like all others. Run under the lock of the migrations.
 */
export async function migrateSignInLibrary(ownerUrl: string): Promise<void> {
  const pool = new Pool({
    connectionString: ownerUrl,
    max: 1,
    application_name: 'underpin-migrate',
    options: '-c search_path=auth',
  });
  try {
    const options = libraryOptions({
      database: pool,
      secret: 'of no use to a migration, but asked for',
      baseUrl: 'http://localhost',
    });
    const { runMigrations } = await getMigrations(options);
    await runMigrations();
  } finally {
    await pool.end();
  }
}
