import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AppModule } from '../../src/app.module.js';
import { SERVICE_SCOPES } from '../../src/kernel/roles.js';
import type { Config } from '../../src/platform/config/config.js';
import { createHttpApp } from '../../src/platform/http/http-app.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { Browser, eventually, mailsTo, newMember } from '../harness/browser.js';
import { errorsOf, idsOf } from '../harness/replies.js';

const KEYS = '/api/v1/api-keys';
const DAY = 86_400_000;

let app: TestApp;
let entity: string;
beforeAll(async () => {
  app = await startApp();
  entity = await legalEntity('Alpha Securities');
});
afterAll(() => app.close());

const legalEntity = async (name: string): Promise<string> => {
  const body = { name, kind: 'licensed_corporation', jurisdiction: 'HK' };
  return String((await app.send('admin', 'POST', '/api/v1/legal-entities', { body })).json['id']);
};
let count = 0;
const make = (
  body: object = {},
  as: Parameters<TestApp['send']>[0] = 'admin',
  headers = {},
): Promise<Reply> =>
  app.send(as, 'POST', KEYS, {
    body: { name: `Key ${++count}`, scopes: ['register.read'], ...body },
    headers,
  });
const at = (reply: Reply): string => `${KEYS}/${String(reply.json['id'])}`;
const secretOf = (reply: Reply) => ({ key: String(reply.json['secret']) });
const reads = async (key: { key: string }): Promise<number> =>
  (await app.send(key, 'GET', '/api/v1/providers')).status;
const inDays = (days: number): string => new Date(Date.now() + days * DAY).toISOString();

describe('making a key', () => {
  it('shows the secret once, and keeps a hash', async () => {
    const made = await make({ expiresAt: inDays(30) });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      kind: 'personal',
      ownerId: app.people.admin,
      createdBy: app.people.admin,
      scopes: ['register.read'],
      entityScope: 'all',
      state: 'active',
      lastUsedAt: null,
      retiredAt: null,
      secret: expect.stringMatching(/^upk_[\w-]{43}$/),
    });
    const { secret, ...shown } = made.json as unknown as { secret: string; prefix: string };
    expect(secret.startsWith(shown.prefix)).toBe(true);
    expect(await reads({ key: secret })).toBe(200);
    const read = await app.send('admin', 'GET', made.headers.get('location') ?? '');
    expect(read.json).toEqual(shown);
    expect(read.etag).toBe(made.etag);
    const { rows } = await app.owner.query(
      `SELECT row_to_json(k)::text AS row FROM api_key k WHERE id = $1
       UNION ALL SELECT row_to_json(h)::text FROM history.api_key h WHERE id = $1
       UNION ALL SELECT row_to_json(e)::text FROM audit.entry e WHERE resource_id = $1::text`,
      [made.json['id']],
    );
    expect(rows).toHaveLength(3);
    for (const { row } of rows) expect(row).not.toContain(secret.slice(10));
  });

  it('repeats the answer under one Idempotency-Key without the secret', async () => {
    const body = { name: 'Made once' };
    const headers = { 'idempotency-key': 'key-once' };
    const replies = [await make(body, 'admin', headers), await make(body, 'admin', headers)];
    expect(replies[1]?.json).toEqual({ ...replies[0]?.json, secret: null });
    const { rows } = await app.owner.query(`SELECT body FROM idempotency_key WHERE key = 'key-once'`);
    expect(rows[0].body).not.toContain(String(replies[0]?.json['secret']));
    const all = await app.send('admin', 'GET', `${KEYS}?q=made%20once`);
    expect(idsOf(all)).toHaveLength(1);
  });

  it('gives nobody more than they have', async () => {
    expect(errorsOf(await make({ scopes: ['people.manage'] }, 'procurement'))).toEqual({
      '/scopes': 'beyond-own-rights',
    });
    expect(errorsOf(await make({ scopes: ['register.approve'] }, 'procurement'))).toEqual({
      '/scopes': 'beyond-own-rights',
    });
    const narrow = await make({ scopes: ['self.manage', 'register.read'] }, 'risk_officer');
    expect(errorsOf(await make({ scopes: ['register.write'] }, secretOf(narrow)))).toEqual({
      '/scopes': 'beyond-own-rights',
    });
    expect((await make({ scopes: ['register.read'] }, secretOf(narrow))).status).toBe(201);
    const scoped = await app.person({ roles: ['admin'], legalEntityIds: [entity] });
    const service = { kind: 'service', entityScope: 'all' };
    expect(errorsOf(await make(service, { key: scoped.key }))).toEqual({
      '/legalEntityIds': 'beyond-own-scope',
    });
    expect((await make({ kind: 'service', legalEntityIds: [entity] }, { key: scoped.key })).status).toBe(201);
    const own = await make({ scopes: ['session.use'] }, { key: scoped.key });
    expect((await app.send(secretOf(own), 'GET', '/api/v1/auth/session')).json).toMatchObject({
      entityScope: 'listed',
      legalEntityIds: [entity],
      permissions: ['session.use'],
    });
  });

  it('lets no key make one that sees more legal entities', async () => {
    const narrow = await make({ scopes: ['self.manage'], legalEntityIds: [entity] }, 'risk_officer');
    const wide = { scopes: ['self.manage'], entityScope: 'all' };
    expect(errorsOf(await make(wide, secretOf(narrow)))).toEqual({ '/legalEntityIds': 'beyond-own-scope' });
    const made = await make({ scopes: ['self.manage'] }, secretOf(narrow));
    expect(made.json).toMatchObject({ entityScope: 'listed', legalEntityIds: [entity] });
  });

  it('lets administrators make keys of systems, from their list of scopes', async () => {
    const made = await make({ kind: 'service', scopes: SERVICE_SCOPES });
    expect(made.json).toMatchObject({ kind: 'service', ownerId: null, createdBy: app.people.admin });
    expect(await reads(secretOf(made))).toBe(200);
    expect(errorsOf(await make({ kind: 'service', scopes: ['people.manage'] }))).toEqual({
      '/scopes': 'not-a-scope',
    });
    expect((await make({ kind: 'service' }, 'risk_officer')).status).toBe(403);
    expect((await make({}, 'service')).status).toBe(403);
  });

  it('ends within a year', async () => {
    for (const expiresAt of [inDays(-1), inDays(367)]) {
      expect(errorsOf(await make({ expiresAt }))).toEqual({ '/expiresAt': 'within-a-year' });
    }
    const made = await make();
    expect(Math.round((Date.parse(String(made.json['expiresAt'])) - Date.now()) / DAY)).toBe(90);
  });

  it('is told to its owner', async () => {
    const { email, browser } = await newMember(app);
    await browser.send('POST', KEYS, { body: { name: 'Mine', scopes: ['register.read'] } });
    expect((await mailsTo(app, email)).map(({ subject }) => subject)).toContain('A new API key');
  });
});

describe('keys of others', () => {
  it('do not exist, but for administrators', async () => {
    const made = await make({}, 'procurement');
    expect((await app.send('procurement', 'GET', at(made))).status).toBe(200);
    expect((await app.send('admin', 'GET', at(made))).status).toBe(200);
    expect((await app.send('risk_officer', 'GET', at(made))).status).toBe(404);
    expect(
      (await app.send('risk_officer', 'PATCH', at(made), { body: { name: 'x' }, ifMatch: made.etag })).status,
    ).toBe(404);
    expect((await app.send('risk_officer', 'DELETE', at(made), { ifMatch: made.etag })).status).toBe(404);
    expect(idsOf(await app.send('risk_officer', 'GET', `${KEYS}?limit=200`))).not.toContain(made.json['id']);
    expect(idsOf(await app.send('procurement', 'GET', `${KEYS}?limit=200`))).toContain(made.json['id']);
    const ofOwner = `${KEYS}?limit=200&ownerId=${app.people.procurement}`;
    expect(idsOf(await app.send('admin', 'GET', ofOwner))).toContain(made.json['id']);
    expect(idsOf(await app.send('risk_officer', 'GET', ofOwner))).toEqual([]);
    expect(await reads(secretOf(made))).toBe(200);
  });
});

describe('keys beyond the scope of an administrator', () => {
  it('are not there, or not theirs to touch, as the people are', async () => {
    const elsewhere = await legalEntity('Beta Securities');
    const admin = await app.person({ roles: ['admin'], legalEntityIds: [entity] });
    const owner = (legalEntityIds?: string[]) =>
      app.person({ roles: ['risk_officer'], ...(legalEntityIds && { legalEntityIds }) });
    const keys = {
      'of somebody here': await make({}, await owner([entity])),
      'of somebody who sees more, for here': await make({ legalEntityIds: [entity] }, await owner()),
      'of a system here': await make({ kind: 'service', legalEntityIds: [entity] }),
      'of somebody here and elsewhere': await make({}, await owner([entity, elsewhere])),
      'of somebody who sees all': await make({}, await owner()),
      'of a system that sees all': await make({ kind: 'service' }),
      'of somebody elsewhere': await make({}, await owner([elsewhere])),
      'of a system elsewhere': await make({ kind: 'service', legalEntityIds: [elsewhere] }),
      own: await make({}, admin),
    };
    const listed = idsOf(await app.send(admin, 'GET', `${KEYS}?limit=200`));
    const outcome = async (key: Reply) => {
      const renamed = await app.send(admin, 'PATCH', at(key), { body: { name: 'x' }, ifMatch: key.etag });
      const ifMatch = renamed.etag || key.etag;
      return [
        listed.includes(String(key.json['id'])),
        (await app.send(admin, 'GET', at(key))).status,
        renamed.status,
        (await app.send(admin, 'DELETE', at(key), { ifMatch })).status,
      ];
    };
    const theirs = [true, 200, 200, 204];
    const seen = [true, 200, 403, 403];
    const unknown = [false, 404, 404, 404];
    const outcomes: Record<string, unknown> = {};
    for (const [name, key] of Object.entries(keys)) outcomes[name] = await outcome(key);
    expect(outcomes).toEqual({
      'of somebody here': theirs,
      'of somebody who sees more, for here': theirs,
      'of a system here': theirs,
      'of somebody here and elsewhere': seen,
      'of somebody who sees all': seen,
      'of a system that sees all': seen,
      'of somebody elsewhere': unknown,
      'of a system elsewhere': unknown,
      own: theirs,
    });
  });
});

describe('a key', () => {
  it('does what its scopes say and no more, and no more than its owner', async () => {
    const made = await make({ scopes: ['register.read'] }, 'procurement');
    const write = (key: { key: string }) =>
      app.send(key, 'POST', '/api/v1/providers', { body: { name: `By key ${++count}` } });
    expect((await write(secretOf(made))).status).toBe(403);
    const writer = await make({ scopes: ['register.read', 'register.write'] }, 'procurement');
    expect((await write(secretOf(writer))).status).toBe(201);
  });

  it('is renamed under If-Match, revoked for good, and listed by its state', async () => {
    const made = await make({}, 'procurement');
    const renamed = await app.send('procurement', 'PATCH', at(made), {
      body: { name: 'New name' },
      ifMatch: made.etag,
    });
    expect(renamed.json).toMatchObject({ name: 'New name' });
    expect(
      (await app.send('procurement', 'PATCH', at(made), { body: { name: 'x' }, ifMatch: made.etag })).status,
    ).toBe(412);
    expect(
      (await app.send('procurement', 'PATCH', at(made), { body: { scopes: [] }, ifMatch: renamed.etag }))
        .status,
    ).toBe(422);
    expect(await reads(secretOf(made))).toBe(200);
    expect((await app.send('admin', 'DELETE', at(made), { ifMatch: renamed.etag })).status).toBe(204);
    await eventually(async () => ((await reads(secretOf(made))) === 401 ? true : null));
    const revoked = await app.send('procurement', 'GET', at(made));
    expect(revoked.json).toMatchObject({ state: 'revoked', retiredAt: expect.any(String) });
    expect((await app.send('admin', 'DELETE', at(made), { ifMatch: revoked.etag })).json).toMatchObject({
      type: '/problems/retired',
    });
    const listed = async (query: string) =>
      idsOf(await app.send('procurement', 'GET', `${KEYS}?limit=200&${query}`));
    expect(await listed('')).not.toContain(made.json['id']);
    expect(await listed('includeRetired=true')).toContain(made.json['id']);
    expect(await listed('state=revoked')).toContain(made.json['id']);
    expect(await listed('state=active')).not.toContain(made.json['id']);
    const { rows } = await app.owner.query(
      'SELECT action FROM audit.entry WHERE resource_id = $1 ORDER BY at',
      [made.json['id']],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'api_key.created',
      'api_key.renamed',
      'api_key.revoked',
    ]);
  });

  it('dies when it expires', async () => {
    const made = await make({}, 'procurement');
    expect(await reads(secretOf(made))).toBe(200);
    await app.owner.query(`UPDATE api_key SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      made.json['id'],
    ]);
    await eventually(async () => ((await reads(secretOf(made))) === 401 ? true : null));
    expect((await app.send('procurement', 'GET', at(made))).json['state']).toBe('expired');
    expect(idsOf(await app.send('procurement', 'GET', `${KEYS}?state=expired`))).toEqual([made.json['id']]);
  });

  it('is refused when it is not one of ours, even beside a good session', async () => {
    const { browser } = await newMember(app);
    for (const authorization of [
      'Bearer x',
      `Bearer upk_${'A'.repeat(43)}`,
      'Basic YTpi',
      'Bearer eyJhbGciOiJub25lIn0.e30.',
    ]) {
      const reply = await browser.send('GET', '/api/v1/providers', { headers: { authorization } });
      expect([authorization, reply.status]).toEqual([authorization, 401]);
    }
  });
});

describe('with two processes on one database', () => {
  it('ends keys, sessions and rights in both at once', async () => {
    const config = app.nest.get<Config>(CONFIG);
    const twin = await createHttpApp(AppModule.with(config, config.databaseUrl ?? ''), config);
    await twin.listen(0, '127.0.0.1');
    const twinUrl = (await twin.getUrl()).replace('[::1]', '127.0.0.1');
    try {
      const { id, browser } = await newMember(app);
      const there = new Browser(twinUrl);
      browser.cookies.forEach((value, name) => there.cookies.set(name, value));
      const made = await browser.send('POST', KEYS, {
        body: { name: 'Both', scopes: ['register.read', 'register.write'] },
      });
      const headers = { authorization: `Bearer ${secretOf(made).key}`, 'content-type': 'application/json' };
      const statusThere = async (method: string): Promise<number> =>
        (
          await fetch(`${twinUrl}/api/v1/providers`, {
            method,
            headers,
            ...(method === 'POST' ? { body: '{}' } : {}),
          })
        ).status;
      expect([await statusThere('GET'), await statusThere('POST'), await there.signedIn]).toEqual([
        200,
        422,
        true,
      ]);
      const patch = async (body: object) => {
        const { etag } = await app.send('admin', 'GET', `/api/v1/users/${id}`);
        return app.send('admin', 'PATCH', `/api/v1/users/${id}`, { body, ifMatch: etag });
      };
      // Within a second, says the contract; the notice is there long before `eventually` gives up.
      await patch({ roles: ['auditor'] });
      await eventually(async () => ((await statusThere('POST')) === 403 ? true : null));
      await patch({ status: 'disabled' });
      expect(await there.signedIn).toBe(false);
      await eventually(async () => ((await statusThere('GET')) === 401 ? true : null));
    } finally {
      await twin.close();
    }
  });
});
