import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Pool } from 'pg';
import { AppModule } from '../../src/app.module.js';
import { DemoMaker } from '../../src/demo/demo-maker.js';
import { DemoModule } from '../../src/demo/demo.module.js';
import { newId } from '../../src/kernel/ids.js';
import { PERMISSION_NAMES, type Role, ROLES, SERVICE_SCOPES } from '../../src/kernel/roles.js';
import { newSecret } from '../../src/modules/identity/domain/api-key-secret.js';
import { BomThreads } from '../../src/modules/interchange/bom-threads.js';
import { EngineThreads } from '../../src/modules/scoring/engine-threads.js';
import { readConfig } from '../../src/platform/config/config.js';
import { createHttpApp } from '../../src/platform/http/http-app.js';
import { createTestDatabase } from './database.js';

export interface Reply {
  status: number;
  headers: Headers;
  /** The parsed body; null when there is none. */
  json: Record<string, never> & { [field: string]: unknown };
  text: string;
  etag: string;
}

export interface RequestOptions {
  body?: unknown;
  headers?: Record<string, string>;
  ifMatch?: string;
}

/** A running application on a database of its own, with one account and one API key per role. */
export interface TestApp {
  url: string;
  nest: NestFastifyApplication;
  /** As the owner of the schema: for looking behind the API and for raw changes. */
  owner: Pool;
  keys: Record<Role, string>;
  people: Record<Role, string>;
  dataDir: string;
  /** Sends a request as a role, with another key, or with null for nobody. */
  send(
    as: Role | { key: string } | null,
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<Reply>;
  /** Another API key of a person who has one already. */
  secondKey(personId: string): Promise<{ key: string }>;
  /** The instant by the clock that history is stamped with: to the microsecond, as a later one in the same millisecond is later. */
  instant(): Promise<string>;
  /** Moves business time; see CLOCK_FILE. */
  setClock(instant: string): Promise<void>;
  /** Makes a person with a personal key that holds every permission of the roles. */
  person(input: {
    roles: Role[];
    legalEntityIds?: string[];
    functions?: string[];
  }): Promise<{ id: string; key: string }>;
  close(): Promise<void>;
}

/**
 * Starts the application in this process; `environment` overrides settings.
 * @param demo with the demonstration firm in its database; `without_records`: only with what it stands on; `to_be_made`:
 *   with its maker alone
 * @param clock business time from the start on, as setClock takes it
 */
export async function startApp(
  environment: Record<string, string> = {},
  { demo = false, clock = '+0' }: { demo?: boolean | 'without_records' | 'to_be_made'; clock?: string } = {},
): Promise<TestApp> {
  const database = await createTestDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 'underpin-app-'));
  const clockFile = join(dataDir, 'clock');
  await writeFile(clockFile, clock);
  const config = readConfig({
    DATABASE_URL: database.appUrl,
    DATA_DIR: dataDir,
    CLOCK_FILE: clockFile,
    RATE_LIMIT_PER_MINUTE: '0',
    DATABASE_POOL_SIZE: '8',
    AUTH_SECRET: 'only-for-tests-0123456789abcdef0123456789',
    ...environment,
  });
  const owner = new Pool({ connectionString: database.ownerUrl, max: 4, options: '-c TimeZone=UTC' });
  owner.on('error', () => undefined);
  const app = AppModule.with(config, database.appUrl);
  const nest = await createHttpApp(demo ? { module: WithDemo, imports: [app, DemoModule] } : app, config);
  for (const { options } of [nest.get(EngineThreads), nest.get(BomThreads)]) {
    options.execArgv = ['--import', new URL('./run-ts.mjs', import.meta.url).href];
  }
  await nest.init();
  const withRecords = demo === true;
  if (demo && demo !== 'to_be_made') {
    await nest.get(DemoMaker).make(() => Promise.resolve(), { withRecords });
  }
  await nest.listen(0, '127.0.0.1');
  const url = (await nest.getUrl()).replace('[::1]', '127.0.0.1');

  const person: TestApp['person'] = async ({ roles, legalEntityIds, functions }) => {
    const id = newId();
    const scope = legalEntityIds ? 'listed' : 'all';
    await owner.query(
      `INSERT INTO person (id, email, name, roles, functions, entity_scope, legal_entity_ids, status)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'active')`,
      [
        id,
        `${id}@example.com`,
        `Person ${id.slice(-4)}`,
        roles,
        functions ?? [],
        scope,
        legalEntityIds ?? [],
      ],
    );
    return { id, key: await insertKey(owner, id, PERMISSION_NAMES) };
  };

  const keys = {} as Record<Role, string>;
  const people = {} as Record<Role, string>;
  for (const role of ROLES) {
    if (role === 'service') {
      keys.service = await insertKey(owner, null, SERVICE_SCOPES);
    } else {
      const made = await person({ roles: [role] });
      keys[role] = made.key;
      people[role] = made.id;
    }
  }

  return {
    url,
    nest,
    owner,
    keys,
    people,
    dataDir,
    person,
    send: (as, method, path, options) => send(url, keyOf(as, keys), method, path, options),
    secondKey: async (personId) => ({ key: await insertKey(owner, personId, PERMISSION_NAMES) }),
    instant: async () =>
      (await owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at')).rows[0]?.at ?? '',
    setClock: (instant) => writeFile(clockFile, instant),
    close: async () => {
      await nest.close();
      await owner.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What the demonstration is made in. */
class WithDemo {}

async function insertKey(owner: Pool, ownerId: string | null, scopes: readonly string[]): Promise<string> {
  const { secret, hash, prefix } = newSecret();
  await owner.query(
    `INSERT INTO api_key (id, name, prefix, secret_hash, owner_id, scopes, entity_scope, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, 'all', now() + interval '30 days')`,
    [newId(), `Key ${prefix}`, prefix, hash, ownerId, scopes],
  );
  return secret;
}

function keyOf(as: Role | { key: string } | null, keys: Record<Role, string>): string | null {
  if (as === null) return null;
  return typeof as === 'string' ? keys[as] : as.key;
}

async function send(
  url: string,
  key: string | null,
  method: string,
  path: string,
  { body, headers, ifMatch }: RequestOptions = {},
): Promise<Reply> {
  const response = await fetch(url + path, {
    method,
    headers: {
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const isJson = /[/+]json/.test(response.headers.get('content-type') ?? '');
  return {
    status: response.status,
    headers: response.headers,
    text,
    json: (isJson && text !== '' ? JSON.parse(text) : null) as Reply['json'],
    etag: response.headers.get('etag') ?? '',
  };
}
