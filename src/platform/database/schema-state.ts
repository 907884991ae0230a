import type { Pool } from 'pg';
import { StartupError } from '../startup-error.js';
import { MIGRATIONS } from './migrations.js';
import { sqlErrorOf } from './sql-errors.js';

/** How the database stands to the migrations of this release. */
export interface SchemaState {
  /** The first migration that the database lacks. */
  missing: string | null;
  /** A migration that this release does not know. */
  unknown: string | null;
}

/** Undefined table or no right to read it: nothing, or nothing whole, was migrated yet. */
const NOT_READABLE = new Set(['42P01', '42501']);

export async function readSchemaState(database: Pick<Pool, 'query'>): Promise<SchemaState> {
  return compareSchema(await doneOf(database));
}

/** Refuses a database that was never migrated to this release, or was by a newer one. */
export function refuseMisfit(state: SchemaState): void {
  refuseNewer(state);
  if (state.missing !== null) {
    throw new StartupError(
      `The database has not been migrated to this release (it lacks "${state.missing}"): run the migration (main.migrate) of this release first.`,
    );
  }
}

export function refuseNewer({ unknown }: SchemaState): void {
  if (unknown !== null) {
    throw new StartupError(
      `The database was migrated by a newer release (it knows "${unknown}", this release does not): start that release, or restore a backup made before it.`,
    );
  }
}

async function doneOf(database: Pick<Pool, 'query'>): Promise<string[]> {
  try {
    const { rows } = await database.query<{ name: string }>('SELECT name FROM public.migration');
    return rows.map(({ name }) => name);
  } catch (error) {
    if (NOT_READABLE.has(sqlErrorOf(error)?.code ?? '')) return [];
    throw error;
  }
}

export function compareSchema(done: readonly string[]): SchemaState {
  const known = MIGRATIONS.map(({ name }) => name);
  return {
    missing: known.find((name) => !done.includes(name)) ?? null,
    unknown: done.find((name) => !known.includes(name)) ?? null,
  };
}
