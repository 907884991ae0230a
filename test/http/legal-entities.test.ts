import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../src/kernel/roles.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';
import { insertUseCase } from '../harness/use-cases.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const PATH = '/api/v1/legal-entities';
const NOBODY = '01900000-0000-7000-8000-000000000000';
let counter = 0;
const unique = (name: string): string => `${name} ${++counter}`;
const register = (body: object = {}, as: Role | { key: string } = 'admin'): Promise<Reply> =>
  app.send(as, 'POST', PATH, { body: { name: unique('Entity'), kind: 'group_company', ...body } });
const idOf = async (body: object = {}): Promise<string> => String((await register(body)).json['id']);
const pathOf = (reply: Reply): string => `${PATH}/${reply.json['id']}`;
const patch = (made: Reply, body: object, as: Role | { key: string } = 'admin'): Promise<Reply> =>
  app.send(as, 'PATCH', pathOf(made), { body, ifMatch: made.etag });
const retire = (made: Reply): Promise<Reply> =>
  app.send('admin', 'DELETE', pathOf(made), { ifMatch: made.etag });

describe('registering a legal entity', () => {
  it('keeps every field, and counts days in Hong Kong unless told otherwise', async () => {
    const body = {
      name: unique('Harbour Securities'),
      nameZhHant: '海港證券',
      kind: 'licensed_corporation',
      jurisdiction: 'HK',
      regulatorReference: 'ABC123',
      caseOfficer: 'Ms Wong',
      lei: '529900T8BM49AURSDO55',
    };
    const made = await app.send('risk_officer', 'POST', PATH, { body });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...body, timeZone: 'Asia/Hong_Kong', parentId: null, retiredAt: null });
    const read = await app.send('auditor', 'GET', made.headers.get('location') ?? '');
    expect(read.json).toEqual(made.json);
    expect(read.etag).toBe(made.etag);
  });

  it('names every wrong place of the input', async () => {
    const refused = await app.send('admin', 'POST', PATH, {
      body: {
        name: 'X',
        jurisdiction: 'ZZ',
        timeZone: 'Mars/Olympus',
        lei: '529900T8BM49AURSDO56',
        parentId: 'x',
      },
    });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual({
      '/kind': 'required',
      '/jurisdiction': 'jurisdiction',
      '/timeZone': 'time-zone',
      '/lei': 'lei',
      '/parentId': 'id',
    });
  });

  it('refuses a name that is taken, whatever its case and width', async () => {
    const name = unique('Taken');
    await register({ name });
    expect((await register({ name: name.toUpperCase().replace('TAKEN', 'ＴＡＫＥＮ') })).json).toMatchObject({
      type: '/problems/duplicate-name',
    });
  });

  it('is for risk officers and administrators whose scope has no limits', async () => {
    expect((await register({}, 'procurement')).status).toBe(403);
    expect((await register({}, 'service')).status).toBe(403);
    const listed = await app.person({ roles: ['admin'], legalEntityIds: [await idOf()] });
    expect((await register({}, listed)).status).toBe(403);
    const batch = { body: { items: [{ name: unique('Entity'), kind: 'other' }] } };
    expect((await app.send(listed, 'POST', `${PATH}/batch`, batch)).status).toBe(403);
  });

  it('gives twins under one key one row', async () => {
    const body = { name: unique('Once'), kind: 'other' };
    const options = { body, headers: { 'idempotency-key': 'one-legal-entity' } };
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => app.send('admin', 'POST', PATH, options)),
    );
    expect(new Set(replies.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await app.owner.query('SELECT FROM legal_entity WHERE name = $1', [body.name])).rowCount).toBe(1);
  });

  it('creates many, all or none', async () => {
    const items = [1, 2, 3].map(() => ({ name: unique('Many'), kind: 'other' }));
    const withFault = [...items.slice(0, 2), { ...items[2], parentId: NOBODY }];
    const refused = await app.send('admin', 'POST', `${PATH}/batch`, { body: { items: withFault } });
    expect(errorsOf(refused)).toEqual({ '/items/2/parentId': 'unknown-reference' });
    const made = await app.send('admin', 'POST', `${PATH}/batch`, { body: { items } });
    expect(made.status).toBe(201);
    expect(itemsOf(made).map(({ name }) => name)).toEqual(items.map(({ name }) => name));
  });
});

describe('changing a legal entity', () => {
  it('needs the version that was read, and says what changed', async () => {
    const made = await register();
    expect((await app.send('admin', 'PATCH', pathOf(made), { body: {} })).status).toBe(428);
    const changed = await patch(made, { caseOfficer: 'Mr Chan' });
    expect(changed.json).toMatchObject({ caseOfficer: 'Mr Chan' });
    expect((await patch(made, { caseOfficer: 'Ms Lee' })).status).toBe(412);
    const { rows } = await app.owner.query(
      `SELECT action, legal_entity_ids, changes FROM audit.entry WHERE resource_id = $1 ORDER BY at DESC LIMIT 1`,
      [made.json['id']],
    );
    expect(rows).toEqual([
      {
        action: 'legal_entity.changed',
        legal_entity_ids: [made.json['id']],
        changes: { caseOfficer: { from: null, to: 'Mr Chan' } },
      },
    ]);
  });

  it('refuses a parent that is not there, retired, itself, or below it', async () => {
    const top = await register();
    const below = await register({ parentId: top.json['id'] });
    const lowest = await register({ parentId: below.json['id'] });
    expect(errorsOf(await patch(top, { parentId: NOBODY }))).toEqual({ '/parentId': 'unknown-reference' });
    expect(errorsOf(await patch(top, { parentId: top.json['id'] }))).toEqual({ '/parentId': 'circular' });
    expect(errorsOf(await patch(top, { parentId: lowest.json['id'] }))).toEqual({ '/parentId': 'circular' });
    const gone = await register();
    await retire(gone);
    expect(errorsOf(await patch(top, { parentId: gone.json['id'] }))).toEqual({
      '/parentId': 'retired-reference',
    });
  });

  it('never lets two changes close a ring together', async () => {
    for (let round = 0; round < 5; round++) {
      const [b, d] = [await register(), await register()];
      const [a, c] = [await register(), await register()];
      // c stands above b, a above d: either half may be closed, not both.
      const chains = await Promise.all([
        patch(b, { parentId: c.json['id'] }),
        patch(d, { parentId: a.json['id'] }),
      ]);
      expect(chains.map(({ status }) => status)).toEqual([200, 200]);
      const halves = await Promise.all([
        patch(a, { parentId: b.json['id'] }),
        patch(c, { parentId: d.json['id'] }),
      ]);
      expect(halves.map(({ status }) => status).sort()).toEqual([200, 422]);
    }
  });
});

describe('retiring a legal entity', () => {
  it('is refused while one stands below it or a use case belongs to it', async () => {
    const parent = await register();
    const child = await register({ parentId: parent.json['id'] });
    const useCaseName = unique('Drafting');
    const useCase = await insertUseCase(app.owner, useCaseName, [String(parent.json['id'])]);
    const refused = await retire(parent);
    expect(refused.json).toMatchObject({ type: '/problems/in-use' });
    expect(refused.json['detail']).toContain(useCaseName);
    expect(refused.json['detail']).toContain(String(child.json['name']));
    await app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [useCase]);
    expect((await retire(parent)).status).toBe(409);
    expect((await retire(child)).status).toBe(204);
    expect((await retire(parent)).status).toBe(204);
  });

  it('does not name what the actor may not see', async () => {
    const parent = await register();
    const child = await register({ parentId: parent.json['id'], name: unique('Hidden child') });
    const listed = await app.person({ roles: ['admin'], legalEntityIds: [String(parent.json['id'])] });
    const refused = await app.send(listed, 'DELETE', pathOf(parent), { ifMatch: parent.etag });
    expect(refused.status).toBe(409);
    expect(refused.text).not.toContain(String(child.json['name']));
  });

  it('can be undone, but not under a retired parent', async () => {
    const parent = await register();
    const child = await register({ parentId: parent.json['id'] });
    expect((await app.send('admin', 'POST', `${pathOf(child)}/restore`)).json).toMatchObject({
      type: '/problems/not-retired',
    });
    await retire(child);
    await retire(parent);
    expect((await patch(parent, { caseOfficer: 'X' })).status).toBe(412);
    const retired = await app.send('admin', 'GET', pathOf(parent));
    expect((await patch(retired, { caseOfficer: 'X' })).json).toMatchObject({ type: '/problems/retired' });
    const refused = await app.send('admin', 'POST', `${pathOf(child)}/restore`);
    expect(refused.json).toMatchObject({ type: '/problems/retired', errors: [{ pointer: '/parentId' }] });
    expect((await app.send('admin', 'POST', `${pathOf(parent)}/restore`)).json).toMatchObject({
      retiredAt: null,
    });
    expect((await app.send('admin', 'POST', `${pathOf(child)}/restore`)).status).toBe(200);
  });
});

describe('scope by legal entity', () => {
  it('shows nobody what lies outside it, whatever they ask', async () => {
    const [mine, other] = [await register(), await register()];
    const listed = await app.person({ roles: ['admin'], legalEntityIds: [String(mine.json['id'])] });
    expect(idsOf(await app.send(listed, 'GET', `${PATH}?includeRetired=true`))).toEqual([mine.json['id']]);
    expect((await app.send(listed, 'GET', pathOf(mine))).status).toBe(200);
    const attempts = await Promise.all([
      app.send(listed, 'GET', pathOf(other)),
      app.send(listed, 'PATCH', pathOf(other), { body: {}, ifMatch: other.etag }),
      app.send(listed, 'DELETE', pathOf(other), { ifMatch: other.etag }),
      app.send(listed, 'POST', `${pathOf(other)}/restore`),
    ]);
    expect(attempts.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(errorsOf(await patch(mine, { parentId: other.json['id'] }, listed))).toEqual({
      '/parentId': 'unknown-reference',
    });
    expect((await patch(mine, { caseOfficer: 'Ms Ho' }, listed)).status).toBe(200);
  });
});

describe('listing legal entities', () => {
  it('filters by kind, jurisdiction and parent, finds names in either language, and shows retired ones on request', async () => {
    const parent = await idOf({ kind: 'other' });
    const made = await register({
      kind: 'licensed_corporation',
      jurisdiction: 'SG',
      parentId: parent,
      nameZhHant: '獅城資本',
    });
    const id = made.json['id'];
    for (const query of [`parentId=${parent}`, 'jurisdiction=SG', `q=${encodeURIComponent('獅')}`]) {
      expect(idsOf(await app.send('auditor', 'GET', `${PATH}?${query}`))).toEqual([id]);
    }
    const kinds = itemsOf(await app.send('auditor', 'GET', `${PATH}?limit=200&kind=licensed_corporation`));
    expect(new Set(kinds.map(({ kind }) => kind))).toEqual(new Set(['licensed_corporation']));
    expect(kinds.map((item) => item['id'])).toContain(id);
    await retire(made);
    expect(idsOf(await app.send('auditor', 'GET', `${PATH}?parentId=${parent}`))).toEqual([]);
    expect(idsOf(await app.send('auditor', 'GET', `${PATH}?parentId=${parent}&includeRetired=true`))).toEqual(
      [id],
    );
    expect((await app.send('auditor', 'GET', `${PATH}?kind=bank`)).status).toBe(422);
  });

  it('pages through everything once, in every order', async () => {
    const total = await app.owner.query('SELECT id FROM legal_entity WHERE retired_at IS NULL');
    for (const sort of ['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt']) {
      const seen: unknown[] = [];
      let cursor: unknown = null;
      do {
        const next = cursor === null ? '' : `&cursor=${cursor}`;
        const page = await app.send('auditor', 'GET', `${PATH}?limit=7&sort=${sort}${next}`);
        seen.push(...idsOf(page));
        cursor = page.json['nextCursor'];
      } while (cursor !== null);
      expect(seen.length).toBe(total.rowCount);
      expect(new Set(seen).size).toBe(total.rowCount);
    }
  });

  it('reads the past, in a list and one by one', async () => {
    const made = await register({ jurisdiction: 'JP' });
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    await patch(made, { jurisdiction: 'KR' });
    const at = `asOf=${rows[0]?.at}`;
    expect((await app.send('auditor', 'GET', `${pathOf(made)}?${at}`)).json).toMatchObject({
      jurisdiction: 'JP',
    });
    expect(idsOf(await app.send('auditor', 'GET', `${PATH}?jurisdiction=JP&${at}`))).toEqual([
      made.json['id'],
    ]);
    expect(idsOf(await app.send('auditor', 'GET', `${PATH}?jurisdiction=JP`))).toEqual([]);
  });
});
