import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { Browser, eventually, newMember, PASSWORD, tokenFor } from '../harness/browser.js';
import { idsOf } from '../harness/replies.js';

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

describe('disabling and retiring', () => {
  it('ends sessions and keys at once, and enabling brings back neither', async () => {
    const { id, email, browser } = await newMember(app);
    const made = await browser.send('POST', '/api/v1/api-keys', {
      body: { name: 'Mine', scopes: ['register.read'] },
    });
    const key = { key: String(made.json['secret']) };
    expect((await app.send(key, 'GET', '/api/v1/providers')).status).toBe(200);
    expect((await patch(id, { status: 'disabled' })).json['status']).toBe('disabled');
    expect(await browser.signedIn).toBe(false);
    expect((await app.send(key, 'GET', '/api/v1/providers')).status).toBe(401);
    expect((await patch(id, { status: 'active' })).json['status']).toBe('active');
    expect(await browser.signedIn).toBe(false);
    expect((await app.send(key, 'GET', '/api/v1/providers')).status).toBe(401);
    expect((await new Browser(app.url).signIn(email, PASSWORD)).status).toBe(200);
  });

  it('brings somebody who never accepted back as invited', async () => {
    const made = await invite();
    await patch(made.json['id'], { status: 'disabled' });
    expect((await patch(made.json['id'], { status: 'active' })).json['status']).toBe('invited');
  });

  it('keeps the person, without credentials; a restored one is invited anew', async () => {
    const { id, email, browser } = await newMember(app);
    expect((await remove(id)).status).toBe(204);
    expect(await browser.signedIn).toBe(false);
    expect((await new Browser(app.url).signIn(email, PASSWORD)).status).toBe(401);
    expect((await app.send('auditor', 'GET', at(id))).json).toMatchObject({
      status: 'retired',
      name: expect.any(String),
    });
    expect(idsOf(await app.send('auditor', 'GET', `${USERS}?limit=200`))).not.toContain(id);
    expect(idsOf(await app.send('auditor', 'GET', `${USERS}?limit=200&includeRetired=true`))).toContain(id);
    expect((await patch(id, { name: 'Ghost' })).json).toMatchObject({ type: '/problems/retired' });
    expect((await app.send('admin', 'POST', `${at(id)}/restore`)).json).toMatchObject({ status: 'invited' });
    expect((await new Browser(app.url).signIn(email, PASSWORD)).status).toBe(401);
    expect((await app.send('admin', 'POST', `${at(id)}/invite`)).status).toBe(204);
    const token = await tokenFor(app, email, 2);
    const accept = await new Browser(app.url).send('POST', '/api/v1/auth/invitation/accept', {
      body: { token, password: PASSWORD },
    });
    expect(accept.status).toBe(204);
    expect((await new Browser(app.url).signIn(email, PASSWORD)).status).toBe(200);
  });

  it('never leaves an installation without an administrator, when two disable each other at the same moment', async () => {
    const pair = await startApp();
    const gate = await pair.owner.connect();
    try {
      const second = await pair.person({ roles: ['admin'] });
      const change = async (actor: string, id: string, body: object) => {
        const { etag } = await pair.send('auditor', 'GET', at(id));
        return pair.send({ key: actor }, 'PATCH', at(id), { body, ifMatch: etag });
      };
      // Both are let in as administrators, and wait at the same door.
      await gate.query('SELECT pg_advisory_lock(7265, 2)');
      const changes = [
        change(pair.keys.admin, second.id, { status: 'disabled' }),
        change(second.key, pair.people.admin, { roles: ['auditor'] }),
      ];
      await eventually(async () => {
        const { rows } = await gate.query(
          `SELECT count(*)::int AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`,
        );
        return rows[0].n === 2 ? true : null;
      });
      await gate.query('SELECT pg_advisory_unlock(7265, 2)');
      const replies = await Promise.all(changes);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 409]);
      expect(replies.find(({ status }) => status === 409)?.json['type']).toBe('/problems/last-administrator');
    } finally {
      gate.release();
      await pair.close();
    }
  });
});

describe('what an administrator does for somebody', () => {
  it('mails a link instead of choosing a password, and ends the sessions', async () => {
    const { id, email, browser } = await newMember(app);
    expect((await app.send('admin', 'POST', `${at(id)}/reset-password`)).status).toBe(204);
    expect(await browser.signedIn).toBe(false);
    const token = await tokenFor(app, email, 2);
    const reset = await new Browser(app.url).send('POST', '/api/v1/auth/password/reset', {
      body: { token, password: 'chosen by the owner' },
    });
    expect(reset.status).toBe(204);
    const other = await invite();
    expect((await app.send('admin', 'POST', `${at(other.json['id'])}/reset-password`)).status).toBe(409);
  });

  it('gives people who came by other ways a password by the same link', async () => {
    const email = String((await app.send('auditor', 'GET', at(app.people.procurement))).json['email']);
    await app.send('admin', 'POST', `${at(app.people.procurement)}/reset-password`);
    const token = await tokenFor(app, email);
    const body = { token, password: 'chosen by the owner' };
    expect((await new Browser(app.url).send('POST', '/api/v1/auth/password/reset', { body })).status).toBe(
      204,
    );
    expect((await new Browser(app.url).signIn(email, body.password)).status).toBe(200);
  });

  it('ends sessions and personal keys', async () => {
    const { id, email, browser } = await newMember(app);
    const made = await browser.send('POST', '/api/v1/api-keys', {
      body: { name: 'Mine', scopes: ['register.read'] },
    });
    expect((await app.send('admin', 'POST', `${at(id)}/end-sessions`)).status).toBe(204);
    expect(await browser.signedIn).toBe(false);
    expect((await app.send({ key: String(made.json['secret']) }, 'GET', '/api/v1/providers')).status).toBe(
      401,
    );
    expect((await new Browser(app.url).signIn(email, PASSWORD)).status).toBe(200);
  });
});
