import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { Browser, mailsTo, newMember, PASSWORD, tokenFor } from '../harness/browser.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const USERS = '/api/v1/users';

let app: TestApp;
let entities: string[];
beforeAll(async () => {
  app = await startApp();
  entities = [];
  for (const name of ['Alpha Securities', 'Beta Asset Management']) {
    const made = await app.send('admin', 'POST', '/api/v1/legal-entities', {
      body: { name, kind: 'licensed_corporation', jurisdiction: 'HK' },
    });
    entities.push(String(made.json['id']));
  }
});
afterAll(() => app.close());

let count = 0;
const invite = (body: object = {}, as: 'admin' | { key: string } = 'admin'): Promise<Reply> =>
  app.send(as, 'POST', USERS, {
    body: { email: `user${++count}@example.com`, name: `User ${count}`, roles: ['procurement'], ...body },
  });
const at = (id: unknown): string => `${USERS}/${String(id)}`;
async function patch(id: unknown, body: object, as: 'admin' | { key: string } = 'admin'): Promise<Reply> {
  const { etag } = await app.send('auditor', 'GET', at(id));
  return app.send(as, 'PATCH', at(id), { body, ifMatch: etag });
}
async function remove(id: unknown, as: 'admin' | { key: string } = 'admin'): Promise<Reply> {
  const { etag } = await app.send('auditor', 'GET', at(id));
  return app.send(as, 'DELETE', at(id), { ifMatch: etag });
}

describe('inviting', () => {
  it('registers the person, mails a link, and records who did it', async () => {
    const made = await invite({
      nameZhHant: '黃雅達',
      functions: ['risk', 'validation'],
      entityScope: 'all',
    });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      nameZhHant: '黃雅達',
      locale: 'en',
      timeZone: 'Asia/Hong_Kong',
      roles: ['procurement'],
      functions: ['risk', 'validation'],
      entityScope: 'all',
      legalEntityIds: [],
      status: 'invited',
      activatedAt: null,
    });
    const read = await app.send('procurement', 'GET', made.headers.get('location') ?? '');
    expect(read.etag).toBe(made.etag);
    expect(read.json).toEqual({ ...made.json, invitationSentAt: expect.any(String) });
    expect(await mailsTo(app, String(made.json['email']))).toHaveLength(1);
    const { rows } = await app.owner.query(
      'SELECT action, actor_type, changes FROM audit.entry WHERE resource_id = $1',
      [made.json['id']],
    );
    expect(rows).toEqual([
      {
        action: 'person.invited',
        actor_type: 'api_key',
        changes: expect.objectContaining({ roles: ['procurement'] }),
      },
    ]);
  });

  it('sends one mail for one Idempotency-Key', async () => {
    const email = 'repeated@example.com';
    const body = { email, name: 'Repeated', roles: ['auditor'] };
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        app.send('admin', 'POST', USERS, { body, headers: { 'idempotency-key': 'invite-once' } }),
      ),
    );
    expect(new Set(replies.map(({ status, json }) => `${status} ${String(json['id'])}`)).size).toBe(1);
    expect(await mailsTo(app, email)).toHaveLength(1);
  });

  it('takes an address once, whatever its case, and again once its owner is retired', async () => {
    const made = await invite({ email: 'Unique@Example.com' });
    const again = await invite({ email: 'uNIQUE@example.COM' });
    expect([again.status, errorsOf(again)]).toEqual([409, { '/email': 'unique' }]);
    await remove(made.json['id']);
    expect((await invite({ email: 'unique@example.com' })).status).toBe(201);
    expect((await app.send('admin', 'POST', `${at(made.json['id'])}/restore`)).status).toBe(409);
  });

  it('names what is wrong', async () => {
    const refused = await invite({
      email: 'x',
      roles: ['service'],
      functions: ['cooking'],
      timeZone: 'Mars/Phobos',
      entityScope: 'some',
      legalEntityIds: ['1'],
      status: 'active',
      password: PASSWORD,
    });
    expect(errorsOf(refused)).toEqual({
      '/email': 'email',
      '/roles': 'code',
      '/functions': 'code',
      '/timeZone': 'time-zone',
      '/entityScope': 'code',
      '/legalEntityIds': 'id',
      '/status': 'unknown-field',
      '/password': 'unknown-field',
    });
    expect(errorsOf(await invite({ roles: [] }))).toEqual({ '/roles': 'too-few' });
    expect(errorsOf(await invite({ legalEntityIds: [newId()] }))).toEqual({
      '/legalEntityIds': 'unknown-reference',
    });
    expect(errorsOf(await invite({ entityScope: 'all', legalEntityIds: entities }))).toEqual({
      '/legalEntityIds': 'contradiction',
    });
  });

  it('does not let one person give out rights and decide on risk', async () => {
    for (const role of ['risk_officer', 'senior_manager']) {
      expect(errorsOf(await invite({ roles: ['admin', role] }))).toEqual({ '/roles': 'roles-apart' });
    }
    expect((await invite({ roles: ['admin', 'auditor', 'procurement'] })).status).toBe(201);
  });

  it('is for administrators', async () => {
    const body = { email: 'mine@example.com', name: 'Mine', roles: ['admin'] };
    for (const role of ['procurement', 'risk_officer', 'senior_manager', 'auditor', 'service'] as const) {
      expect((await app.send(role, 'POST', USERS, { body })).status).toBe(403);
    }
    expect((await app.send('service', 'GET', USERS)).status).toBe(403);
  });

  it('still registers the person when no mail server answers, and says that the mail has not gone', async () => {
    const without = await startApp({ SMTP_URL: 'smtp://127.0.0.1:1' });
    try {
      const made = await without.send('admin', 'POST', USERS, {
        body: { email: 'later@example.com', name: 'Later', roles: ['auditor'] },
      });
      expect(made.status).toBe(201);
      const read = await without.send('admin', 'GET', at(made.json['id']));
      expect(read.json).toMatchObject({ status: 'invited', invitationSentAt: null });
    } finally {
      await without.close();
    }
  });

  it('can be done again: the earlier link stops working', async () => {
    const made = await invite({ email: 'twice@example.com' });
    const first = await tokenFor(app, 'twice@example.com');
    expect((await app.send('admin', 'POST', `${at(made.json['id'])}/invite`)).status).toBe(204);
    const second = await tokenFor(app, 'twice@example.com', 2);
    const accept = (token: string) =>
      new Browser(app.url).send('POST', '/api/v1/auth/invitation/accept', {
        body: { token, password: PASSWORD },
      });
    expect(errorsOf(await accept(first))).toEqual({ '/token': 'link-not-valid' });
    expect((await accept(second)).status).toBe(204);
    expect((await app.send('admin', 'POST', `${at(made.json['id'])}/invite`)).status).toBe(409);
    const read = await app.send('admin', 'GET', at(made.json['id']));
    expect(read.json).toMatchObject({ status: 'active', activatedAt: expect.any(String) });
  });
});

describe('listing', () => {
  it('filters and searches', async () => {
    const made = await invite({
      name: 'Filter Lam',
      nameZhHant: '林先生',
      email: 'lam@filters.example.com',
      roles: ['senior_manager'],
      functions: ['compliance'],
      locale: 'zh-Hant',
      legalEntityIds: [entities[0]],
    });
    const { id } = made.json;
    const listed = async (query: string) =>
      idsOf(await app.send('auditor', 'GET', `${USERS}?limit=200&${query}`));
    for (const query of [
      'role=senior_manager',
      'function=compliance',
      'status=invited',
      'locale=zh-Hant',
      `legalEntityId=${entities[0]}`,
      'q=lam',
      `q=${encodeURIComponent('林')}`,
      'q=filters.example',
      'q=LAM&role=senior_manager&sort=-name',
    ]) {
      expect([query, await listed(query)]).toEqual([query, expect.arrayContaining([id])]);
    }
    for (const query of [
      'role=admin',
      'function=legal',
      'status=active',
      'locale=en',
      `legalEntityId=${entities[1]}`,
      'q=lamb',
    ]) {
      expect([query, await listed(query)]).toEqual([query, expect.not.arrayContaining([id])]);
    }
    expect((await app.send('auditor', 'GET', `${USERS}?role=service`)).status).toBe(422);
  });

  it('pages by cursor, and shows the past', async () => {
    const made = await invite({ name: 'Once Called' });
    const before = await app.instant();
    await patch(made.json['id'], { name: 'Now Called' });
    const then = await app.send('auditor', 'GET', `${at(made.json['id'])}?asOf=${before}`);
    expect(then.json['name']).toBe('Once Called');
    const seen: unknown[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Reply = await app.send(
        'auditor',
        'GET',
        `${USERS}?limit=5&sort=email${cursor && `&cursor=${cursor}`}`,
      );
      seen.push(...idsOf(page));
      cursor = page.json['nextCursor'] as unknown as string | null;
    }
    const all = await app.send('auditor', 'GET', `${USERS}?limit=200`);
    expect(new Set(seen)).toEqual(new Set(idsOf(all)));
    expect(seen).toHaveLength(itemsOf(all).length);
  });

  it('shows, and lets manage, only people of the own legal entities', async () => {
    const scoped = await app.person({ roles: ['admin'], legalEntityIds: [entities[0] as string] });
    const as = { key: scoped.key };
    const inside = await invite({ legalEntityIds: [entities[0]] });
    const outside = await invite({ legalEntityIds: [entities[1]] });
    const wider = await invite({ legalEntityIds: entities });
    const ids = idsOf(await app.send(as, 'GET', `${USERS}?limit=200`));
    expect(ids).toEqual(expect.arrayContaining([inside.json['id'], wider.json['id'], scoped.id]));
    expect(ids).not.toContain(outside.json['id']);
    expect((await app.send(as, 'GET', at(outside.json['id']))).status).toBe(404);
    // Of further legal entities only their number.
    const masked = { legalEntityIds: [entities[0]], otherLegalEntities: entities.length - 1 };
    expect((await app.send(as, 'GET', at(wider.json['id']))).json).toMatchObject(masked);
    const list = itemsOf(await app.send(as, 'GET', `${USERS}?limit=200`));
    expect(list.find(({ id }) => id === wider.json['id'])).toMatchObject(masked);
    expect(wider.json).toMatchObject({ legalEntityIds: entities, otherLegalEntities: 0 });
    expect((await patch(inside.json['id'], { name: 'Renamed' }, as)).status).toBe(200);
    expect((await patch(outside.json['id'], { name: 'Renamed' }, as)).status).toBe(404);
    expect((await patch(wider.json['id'], { name: 'Renamed' }, as)).status).toBe(403);
    for (const body of [{ entityScope: 'all' }, { legalEntityIds: entities }]) {
      expect(errorsOf(await invite(body, as))).toEqual({ '/legalEntityIds': 'beyond-own-scope' });
      expect(errorsOf(await patch(inside.json['id'], body, as))).toEqual({
        '/legalEntityIds': 'beyond-own-scope',
      });
    }
  });
});

describe('changing rights', () => {
  it('takes effect at the next request, of a session and of a personal key', async () => {
    const { id, browser } = await newMember(app);
    const made = await browser.send('POST', '/api/v1/api-keys', {
      body: { name: 'Mine', scopes: ['register.read', 'register.write'] },
    });
    const key = { key: String(made.json['secret']) };
    const register = { body: { name: `Provider of ${id}` } };
    expect((await app.send(key, 'POST', '/api/v1/providers', register)).status).toBe(201);
    expect((await patch(id, { roles: ['auditor'] })).status).toBe(200);
    expect(
      (await browser.send('POST', '/api/v1/providers', { body: { name: `Second of ${id}` } })).status,
    ).toBe(403);
    expect((await browser.send('GET', '/api/v1/providers')).status).toBe(200);
    expect(
      (await app.send(key, 'POST', '/api/v1/providers', { body: { name: `Third of ${id}` } })).status,
    ).toBe(403);
    expect((await app.send(key, 'GET', '/api/v1/providers')).status).toBe(200);
  });

  it('is recorded with what it was and what it is', async () => {
    const made = await invite();
    await patch(made.json['id'], { roles: ['auditor'], functions: ['legal'] });
    const { rows } = await app.owner.query(
      `SELECT changes FROM audit.entry WHERE resource_id = $1 AND action = 'person.changed'`,
      [made.json['id']],
    );
    expect(rows).toEqual([
      {
        changes: {
          roles: { from: ['procurement'], to: ['auditor'] },
          functions: { from: [], to: ['legal'] },
        },
      },
    ]);
  });

  it('needs the version that was read', async () => {
    const made = await invite();
    const path = at(made.json['id']);
    expect((await app.send('admin', 'PATCH', path, { body: {} })).status).toBe(428);
    const replies = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        app.send('admin', 'PATCH', path, { body: { name: `Named ${i}` }, ifMatch: made.etag }),
      ),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(9);
  });

  it('is never of oneself', async () => {
    const { id, browser } = await newMember(app, { roles: ['admin'] });
    const { etag } = await browser.send('GET', at(id));
    for (const body of [
      { roles: ['risk_officer'] },
      { functions: ['risk'] },
      { status: 'disabled' },
      { entityScope: 'listed', legalEntityIds: entities },
    ]) {
      const refused = await browser.send('PATCH', at(id), { body, ifMatch: etag });
      expect(refused.json).toMatchObject({ status: 409, type: '/problems/own-account' });
    }
    expect((await browser.send('DELETE', at(id), { ifMatch: etag })).json).toMatchObject({
      type: '/problems/own-account',
    });
    expect((await browser.send('PATCH', at(id), { body: { name: 'Own Name' }, ifMatch: etag })).status).toBe(
      200,
    );
  });
});
