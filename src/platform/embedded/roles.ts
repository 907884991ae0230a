import pg from 'pg';
import type { Secrets } from './data-folder.js';

/** Owns the database and migrates it; the program does not work with it. */
export const OWNER_ROLE = 'underpin_owner';
/** Does the program's work: no tables of its own, only what the migrations grant. */
export const APP_ROLE = 'underpin_app';
export const DATABASE = 'underpin';

interface Present {
  owner: boolean;
  app: boolean;
  database: boolean;
}

/**
 * Makes the two roles and the database where they are absent.
 * @param superuser a session of the superuser
 * @param renew sets the passwords of existing roles too
 */
export async function ensureRoles(superuser: pg.Client, secrets: Secrets, renew: boolean): Promise<void> {
  const { rows } = await superuser.query<Present>(
    `SELECT to_regrole($1) IS NOT NULL AS owner, to_regrole($2) IS NOT NULL AS app,
            EXISTS (SELECT FROM pg_database WHERE datname = $3) AS database`,
    [OWNER_ROLE, APP_ROLE, DATABASE],
  );
  const present = rows[0] ?? { owner: false, app: false, database: false };
  await ensureRole(superuser, OWNER_ROLE, secrets.ownerPassword, present.owner, renew);
  await ensureRole(superuser, APP_ROLE, secrets.appPassword, present.app, renew);
  if (!present.database) await define(superuser, 'CREATE DATABASE %1$I OWNER %2$I', DATABASE, OWNER_ROLE);
  if (!present.database || renew) await closeDatabase(superuser, DATABASE);
}

/** Rights on a database as a whole; a clone of a template does not inherit them. */
export async function closeDatabase(superuser: pg.Client, database: string): Promise<void> {
  await define(superuser, 'REVOKE ALL ON DATABASE %1$I FROM PUBLIC', database);
  await define(superuser, 'GRANT CONNECT ON DATABASE %1$I TO %2$I', database, APP_ROLE);
}

/**
 * Runs a statement that defines something: such statements take no parameters, so the server quotes the values.
 * @param template for PostgreSQL's format(): `%1$I` is the first value as a name, `%1$L` the first as a text
 */
export async function define(superuser: pg.Client, template: string, ...values: string[]): Promise<void> {
  const { rows } = await superuser.query<{ statement: string }>(
    'SELECT format($1, VARIADIC $2::text[]) AS statement',
    [template, values],
  );
  await superuser.query(rows[0]?.statement ?? '');
}

async function ensureRole(
  superuser: pg.Client,
  role: string,
  password: string,
  present: boolean,
  renew: boolean,
): Promise<void> {
  if (present && !renew) return;
  const template = `${present ? 'ALTER' : 'CREATE'} ROLE %1$I LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD %2$L`;
  await define(superuser, template, role, password);
}
