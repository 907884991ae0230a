import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Reply, startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let counter = 0;
const unique = (name: string): string => `${name} ${++counter}`;
const register = (body: object, as: 'procurement' | 'risk_officer' = 'procurement') =>
  app.send(as, 'POST', '/api/v1/providers', { body });

describe('registering a provider', () => {
  it('keeps what was sent, trimmed and in NFC, and fills unknown for the rest', async () => {
    const made = await register({
      name: '  Cafe\u0301 Models ',
      identifiers: [{ scheme: 'CRN', value: '1' }],
    });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ name: 'Café Models', viability: 'unknown', status: 'proposed' });
    const read = await app.send('auditor', 'GET', made.headers.get('location') ?? '');
    expect(read.json).toEqual(made.json);
    expect(read.etag).toBe(made.etag);
  });

  it('refuses a name that is taken, whatever its case and width', async () => {
    await register({ name: 'Widgets' });
    const again = await register({ name: 'ＷＩＤＧＥＴＳ' });
    expect(again.status).toBe(409);
    expect(again.json).toMatchObject({ type: '/problems/duplicate-name', errors: [{ pointer: '/name' }] });
  });

  it('names every wrong place of the input and stores nothing', async () => {
    const before = await app.owner.query('SELECT count(*) FROM provider');
    const refused = await register({
      name: '',
      kind: 'x',
      jurisdiction: 'ZZ',
      website: 'javascript:x',
      extra: 1,
    });
    expect(refused.status).toBe(422);
    const codes = Object.fromEntries(
      (refused.json['errors'] as unknown as { pointer: string; code: string }[]).map((e) => [
        e.pointer,
        e.code,
      ]),
    );
    expect(codes).toEqual({
      '/name': 'too-short',
      '/kind': 'code',
      '/jurisdiction': 'jurisdiction',
      '/website': 'https-url',
      '/extra': 'unknown-field',
    });
    expect((await app.owner.query('SELECT count(*) FROM provider')).rows).toEqual(before.rows);
  });

  it('speaks Traditional Chinese to those who ask for it', async () => {
    const refused = await app.send('procurement', 'POST', '/api/v1/providers', {
      body: {},
      headers: { 'accept-language': 'zh-HK,en;q=0.5' },
    });
    expect(refused.json).toMatchObject({
      title: '輸入資料有誤',
      errors: [{ pointer: '/name', detail: '必須提供。' }],
    });
  });

  it('writes the audit entry and the history row in the same commit', async () => {
    const made = await register({ name: unique('Audited') });
    const { rows } = await app.owner.query(
      `SELECT e.actor_id, e.action, c.actor_id AS changed_by, c.committed_at IS NOT NULL AS stamped
         FROM audit.entry e, history.provider h JOIN history.change c ON c.id = h.change_from
        WHERE e.resource_id = $1 AND h.id = $1::uuid`,
      [made.json['id']],
    );
    expect(rows).toEqual([
      {
        actor_id: rows[0].actor_id,
        action: 'provider.registered',
        changed_by: rows[0].actor_id,
        stamped: true,
      },
    ]);
  });

  it('leaves nothing when the audit entry cannot be written', async () => {
    await app.owner.query('REVOKE INSERT ON audit.entry FROM underpin_app');
    const name = unique('Unaudited');
    const refused = await register({ name });
    await app.owner.query('GRANT INSERT ON audit.entry TO underpin_app');
    expect(refused.status).toBeGreaterThanOrEqual(500);
    expect((await app.owner.query('SELECT FROM provider WHERE name = $1', [name])).rowCount).toBe(0);
  });
});

describe('changing a provider', () => {
  it('needs If-Match, and lets one of fifty parallel writers win', async () => {
    const made = await register({ name: unique('Raced') });
    const path = `/api/v1/providers/${made.json['id']}`;
    expect((await app.send('procurement', 'PATCH', path, { body: {} })).status).toBe(428);
    const replies = await Promise.all(
      Array.from({ length: 50 }, (_, i) =>
        app.send('procurement', 'PATCH', path, { body: { nameZhHant: `第${i}` }, ifMatch: made.etag }),
      ),
    );
    const won = replies.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(49);
    expect((await app.send('auditor', 'GET', path)).json).toEqual(won[0]?.json);
  });

  it('refuses to approve what the same person prepared, and what the role may not decide', async () => {
    const own = await register({ name: unique('Own') }, 'risk_officer');
    const approve = { body: { status: 'approved' }, ifMatch: own.etag };
    const path = `/api/v1/providers/${own.json['id']}`;
    expect((await app.send('risk_officer', 'PATCH', path, approve)).json).toMatchObject({
      type: '/problems/four-eyes',
    });
    expect((await app.send('procurement', 'PATCH', path, approve)).status).toBe(403);
    const second = await app.person({ roles: ['risk_officer'] });
    expect((await app.send(second, 'PATCH', path, approve)).json).toMatchObject({ status: 'approved' });
  });

  it('refuses an ultimate parent that is unknown, retired, itself or below it', async () => {
    const child = await register({ name: unique('Child') });
    const parent = await register({
      name: unique('Parent'),
      ultimateParentStatus: 'known',
      ultimateParentId: child.json['id'],
    });
    const set = (ultimateParentId: unknown) =>
      app.send('procurement', 'PATCH', `/api/v1/providers/${child.json['id']}`, {
        body: { ultimateParentStatus: 'known', ultimateParentId },
        ifMatch: child.etag,
      });
    expect((await set(child.json['id'])).json).toMatchObject({ errors: [{ code: 'circular' }] });
    expect((await set(parent.json['id'])).json).toMatchObject({ errors: [{ code: 'circular' }] });
    expect((await set('01900000-0000-7000-8000-000000000000')).json).toMatchObject({
      errors: [{ pointer: '/ultimateParentId', code: 'unknown-reference' }],
    });
  });
});

describe('repeating a request', () => {
  it('gives fifty parallel twins one row and one answer', async () => {
    const name = unique('Once');
    const replies = await Promise.all(
      Array.from({ length: 50 }, () =>
        app.send('procurement', 'POST', '/api/v1/providers', {
          body: { name },
          headers: { 'idempotency-key': `key-${name.length}-${counter}` },
        }),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect((await app.owner.query('SELECT FROM provider WHERE name = $1', [name])).rowCount).toBe(1);
  });

  it('refuses another body under the same key, and does not keep refusals', async () => {
    const post = (body: object) =>
      app.send('procurement', 'POST', '/api/v1/providers', {
        body,
        headers: { 'idempotency-key': 'other-body' },
      });
    expect((await post({ name: '' })).status).toBe(422);
    expect((await post({ name: unique('First') })).status).toBe(201);
    expect((await post({ name: unique('Second') })).json).toMatchObject({
      type: '/problems/idempotency-key-reused',
    });
  });
});

describe('retiring a provider', () => {
  it('frees its name, hides it from lists, and can be undone', async () => {
    const name = unique('Leaving');
    const made = await register({ name });
    const path = `/api/v1/providers/${made.json['id']}`;
    expect((await app.send('procurement', 'DELETE', path, { ifMatch: made.etag })).status).toBe(204);
    const retired = await app.send('auditor', 'GET', path);
    expect(retired.json).toMatchObject({ status: 'retired' });
    const ids = async (query: string) =>
      (
        (await app.send('auditor', 'GET', `/api/v1/providers?limit=200${query}`)).json[
          'items'
        ] as unknown as { id: string }[]
      ).map((p) => p.id);
    expect(await ids('')).not.toContain(made.json['id']);
    expect(await ids('&includeRetired=true')).toContain(made.json['id']);
    const reused = await register({ name });
    expect(reused.status).toBe(201);
    expect((await app.send('procurement', 'POST', `${path}/restore`)).json).toMatchObject({
      type: '/problems/duplicate-name',
    });
    await app.send('procurement', 'DELETE', `/api/v1/providers/${reused.json['id']}`, {
      ifMatch: reused.etag,
    });
    expect((await app.send('procurement', 'POST', `${path}/restore`)).json).toMatchObject({
      status: 'proposed',
    });
  });

  it('comes back only where its ultimate parent is', async () => {
    const parent = await register({ name: unique('Parent') });
    const child = await register({
      ...{ name: unique('Child'), ultimateParentStatus: 'known', ultimateParentId: parent.json['id'] },
    });
    for (const { json, etag } of [child, parent]) {
      await app.send('procurement', 'DELETE', `/api/v1/providers/${String(json['id'])}`, { ifMatch: etag });
    }
    const restore = ({ json }: Reply) =>
      app.send('procurement', 'POST', `/api/v1/providers/${String(json['id'])}/restore`);
    expect((await restore(child)).json).toMatchObject({
      type: '/problems/retired',
      errors: [{ pointer: '/ultimateParentId' }],
    });
    expect((await restore(parent)).status).toBe(200);
    expect((await restore(child)).status).toBe(200);
  });
});

describe('creating many providers', () => {
  it('creates all or none, and names the item that failed', async () => {
    const taken = unique('Taken');
    await register({ name: taken });
    const names = [unique('Many'), unique('Many'), taken, unique('Many')];
    const refused = await app.send('procurement', 'POST', '/api/v1/providers/batch', {
      body: { items: names.map((name) => ({ name })) },
    });
    expect(refused.json).toMatchObject({
      type: '/problems/duplicate-name',
      errors: [{ pointer: '/items/2/name' }],
    });
    expect((await app.owner.query('SELECT FROM provider WHERE name = $1', [names[0]])).rowCount).toBe(0);
    const made = await app.send('procurement', 'POST', '/api/v1/providers/batch', {
      body: { items: names.filter((name) => name !== taken).map((name) => ({ name })) },
    });
    expect(made.status).toBe(201);
    expect((made.json['items'] as unknown as unknown[]).length).toBe(3);
  });
});

describe('listing providers', () => {
  it('pages through everything once, in either direction', async () => {
    for (const sort of ['name', '-name', 'createdAt', '-updatedAt']) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = await app.send(
          'auditor',
          'GET',
          `/api/v1/providers?limit=3&sort=${sort}${cursor ? `&cursor=${cursor}` : ''}`,
        );
        seen.push(...(page.json['items'] as unknown as { id: string }[]).map(({ id }) => id));
        cursor = page.json['nextCursor'] as unknown as string | null;
      } while (cursor);
      const total = await app.owner.query<{ n: string }>(
        'SELECT count(*) AS n FROM provider WHERE retired_at IS NULL',
      );
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.length).toBe(Number(total.rows[0]?.n));
    }
  });

  it('finds a name in either language, by one Chinese character too', async () => {
    const made = await register({ name: unique('Searchable'), nameZhHant: '晴天模型公司' });
    for (const q of ['晴', '模型', 'searchAB'.slice(0, 6), 'ＳＥＡＲＣＨ']) {
      const page = await app.send('auditor', 'GET', `/api/v1/providers?q=${encodeURIComponent(q)}`);
      expect((page.json['items'] as unknown as { id: string }[]).map(({ id }) => id)).toEqual([
        made.json['id'],
      ]);
    }
    expect((await app.send('auditor', 'GET', '/api/v1/providers?q=%25')).json).toMatchObject({ items: [] });
  });

  it('shows the same in a list as by itself, instants to the last digit', async () => {
    const made = await register({
      name: unique('Printed'),
      identifiers: [{ scheme: 'LEI', value: '5493001KJTIIGC8Y1R12' }],
    });
    const id = String(made.json['id']);
    for (const instant of [
      '2026-01-02T03:04:05Z',
      '2026-01-02T03:04:05.12Z',
      '2026-01-02T03:04:05.000001Z',
    ]) {
      await app.owner.query('UPDATE provider SET updated_at = $2 WHERE id = $1', [id, instant]);
      const { json } = await app.send('auditor', 'GET', `/api/v1/providers/${id}`);
      const list = await app.send(
        'auditor',
        'GET',
        `/api/v1/providers?q=${encodeURIComponent(String(json['name']))}`,
      );
      expect(list.json['items']).toEqual([json]);
      expect(json['updatedAt']).toMatch(/^2026-01-02T03:04:05\.\d{6}Z$/);
      expect(Date.parse(String(json['updatedAt']))).toBe(Date.parse(instant));
    }
  });

  it('refuses a foreign cursor', async () => {
    const refused = await app.send('auditor', 'GET', '/api/v1/providers?cursor=abc');
    expect(refused.json).toMatchObject({ errors: [{ code: 'cursor' }] });
  });
});

describe('reading as of an earlier instant', () => {
  it('gives both truths, before and after a change', async () => {
    const made = await register({ name: unique('Then') });
    const path = `/api/v1/providers/${made.json['id']}`;
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    await app.send('procurement', 'PATCH', path, { body: { viability: 'weak' }, ifMatch: made.etag });
    const at = rows[0]?.at ?? '';
    expect((await app.send('auditor', 'GET', `${path}?asOf=${at}`)).json).toMatchObject({
      viability: 'unknown',
    });
    expect((await app.send('auditor', 'GET', path)).json).toMatchObject({ viability: 'weak' });
    // What lies in the future is for the clock of the database to say.
    const { rows: later } = await app.owner.query<{ at: string }>(
      `SELECT to_char((clock_timestamp() + interval '3 seconds') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at`,
    );
    for (const future of ['2999-01-01T00:00:00Z', later[0]?.at]) {
      const refused = await app.send('auditor', 'GET', `${path}?asOf=${future}`);
      expect(refused.json).toMatchObject({
        status: 422,
        errors: [{ pointer: '/asOf', code: 'not-in-future' }],
      });
    }
    expect((await app.send('auditor', 'GET', `${path}?asOf=2020-01-01T00:00:00Z`)).status).toBe(404);
  });

  it('records raw SQL with the database user as the actor', async () => {
    const made = await register({ name: unique('Raw') });
    await app.owner.query(`UPDATE provider SET viability = 'strong' WHERE id = $1`, [made.json['id']]);
    const { rows } = await app.owner.query(
      `SELECT c.actor_type, c.actor_id, h.viability FROM history.provider h JOIN history.change c ON c.id = h.change_from
        WHERE h.id = $1 AND h.change_to IS NULL`,
      [made.json['id']],
    );
    expect(rows).toEqual([{ actor_type: 'database', actor_id: 'underpin_owner', viability: 'strong' }]);
  });
});
