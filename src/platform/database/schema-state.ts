import { StartupError } from '../startup-error.js';
import { digestOf } from './migration-text.js';
import { MIGRATIONS } from './migrations.js';

/** How the database stands to the migrations of this release. */
export interface SchemaState {
  /** The first migration that the database lacks. */
  missing: string | null;
  /** A migration that this release does not know. */
  unknown: string | null;
  /** A migration that consisted of something else when it ran. */
  altered: string | null;
}

/** What can be asked, whoever asks: a pool, a client, or the migration's own connection. */
export type Ask = (sql: string) => Promise<Record<string, unknown>[]>;

/** Without the right to read them, or without the tables, nothing whole was migrated yet. */
const READABLE = `
  SELECT bool_and(coalesce(has_table_privilege(to_regclass(name), 'SELECT'), false)) AS both,
         bool_or(name = 'public.migration' AND coalesce(has_table_privilege(to_regclass(name), 'SELECT'), false)) AS any
    FROM unnest(ARRAY['public.migration', 'public.migration_text']) AS name`;
const DONE = `
  SELECT name, sha256 FROM public.migration LEFT JOIN public.migration_text USING (name)`;
/** Before a migration left its text behind. */
const DONE_WITHOUT_TEXT = 'SELECT name, NULL AS sha256 FROM public.migration';

export async function readSchemaState(ask: Ask): Promise<SchemaState> {
  const [readable] = await ask(READABLE);
  const done =
    readable?.['both'] === true
      ? await ask(DONE)
      : readable?.['any'] === true
        ? await ask(DONE_WITHOUT_TEXT)
        : [];
  return compare(new Map(done.map(({ name, sha256 }) => [String(name), sha256])));
}

/** Refuses a database that was never migrated to this release, or was by another one. */
export function refuseMisfit(state: SchemaState): void {
  refuseForeign(state);
  if (state.missing !== null) {
    throw new StartupError(
      `The database has not been migrated to this release (it lacks "${state.missing}"): run npm run migrate of this release first.`,
    );
  }
}

/** Refuses a database to which this release cannot go on from where it is. */
export function refuseForeign({ unknown, altered }: SchemaState): void {
  if (unknown !== null) {
    throw new StartupError(
      `The database was migrated by a newer release (it knows "${unknown}", this release does not): start that release, or restore a backup made before it.`,
    );
  }
  if (altered !== null) {
    throw new StartupError(
      `The database was made by a version that was never released ("${altered}" was something else then) and cannot be brought to this one: start that version, or begin with an empty database (move .data away, or name another database in DATABASE_URL).`,
    );
  }
}

async function compare(done: ReadonlyMap<string, unknown>): Promise<SchemaState> {
  const known = MIGRATIONS.map(({ name }) => name);
  return {
    missing: known.find((name) => !done.has(name)) ?? null,
    unknown: [...done.keys()].find((name) => !known.includes(name)) ?? null,
    altered: await firstAltered(done),
  };
}

let digests: Promise<Map<string, string>> | null = null;

async function firstAltered(done: ReadonlyMap<string, unknown>): Promise<string | null> {
  digests ??= Promise.all(MIGRATIONS.map(async (one) => [one.name, await digestOf(one)] as const)).then(
    (entries) => new Map(entries),
  );
  const ours = await digests;
  return [...done.keys()].find((name) => ours.has(name) && done.get(name) !== ours.get(name)) ?? null;
}
