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

const PATH = '/api/v1/components';
const NOBODY = '01900000-0000-7000-8000-000000000000';
type As = Role | { key: string };
let counter = 0;
const unique = (name: string): string => `${name} ${++counter}`;
const register = (body: object = {}, as: As = 'procurement'): Promise<Reply> =>
  app.send(as, 'POST', PATH, { body: { name: unique('Component'), kind: 'language_model', ...body } });
const provider = (body: object = {}): Promise<Reply> =>
  app.send('procurement', 'POST', '/api/v1/providers', { body: { name: unique('Provider'), ...body } });
const pathOf = (made: Reply): string => `${PATH}/${made.json['id']}`;
const patch = (made: Reply, body: object, as: As = 'procurement'): Promise<Reply> =>
  app.send(as, 'PATCH', pathOf(made), { body, ifMatch: made.etag });
const retire = (made: Reply, as: As = 'procurement'): Promise<Reply> =>
  app.send(as, 'DELETE', pathOf(made), { ifMatch: made.etag });
const restore = (made: Reply): Promise<Reply> => app.send('procurement', 'POST', `${pathOf(made)}/restore`);
const list = (query: string): Promise<Reply> => app.send('auditor', 'GET', `${PATH}?limit=200&${query}`);
const require = (
  dependent: { dependentType: string; dependentId: unknown },
  componentId: unknown,
): Promise<Reply> =>
  app.send('procurement', 'POST', '/api/v1/requirements', {
    body: { ...dependent, label: unique('Need'), alternatives: [{ componentId }] },
  });

describe('registering a component', () => {
  it('keeps every field', async () => {
    const base = await register();
    const body = {
      name: unique('Northwind Large'),
      nameZhHant: '北風大型模型',
      kind: 'embedding_model',
      providerId: (await provider()).json['id'],
      version: '4.1',
      pinning: 'pinned_with_notice',
      purl: 'pkg:pypi/northwind@4.1.0',
      licence: 'Apache-2.0 OR LicenseRef-Northwind',
      deployment: 'multi_tenant_saas',
      baseModelStatus: 'known',
      baseModelId: base.json['id'],
      storageLocation: 'HK',
      processingLocation: 'asia-southeast1',
      provenance: 'signed_verified',
      maintenance: 'active',
      privilege: 'keys_or_prompts',
      transparency: 'partial',
      substitutability: 'medium',
      retiresOn: '2027-03-31',
      retirementSource: 'https://www.example.com/deprecations',
      ownerId: app.people.procurement,
      catalogueId: 'northwind-large',
    };
    const made = await register(body);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...body, status: 'proposed', retiredAt: null });
    const read = await app.send('auditor', 'GET', made.headers.get('location') ?? '');
    expect(read.json).toEqual(made.json);
    expect(read.etag).toBe(made.etag);
  });

  it('takes what nobody said for unknown', async () => {
    const said = (await register({ name: unique('Bare'), kind: 'hosting' })).json;
    const unknown = ['pinning', 'deployment', 'baseModelStatus', 'provenance', 'maintenance', 'privilege'];
    for (const field of [...unknown, 'transparency', 'substitutability']) expect(said[field]).toBe('unknown');
    expect(said['providerId']).toBeNull();
  });

  it('names every wrong place of the input', async () => {
    const refused = await app.send('procurement', 'POST', PATH, {
      body: {
        name: 'X',
        purl: 'pkg:',
        licence: 'Free for all',
        retiresOn: '2027-02-30',
        status: 'retired',
        id: NOBODY,
      },
    });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual({
      '/kind': 'required',
      '/purl': 'purl',
      '/licence': 'licence',
      '/retiresOn': 'date',
      '/status': 'code',
      '/id': 'unknown-field',
    });
  });

  it('refuses what cannot be true together', async () => {
    const refused = async (body: object) => errorsOf(await register(body));
    expect(await refused({ baseModelStatus: 'known' })).toEqual({ '/baseModelId': 'needed-with' });
    const { id } = (await register()).json;
    expect(await refused({ baseModelId: id })).toEqual({ '/baseModelStatus': 'contradiction' });
    expect(await refused({ baseModelStatus: 'none', baseModelId: id })).toEqual({
      '/baseModelStatus': 'contradiction',
    });
    expect(await refused({ retirementSource: 'somewhere' })).toEqual({ '/retirementSource': 'only-with' });
  });

  it('refuses references to what is not there, retired, or no model, and keeps nothing of it', async () => {
    const [gone, host] = [await provider(), await register({ kind: 'hosting' })];
    await app.send('procurement', 'DELETE', `/api/v1/providers/${gone.json['id']}`, { ifMatch: gone.etag });
    const old = await register();
    await retire(old);
    const name = unique('Refused');
    const refused = async (body: object) => errorsOf(await register({ name, ...body }));
    const base = (baseModelId: unknown) => ({ baseModelStatus: 'known', baseModelId });
    expect(await refused({ providerId: NOBODY })).toEqual({ '/providerId': 'unknown-reference' });
    expect(await refused({ providerId: gone.json['id'] })).toEqual({ '/providerId': 'retired-reference' });
    expect(await refused(base(NOBODY))).toEqual({ '/baseModelId': 'unknown-reference' });
    expect(await refused(base(old.json['id']))).toEqual({ '/baseModelId': 'retired-reference' });
    expect(await refused(base(host.json['id']))).toEqual({ '/baseModelId': 'not-a-model' });
    expect(await refused({ ownerId: NOBODY })).toEqual({ '/ownerId': 'unknown-reference' });
    expect((await app.owner.query('SELECT FROM component WHERE name = $1', [name])).rowCount).toBe(0);
    expect(
      (await app.owner.query(`SELECT FROM audit.entry WHERE changes->>'name' = $1`, [name])).rowCount,
    ).toBe(0);
  });

  it('creates many, all or none, and names the item that failed', async () => {
    const items = [1, 2, 3].map(() => ({ name: unique('Many'), kind: 'library' }));
    const withFault = [items[0], { ...items[1], providerId: NOBODY }, items[2]];
    const refused = await app.send('procurement', 'POST', `${PATH}/batch`, { body: { items: withFault } });
    expect(errorsOf(refused)).toEqual({ '/items/1/providerId': 'unknown-reference' });
    const made = await app.send('procurement', 'POST', `${PATH}/batch`, { body: { items } });
    expect(made.status).toBe(201);
    expect(itemsOf(made).map(({ name }) => name)).toEqual(items.map(({ name }) => name));
    const audited = `SELECT FROM audit.entry WHERE action = 'component.registered' AND resource_id = ANY ($1)`;
    expect((await app.owner.query(audited, [idsOf(made)])).rowCount).toBe(3);
  });

  it('gives twins under one key one row', async () => {
    const body = { name: unique('Once'), kind: 'gateway' };
    const options = { body, headers: { 'idempotency-key': 'one-component' } };
    const twins = Array.from({ length: 20 }, () => app.send('procurement', 'POST', PATH, options));
    expect(new Set((await Promise.all(twins)).map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await app.owner.query('SELECT FROM component WHERE name = $1', [body.name])).rowCount).toBe(1);
  });
});

describe('changing a component', () => {
  it('lets one of many writers of the same version win', async () => {
    const made = await register();
    expect((await app.send('procurement', 'PATCH', pathOf(made), { body: {} })).status).toBe(428);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) => patch(made, { version: `1.${i}` })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(19);
  });

  it('clears what may be empty, and leaves alone what was not sent', async () => {
    const made = await register({
      version: '1',
      licence: 'MIT',
      retiresOn: '2027-01-01',
      retirementSource: 'page',
    });
    expect(errorsOf(await patch(made, { retiresOn: null }))).toEqual({ '/retirementSource': 'only-with' });
    const changed = await patch(made, { retiresOn: null, retirementSource: null, version: null });
    expect(changed.json).toMatchObject({
      retiresOn: null,
      retirementSource: null,
      version: null,
      licence: 'MIT',
    });
  });

  it('takes a decision only from those who may decide, and approval only from a second person', async () => {
    const made = await register({}, 'risk_officer');
    expect((await patch(made, { status: 'in_use' }, 'procurement')).status).toBe(403);
    expect((await patch(made, { status: 'in_use' }, 'risk_officer')).json).toMatchObject({
      type: '/problems/four-eyes',
    });
    const second = await app.person({ roles: ['risk_officer'] });
    expect((await patch(made, { status: 'in_use' }, second)).json).toMatchObject({ status: 'in_use' });
    expect((await register({ status: 'approved' })).status).toBe(403);
  });

  it('refuses a base model that is the component itself or made from it', async () => {
    const base = await register();
    const middle = await register({ baseModelStatus: 'known', baseModelId: base.json['id'] });
    const top = await register({ baseModelStatus: 'known', baseModelId: middle.json['id'] });
    for (const { json } of [base, middle, top]) {
      const refused = await patch(base, { baseModelStatus: 'known', baseModelId: json['id'] });
      expect(errorsOf(refused)).toEqual({ '/baseModelId': 'circular' });
    }
  });

  it('never lets two changes close a ring together', async () => {
    const on = (made: Reply, base: Reply) =>
      patch(made, { baseModelStatus: 'known', baseModelId: base.json['id'] });
    for (let round = 0; round < 5; round++) {
      const [a, b, c, d] = [await register(), await register(), await register(), await register()];
      await Promise.all([on(b, c), on(d, a)]);
      const halves = await Promise.all([on(a, b), on(c, d)]);
      expect(halves.map(({ status }) => status).sort()).toEqual([200, 422]);
    }
  });

  it('keeps a model a model while something is made from it', async () => {
    const base = await register();
    const made = await register({ baseModelStatus: 'known', baseModelId: base.json['id'] });
    expect(errorsOf(await patch(base, { kind: 'library' }))).toEqual({ '/kind': 'not-a-model' });
    expect((await patch(base, { kind: 'embedding_model' })).status).toBe(200);
    await retire(made);
    const now = await app.send('auditor', 'GET', pathOf(base));
    expect((await patch(now, { kind: 'library' })).status).toBe(200);
  });
});

describe('retiring a component', () => {
  it('is refused while a requirement names it or something is made from it', async () => {
    const base = await register();
    const made = await register({ baseModelStatus: 'known', baseModelId: base.json['id'] });
    const dependent = { dependentType: 'component', dependentId: (await register()).json['id'] };
    const need = await require(dependent, base.json['id']);
    const refused = await retire(base);
    expect(refused.json).toMatchObject({ type: '/problems/in-use' });
    expect(refused.json['detail']).toContain(String(made.json['name']));
    expect(refused.json['detail']).toContain(String(need.json['label']));
    const needPath = `/api/v1/requirements/${need.json['id']}`;
    await app.send('procurement', 'DELETE', needPath, { ifMatch: need.etag });
    expect((await retire(base)).status).toBe(409);
    await retire(made);
    expect((await retire(base)).status).toBe(204);
  });

  it('counts what the actor may not see, without its name', async () => {
    const { json: entity } = await app.send('admin', 'POST', '/api/v1/legal-entities', {
      body: { name: unique('Entity'), kind: 'other' },
    });
    const other = await app.send('admin', 'POST', '/api/v1/legal-entities', {
      body: { name: unique('Entity'), kind: 'other' },
    });
    const useCase = await insertUseCase(app.owner, unique('Secret use'), [String(entity['id'])]);
    const made = await register();
    const need = await require({ dependentType: 'use_case', dependentId: useCase }, made.json['id']);
    const stranger = await app.person({ roles: ['procurement'], legalEntityIds: [String(other.json['id'])] });
    const refused = await retire(made, stranger);
    expect(refused.status).toBe(409);
    expect(refused.json['detail']).toContain('1');
    expect(refused.text).not.toContain(String(need.json['label']));
    expect((await retire(made)).text).toContain(String(need.json['label']));
  });

  it('loses against a requirement that is being made, or wins and is then refused', async () => {
    for (let round = 0; round < 5; round++) {
      const [made, dependent] = [await register(), await register()];
      const [retired, need] = await Promise.all([
        retire(made),
        require({ dependentType: 'component', dependentId: dependent.json['id'] }, made.json['id']),
      ]);
      expect([
        [204, 422],
        [409, 201],
      ]).toContainEqual([retired.status, need.status]);
    }
  });

  it('frees the name, hides it from lists, and can be undone while its provider is in use', async () => {
    const maker = await provider();
    const made = await register({ providerId: maker.json['id'] });
    const { id, name } = made.json;
    expect((await retire(made)).status).toBe(204);
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toMatchObject({ status: 'retired' });
    const ofMaker = `providerId=${maker.json['id']}`;
    expect(idsOf(await list(ofMaker))).toEqual([]);
    expect(idsOf(await list(`${ofMaker}&includeRetired=true`))).toEqual([id]);
    expect(idsOf(await list(`${ofMaker}&status=retired`))).toEqual([id]);
    const heir = await register({ name });
    expect(heir.status).toBe(201);
    expect((await restore(made)).json).toMatchObject({ type: '/problems/duplicate-name' });
    await retire(heir);
    const makerPath = `/api/v1/providers/${maker.json['id']}`;
    await app.send('procurement', 'DELETE', makerPath, { ifMatch: maker.etag });
    expect((await restore(made)).json).toMatchObject({
      type: '/problems/retired',
      errors: [{ pointer: '/providerId' }],
    });
    await app.send('procurement', 'POST', `${makerPath}/restore`);
    expect((await restore(made)).json).toMatchObject({ status: 'proposed', retiredAt: null });
  });
});

describe('listing components', () => {
  it('filters on every enumeration, on the ids, and on the retirement date', async () => {
    const maker = await provider();
    const base = await register();
    const filtered = {
      kind: 'prompt_management',
      providerId: maker.json['id'],
      pinning: 'floating',
      deployment: 'self_hosted_offline',
      baseModelStatus: 'known',
      baseModelId: base.json['id'],
      provenance: 'mutable_unofficial_or_unscanned_pickle',
      maintenance: 'archived_or_end_of_life',
      privilege: 'offline',
      transparency: 'full',
      substitutability: 'not_substitutable',
      ownerId: app.people.auditor,
    };
    const odd = await register({ ...filtered, retiresOn: '2026-12-31' });
    const plain = await register({ retiresOn: '2027-01-01' });
    for (const [field, value] of Object.entries(filtered)) {
      const found = itemsOf(await list(`${field}=${value}`));
      expect(found.map(({ id }) => id)).toContain(odd.json['id']);
      expect(found.every((item) => item[field] === value)).toBe(true);
      expect(found.map(({ id }) => id)).not.toContain(plain.json['id']);
    }
    expect(idsOf(await list('retiresBefore=2026-12-31'))).not.toContain(odd.json['id']);
    const before = idsOf(await list('retiresBefore=2027-01-01'));
    expect(before).toContain(odd.json['id']);
    expect(before).not.toContain(plain.json['id']);
    const owner = { body: { status: 'suspended' }, ifMatch: odd.etag };
    await app.send('risk_officer', 'PATCH', pathOf(odd), owner);
    expect(idsOf(await list('status=suspended'))).toEqual([odd.json['id']]);
    expect((await list('status=approvd')).status).toBe(422);
    expect((await list('colour=red')).status).toBe(422);
  });

  it('finds a name in either language, by one Chinese character too', async () => {
    const made = await register({ name: unique('Zephyrine'), nameZhHant: '鯨魚向量' });
    for (const q of ['鯨', '魚向', 'zephyr', 'ＺＥＰＨＹＲ']) {
      expect(idsOf(await list(`q=${encodeURIComponent(q)}`))).toEqual([made.json['id']]);
    }
  });

  it('pages through everything once, in every order, those without a retirement date last', async () => {
    const total = await app.owner.query('SELECT id FROM component WHERE retired_at IS NULL');
    for (const sort of ['name', 'createdAt', 'updatedAt', 'retiresOn'].flatMap((field) => [
      field,
      `-${field}`,
    ])) {
      const seen: Record<string, unknown>[] = [];
      let cursor: unknown = null;
      do {
        const next = cursor === null ? '' : `&cursor=${cursor}`;
        const page = await app.send('auditor', 'GET', `${PATH}?limit=7&sort=${sort}${next}`);
        seen.push(...itemsOf(page));
        cursor = page.json['nextCursor'];
      } while (cursor !== null);
      expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
      expect(seen.length).toBe(total.rowCount);
      const keys = seen.map((item) => String(item[sort.replace('-', '')] ?? '9999'));
      expect(keys).toEqual(sort.startsWith('-') ? [...keys].sort().reverse() : [...keys].sort());
    }
  });

  it('refuses a cursor that was made up', async () => {
    const forged = (...parts: string[]) => Buffer.from(JSON.stringify(parts)).toString('base64url');
    const cursors = [
      'abc',
      forged('components', 'createdAt', 'soon', NOBODY),
      forged('components', 'name', 'a', NOBODY),
    ];
    for (const cursor of cursors) {
      expect((await list(`cursor=${cursor}`)).status).toBe(422);
    }
  });

  it('prints instants one way, whatever the fraction of their second', async () => {
    const printed = {
      '2024-01-01 00:00:00+00': '2024-01-01T00:00:00.000000Z',
      '2024-02-29 23:59:59.5+00': '2024-02-29T23:59:59.500000Z',
      '2024-01-01 08:00:00.123456+08': '2024-01-01T00:00:00.123456Z',
      '1969-12-31 23:59:59.999999+00': '1969-12-31T23:59:59.999999Z',
    };
    const made = await register();
    for (const [stored, shown] of Object.entries(printed)) {
      await app.owner.query('UPDATE component SET created_at = $2 WHERE id = $1', [made.json['id'], stored]);
      expect((await app.send('auditor', 'GET', pathOf(made))).json).toMatchObject({ createdAt: shown });
    }
  });

  it('reads the past, in a list and one by one', async () => {
    const made = await register({ kind: 'browser_extension' });
    const { rows } = await app.owner.query<{ at: string }>('SELECT utc(clock_timestamp()) AS at');
    await patch(made, { kind: 'application' });
    const at = `asOf=${rows[0]?.at}`;
    expect((await app.send('auditor', 'GET', `${pathOf(made)}?${at}`)).json).toMatchObject({
      kind: 'browser_extension',
    });
    expect(idsOf(await list(`kind=browser_extension&${at}`))).toEqual([made.json['id']]);
    expect(idsOf(await list('kind=browser_extension'))).toEqual([]);
    const spelt = String(rows[0]?.at).replace('Z', '999z').replace('T', 't');
    expect(idsOf(await list(`kind=browser_extension&asOf=${spelt}`))).toEqual([made.json['id']]);
    for (const none of [
      '2026-01-01',
      '2026-01-01T00:00:00',
      '2026-01-01T00:00:00.Z',
      '2026-13-01T00:00:00Z',
    ]) {
      expect((await list(`asOf=${none}`)).status).toBe(422);
    }
  });
});
