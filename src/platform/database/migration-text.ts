import { createHash } from 'node:crypto';
import type { MigrationInterface, QueryRunner } from 'typeorm';

type MigrationClass = new () => MigrationInterface;

const TABLE = `
  CREATE TABLE IF NOT EXISTS public.migration_text (
    name text PRIMARY KEY,
    sha256 text NOT NULL
  )`;

/**
 * SHA-256, in hex, of the statements of a migration. A database remembers it: a migration that was edited after it had
 * run would otherwise be taken for done, and fail later, somewhere else.
 */
export async function digestOf(migration: MigrationClass): Promise<string> {
  const hash = createHash('sha256');
  const listener = {
    query: (sql: string, parameters: unknown[] = []) => {
      hash.update(JSON.stringify([sql, parameters]));
      return Promise.resolve();
    },
  } as unknown as QueryRunner;
  await new migration().up(listener);
  return hash.digest('hex');
}

/** The same migration, which also records what it consisted of, in its own transaction. */
export function recorded(migration: MigrationClass): MigrationClass {
  const recording = class extends migration {
    override readonly name = migration.name;

    override async up(runner: QueryRunner): Promise<void> {
      await super.up(runner);
      await runner.query(TABLE);
      await runner.query('INSERT INTO public.migration_text (name, sha256) VALUES ($1, $2)', [
        migration.name,
        await digestOf(migration),
      ]);
    }
  };
  return recording;
}
