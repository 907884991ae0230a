import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import {
  type ComponentApp,
  COMPONENTS as PATH,
  pathOf,
  startComponentApp,
  unique,
} from '../harness/component-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';
import { insertUseCase } from '../harness/use-cases.js';

let app: ComponentApp;
beforeAll(async () => {
  app = await startComponentApp();
});
afterAll(() => app.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('registering a component', () => {
  it('keeps every field', async () => {
    const base = await app.register();
    const body = {
      name: unique('Northwind Large'),
      nameZhHant: '北風大型模型',
      kind: 'embedding_model',
      providerId: (await app.provider()).json['id'],
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
    const made = await app.register(body);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({ ...body, status: 'proposed', retiredAt: null });
    const read = await app.send('auditor', 'GET', made.headers.get('location') ?? '');
    expect(read.json).toEqual(made.json);
    expect(read.etag).toBe(made.etag);
  });

  it('takes what nobody said for unknown', async () => {
    const said = (await app.register({ name: unique('Bare'), kind: 'hosting' })).json;
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
    const refused = async (body: object) => errorsOf(await app.register(body));
    expect(await refused({ baseModelStatus: 'known' })).toEqual({ '/baseModelId': 'needed-with' });
    const { id } = (await app.register()).json;
    expect(await refused({ baseModelId: id })).toEqual({ '/baseModelStatus': 'contradiction' });
    expect(await refused({ baseModelStatus: 'none', baseModelId: id })).toEqual({
      '/baseModelStatus': 'contradiction',
    });
    expect(await refused({ retirementSource: 'somewhere' })).toEqual({ '/retirementSource': 'only-with' });
  });

  it('refuses references to what is not there, retired, or no model, and keeps nothing of it', async () => {
    const [gone, host] = [await app.provider(), await app.register({ kind: 'hosting' })];
    await app.send('procurement', 'DELETE', `/api/v1/providers/${gone.json['id']}`, { ifMatch: gone.etag });
    const old = await app.register();
    await app.retire(old);
    const name = unique('Refused');
    const refused = async (body: object) => errorsOf(await app.register({ name, ...body }));
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
    const made = await app.register();
    expect((await app.send('procurement', 'PATCH', pathOf(made), { body: {} })).status).toBe(428);
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) => app.patch(made, { version: `1.${i}` })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(19);
  });

  it('clears what may be empty, and leaves alone what was not sent', async () => {
    await app.setClock('2026-11-25T04:00:00Z');
    const made = await app.register({
      version: '1',
      licence: 'MIT',
      retiresOn: '2027-01-01',
      retirementSource: 'page',
    });
    expect(errorsOf(await app.patch(made, { retiresOn: null }))).toEqual({
      '/retirementSource': 'only-with',
    });
    const changed = await app.patch(made, { retiresOn: null, retirementSource: null, version: null });
    expect(changed.json).toMatchObject({
      retiresOn: null,
      retirementSource: null,
      version: null,
      licence: 'MIT',
    });
  });

  it('moves a retirement date that has passed, and does not forget it', async () => {
    await app.setClock('2026-11-25T04:00:00Z');
    const made = await app.register({ retiresOn: '2026-11-24' });
    expect(errorsOf(await app.patch(made, { retiresOn: null }))).toEqual({ '/retiresOn': 'has-passed' });
    const moved = await app.patch(made, { retiresOn: '2026-11-25' });
    expect(moved.json).toMatchObject({ retiresOn: '2026-11-25' });
    expect((await app.patch(moved, { retiresOn: null })).json).toMatchObject({ retiresOn: null });
    await app.setClock('+0');
  });

  it('takes a decision only from those who may decide, and approval only from a second person', async () => {
    const made = await app.register({}, 'risk_officer');
    expect((await app.patch(made, { status: 'in_use' }, 'procurement')).status).toBe(403);
    expect((await app.patch(made, { status: 'in_use' }, 'risk_officer')).json).toMatchObject({
      type: '/problems/four-eyes',
    });
    const second = await app.person({ roles: ['risk_officer'] });
    expect((await app.patch(made, { status: 'in_use' }, second)).json).toMatchObject({ status: 'in_use' });
    expect((await app.register({ status: 'approved' })).status).toBe(403);
  });

  it('refuses a base model that is the component itself or made from it', async () => {
    const base = await app.register();
    const middle = await app.register({ baseModelStatus: 'known', baseModelId: base.json['id'] });
    const top = await app.register({ baseModelStatus: 'known', baseModelId: middle.json['id'] });
    for (const { json } of [base, middle, top]) {
      const refused = await app.patch(base, { baseModelStatus: 'known', baseModelId: json['id'] });
      expect(errorsOf(refused)).toEqual({ '/baseModelId': 'circular' });
    }
  });

  it('never lets two changes close a ring together', async () => {
    const on = (made: Reply, base: Reply) =>
      app.patch(made, { baseModelStatus: 'known', baseModelId: base.json['id'] });
    for (let round = 0; round < 5; round++) {
      const [a, b, c, d] = [
        await app.register(),
        await app.register(),
        await app.register(),
        await app.register(),
      ];
      await Promise.all([on(b, c), on(d, a)]);
      const halves = await Promise.all([on(a, b), on(c, d)]);
      expect(halves.map(({ status }) => status).sort()).toEqual([200, 422]);
    }
  });

  it('keeps a model a model while something is made from it', async () => {
    const base = await app.register();
    const made = await app.register({ baseModelStatus: 'known', baseModelId: base.json['id'] });
    expect(errorsOf(await app.patch(base, { kind: 'library' }))).toEqual({ '/kind': 'not-a-model' });
    expect((await app.patch(base, { kind: 'embedding_model' })).status).toBe(200);
    await app.retire(made);
    const now = await app.send('auditor', 'GET', pathOf(base));
    expect((await app.patch(now, { kind: 'library' })).status).toBe(200);
  });
});

describe('retiring a component', () => {
  it('is refused while a requirement names it or something is made from it', async () => {
    const base = await app.register();
    const made = await app.register({ baseModelStatus: 'known', baseModelId: base.json['id'] });
    const dependent = { dependentType: 'component', dependentId: (await app.register()).json['id'] };
    const need = await app.require(dependent, base.json['id']);
    const refused = await app.retire(base);
    expect(refused.json).toMatchObject({ type: '/problems/in-use' });
    expect(refused.json['detail']).toContain(String(made.json['name']));
    expect(refused.json['detail']).toContain(String(need.json['label']));
    const needPath = `/api/v1/requirements/${need.json['id']}`;
    await app.send('procurement', 'DELETE', needPath, { ifMatch: need.etag });
    expect((await app.retire(base)).status).toBe(409);
    await app.retire(made);
    expect((await app.retire(base)).status).toBe(204);
  });

  it('counts what the actor may not see, without its name', async () => {
    const { json: entity } = await app.send('admin', 'POST', '/api/v1/legal-entities', {
      body: { name: unique('Entity'), kind: 'other' },
    });
    const other = await app.send('admin', 'POST', '/api/v1/legal-entities', {
      body: { name: unique('Entity'), kind: 'other' },
    });
    const useCase = await insertUseCase(app.owner, unique('Secret use'), [String(entity['id'])]);
    const made = await app.register();
    const need = await app.require({ dependentType: 'use_case', dependentId: useCase }, made.json['id']);
    const stranger = await app.person({ roles: ['procurement'], legalEntityIds: [String(other.json['id'])] });
    const refused = await app.retire(made, stranger);
    expect(refused.status).toBe(409);
    expect(refused.json['detail']).toContain('1');
    expect(refused.text).not.toContain(String(need.json['label']));
    expect((await app.retire(made)).text).toContain(String(need.json['label']));
  });

  it('loses against a requirement that is being made, or wins and is then refused', async () => {
    for (let round = 0; round < 5; round++) {
      const [made, dependent] = [await app.register(), await app.register()];
      const [retired, need] = await Promise.all([
        app.retire(made),
        app.require({ dependentType: 'component', dependentId: dependent.json['id'] }, made.json['id']),
      ]);
      expect([
        [204, 422],
        [409, 201],
      ]).toContainEqual([retired.status, need.status]);
    }
  });

  it('frees the name, hides it from lists, and can be undone while its provider is in use', async () => {
    const maker = await app.provider();
    const made = await app.register({ providerId: maker.json['id'] });
    const { id, name } = made.json;
    expect((await app.retire(made)).status).toBe(204);
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toMatchObject({ status: 'retired' });
    const ofMaker = `providerId=${maker.json['id']}`;
    expect(idsOf(await app.list(ofMaker))).toEqual([]);
    expect(idsOf(await app.list(`${ofMaker}&includeRetired=true`))).toEqual([id]);
    expect(idsOf(await app.list(`${ofMaker}&status=retired`))).toEqual([id]);
    const heir = await app.register({ name });
    expect(heir.status).toBe(201);
    expect((await app.restore(made)).json).toMatchObject({ type: '/problems/duplicate-name' });
    await app.retire(heir);
    const makerPath = `/api/v1/providers/${maker.json['id']}`;
    await app.send('procurement', 'DELETE', makerPath, { ifMatch: maker.etag });
    expect((await app.restore(made)).json).toMatchObject({
      type: '/problems/retired',
      errors: [{ pointer: '/providerId' }],
    });
    await app.send('procurement', 'POST', `${makerPath}/restore`);
    expect((await app.restore(made)).json).toMatchObject({ status: 'proposed', retiredAt: null });
  });
});
