import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { migrateSignInLibrary } from '../../migrations/sign-in-library.js';
import { CONFIG } from '../../src/platform/tokens.js';
import type { Config } from '../../src/platform/config/config.js';
import { Client } from 'pg';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const shape = async (): Promise<unknown[]> =>
  (
    await app.owner.query(
      `SELECT table_name, column_name, data_type FROM information_schema.columns WHERE table_schema = 'auth'
        ORDER BY 1, 2`,
    )
  ).rows;

describe('the tables of the sign-in library', () => {
  it('are complete after a migration, and stay as they are when it runs again', async () => {
    const before = await shape();
    const tables = new Set(before.map((row) => (row as { table_name: string }).table_name));
    expect([...tables]).toEqual(
      expect.arrayContaining(['account', 'session', 'twoFactor', 'user', 'verification']),
    );
    await migrateSignInLibrary(String(app.owner.options.connectionString));
    expect(await shape()).toEqual(before);
  });

  it('belong to the role that migrates; the application changes rows, not tables', async () => {
    const { rows } = await app.owner.query(
      `SELECT DISTINCT tableowner = current_user AS own FROM pg_tables WHERE schemaname = 'auth'`,
    );
    expect(rows).toEqual([{ own: true }]);
    const client = new Client({ connectionString: app.nest.get<Config>(CONFIG).databaseUrl ?? '' });
    await client.connect();
    try {
      await expect(client.query('ALTER TABLE auth.session ADD COLUMN x text')).rejects.toThrow(
        /must be owner/,
      );
      await expect(client.query('CREATE TABLE auth.x (a int)')).rejects.toThrow(/permission denied/);
    } finally {
      await client.end();
    }
  });
});
