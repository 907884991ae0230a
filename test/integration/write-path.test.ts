import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import { newId } from '../../src/kernel/ids.js';
import { createDataSource } from '../../src/platform/database/data-source.js';
import type { GatheringSocket } from '../../src/platform/database/gathering-socket.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(async () => {
  await database.drop();
});

describe('a connection', () => {
  let source: DataSource;
  beforeAll(async () => {
    source = createDataSource({ url: database.appUrl, poolSize: 1, applicationName: 'write-path' });
    await source.initialize();
  });
  afterAll(async () => {
    await source.destroy();
  });

  it('sends the statements that do not wait for each other in one piece, plain ones and prepared ones', async () => {
    const runner = source.createQueryRunner();
    const client = (await runner.connect()) as Client & { connection: { stream: GatheringSocket } };
    const pieces = countPieces(client.connection.stream);
    await Promise.all([
      client.query('BEGIN'),
      client.query({ name: 'one', text: 'SELECT $1::integer', values: [1] }),
      client.query('SELECT 2'),
      client.query({ name: 'one', text: 'SELECT $1::integer', values: [3] }),
      client.query('COMMIT'),
    ]);
    expect(pieces()).toBe(1);
    await client.query('SELECT 4');
    expect(pieces()).toBe(2);
    await runner.release();
  });
});

/** How often a socket has handed something to the operating system since now. */
function countPieces(socket: GatheringSocket): () => number {
  let pieces = 0;
  for (const name of ['_write', '_writev'] as const) {
    const write = socket[name]?.bind(socket) as (...parameters: unknown[]) => void;
    Object.assign(socket, {
      [name]: (...parameters: unknown[]) => {
        pieces++;
        write(...parameters);
      },
    });
  }
  return () => pieces;
}

describe('a session that began when the tables were empty', () => {
  const ROUNDS = 12; // a plan is kept from the sixth on

  it('reads none of them from end to end when it writes', async () => {
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await owner.query('VACUUM ANALYZE history.change, history.legal_entity, idempotency_key');
    const client = new Client({ connectionString: database.appUrl });
    await client.connect();
    try {
      const before = await sequentialReads(owner);
      const id = newId();
      for (let round = 0; round < ROUNDS; round++) {
        await client.query('BEGIN');
        await client.query('SELECT claim_idempotency_key($1, $2, $3)', ['account', 'route', `${round}`]);
        await client.query(
          round === 0
            ? `INSERT INTO legal_entity (id, name, kind) VALUES ($1, $2, 'other')`
            : 'UPDATE legal_entity SET name = $2 WHERE id = $1',
          [id, `Name ${round}`],
        );
        await client.query('COMMIT');
      }
      await client.query('SELECT pg_stat_force_next_flush()');
      await client.query('SELECT');
      expect(await sequentialReads(owner)).toEqual(before);
    } finally {
      await client.end();
      await owner.end();
    }
  });
});

async function sequentialReads(client: Client): Promise<unknown[]> {
  const { rows } = await client.query(
    `SELECT relid::regclass::text AS table, seq_scan FROM pg_stat_all_tables
      WHERE relid IN ('history.change'::regclass, 'history.legal_entity'::regclass, 'idempotency_key'::regclass)
      ORDER BY 1`,
  );
  return rows;
}
