import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, escapeIdentifier } from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';
import { checkMigrated, migrateDatabase } from '../../src/start/databases.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

const LOCK = 7265_0001;
/** What a request would wait for a lock at most, and some. */
const LONGER_THAN_A_REQUEST_MS = 5_500;

let database: TestDatabase;
let superuser: Client;
beforeAll(async () => {
  database = await createTestDatabase();
  superuser = new Client({ connectionString: database.superuserUrl });
  await superuser.connect();
});
afterAll(async () => {
  await superuser.end();
  await database.drop();
});

describe('a migration', () => {
  it('waits for the one that is at work, however long that takes', async () => {
    await superuser.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const second = migrate(database.ownerUrl);
    await new Promise((resolve) => setTimeout(resolve, LONGER_THAN_A_REQUEST_MS));
    await superuser.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    await second;
  }, 60_000);

  it('takes for a statement the time that it needs', async () => {
    await superuser.query(`
      CREATE TABLE public.seen (statement_timeout text);
      GRANT INSERT ON public.seen TO PUBLIC;
      CREATE FUNCTION public.see() RETURNS event_trigger LANGUAGE plpgsql AS $$
        BEGIN INSERT INTO public.seen VALUES (current_setting('statement_timeout')); END $$;
      CREATE EVENT TRIGGER see ON ddl_command_end WHEN TAG IN ('CREATE FUNCTION') EXECUTE FUNCTION public.see();
    `);
    try {
      await migrate(database.ownerUrl);
      const { rows } = await superuser.query('SELECT DISTINCT statement_timeout FROM public.seen');
      expect(rows).toEqual([{ statement_timeout: '0' }]);
    } finally {
      await superuser.query('DROP EVENT TRIGGER see; DROP FUNCTION public.see(); DROP TABLE public.seen');
    }
  });

  it('refuses a database whose migrations were something else when they ran, or left no trace of what they were', async () => {
    const refused = expect.stringMatching(
      /^The database was made by a version that was never released \("\w+" was .*\.$/,
    );
    const expectRefused = async (): Promise<void> => {
      await expect(migrate(database.ownerUrl)).rejects.toMatchObject({
        name: 'StartupError',
        message: refused,
      });
      await expect(checkMigrated(database)).rejects.toMatchObject({ name: 'StartupError', message: refused });
    };
    await superuser.query(
      `UPDATE public.migration_text SET sha256 = reverse(sha256) WHERE name LIKE 'Inventory%'`,
    );
    await expectRefused();
    await superuser.query(
      `UPDATE public.migration_text SET sha256 = reverse(sha256) WHERE name LIKE 'Inventory%'`,
    );
    await migrate(database.ownerUrl);
    await checkMigrated(database);
    await superuser.query('ALTER TABLE public.migration_text RENAME TO kept');
    await expectRefused();
    await superuser.query('ALTER TABLE public.kept RENAME TO migration_text');
    await migrate(database.ownerUrl);
  });

  it('grants to an application role of any name', async () => {
    const role = `o'brien "the app" $$`;
    await superuser.query(`CREATE ROLE ${escapeIdentifier(role)}`);
    try {
      await migrate(database.ownerUrl, role);
      const { rows } = await superuser.query(
        `SELECT has_table_privilege($1, 'public.provider', 'INSERT') AS writes,
                has_table_privilege($1, 'history.provider', 'INSERT') AS rewrites`,
        [role],
      );
      expect(rows).toEqual([{ writes: true, rewrites: false }]);
    } finally {
      await superuser.query(`DROP OWNED BY ${escapeIdentifier(role)}; DROP ROLE ${escapeIdentifier(role)}`);
    }
  });

  it('gives up on a table that stays locked, with one sentence', async () => {
    await superuser.query('BEGIN; LOCK TABLE public.provider');
    try {
      await expect(migrateDatabase(database)).rejects.toThrow(/^The migration gave up .*\.$/);
    } finally {
      await superuser.query('ROLLBACK');
    }
  }, 60_000);
});
