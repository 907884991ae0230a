import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let counter = 0;
const unique = (name: string): string => `${name} ${++counter}`;
const post = (path: string, body: object) => app.send('procurement', 'POST', `/api/v1${path}`, { body });
const provider = (name: string, parent?: Reply) =>
  post('/providers', {
    name: unique(name),
    ...(parent ? { ultimateParentStatus: 'known', ultimateParentId: parent.json['id'] } : {}),
  });
const pathOf = ({ json }: Reply): string => `/api/v1/providers/${String(json['id'])}`;
const under = (child: Reply, parent: Reply) =>
  app.send('procurement', 'PATCH', pathOf(child), {
    body: { ultimateParentStatus: 'known', ultimateParentId: parent.json['id'] },
    ifMatch: child.etag,
  });

describe('ultimate parents', () => {
  it('never form a ring, also when its two last links are set at the same moment', async () => {
    for (let round = 0; round < 8; round++) {
      const [a, x] = await Promise.all([provider('A'), provider('X')]);
      const [b, y] = await Promise.all([provider('B', x), provider('Y', a)]);
      const replies = await Promise.all([under(a, b), under(x, y)]);
      expect(replies.map(({ status }) => status).sort()).toEqual([200, 422]);
      expect(replies.find(({ status }) => status === 422)?.json).toMatchObject({
        errors: [{ pointer: '/ultimateParentId', code: 'circular' }],
      });
    }
  });

  it('that somebody else is setting are waited for, and then it is said so', async () => {
    const [a, b] = await Promise.all([provider('A'), provider('B')]);
    const held = await app.owner.connect();
    try {
      await held.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('ancestry of provider'))`);
      expect((await under(a, b)).json).toMatchObject({ status: 409, type: '/problems/request-in-progress' });
    } finally {
      await held.query('ROLLBACK');
      held.release();
    }
    expect((await under(a, b)).status).toBe(200);
  }, 30_000);
});

describe('a provider that others stand on', () => {
  it('is not retired, and says how many they are', async () => {
    const made = await provider('Used');
    const items = Array.from({ length: 7 }, () => ({
      ...{ name: unique('Component'), kind: 'library', providerId: made.json['id'] },
    }));
    expect((await post('/components/batch', { items })).status).toBe(201);
    const refused = await app.send('procurement', 'DELETE', pathOf(made), { ifMatch: made.etag });
    expect(refused.json).toMatchObject({ status: 409, type: '/problems/in-use' });
    expect(refused.json['detail']).toContain('7');
  });
});

describe('an owner who has left', () => {
  it('is refused on providers and components, and does not keep what they owned from coming back', async () => {
    const { id: ownerId } = await app.person({ roles: ['procurement'] });
    const owned = await post('/components', { name: unique('Owned'), kind: 'library', ownerId });
    await app.owner.query(`UPDATE person SET retired_at = now() WHERE id = $1`, [ownerId]);
    for (const [path, more] of [
      ['/providers', {}],
      ['/components', { kind: 'library' }],
    ] as const) {
      const refused = await post(path, { name: unique('Orphan'), ownerId, ...more });
      expect([path, refused.status, refused.json['errors']]).toMatchObject([
        path,
        422,
        [{ pointer: '/ownerId', code: 'retired-reference' }],
      ]);
    }
    const path = `/api/v1/components/${String(owned.json['id'])}`;
    await app.send('procurement', 'DELETE', path, { ifMatch: owned.etag });
    expect((await app.send('procurement', 'POST', `${path}/restore`)).status).toBe(200);
  });
});

describe('two batches that name the same things in another order', () => {
  it('meet without a deadlock that anybody sees: one is there, the other is told why not', async () => {
    for (let round = 0; round < 6; round++) {
      const names = Array.from({ length: 40 }, () => unique('Crossing'));
      const batch = (list: string[]) => post('/providers/batch', { items: list.map((name) => ({ name })) });
      const replies = await Promise.all([batch(names), batch([...names].reverse())]);
      expect(replies.map(({ status }) => status).sort()).toEqual([201, 409]);
      expect(replies.find(({ status }) => status === 409)?.json).toMatchObject({
        type: '/problems/duplicate-name',
      });
    }
  });
});
