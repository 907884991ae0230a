import { Client } from 'pg';
import { migrate } from '../../src/platform/database/migrate.js';
let n = 0;
export async function createTestDatabase() {
  const name = `t_${process.pid}_${Date.now()}_${n++}`;
  const su = 'postgres://postgres@127.0.0.1:55432/postgres';
  const c = new Client({ connectionString: su });
  await c.connect();
  await c.query(`CREATE DATABASE ${name} OWNER underpin_owner`);
  const ownerUrl = `postgres://underpin_owner@127.0.0.1:55432/${name}`;
  await migrate(ownerUrl);
  return {
    ownerUrl,
    appUrl: `postgres://underpin_app@127.0.0.1:55432/${name}`,
    superuserUrl: su,
    name,
    drop: async () => {
      await c.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await c.end();
    },
  };
}
