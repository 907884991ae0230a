import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { type Reply, startApp, type TestApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const LIMITS = '/api/v1/concentration-limits';

let app: TestApp;
let firm = '';
let other = '';
let local: { id: string; key: string };
beforeAll(async () => {
  app = await startApp();
  const register = new RegisterWriter(app.owner);
  firm = await register.legalEntity('Firm');
  other = await register.legalEntity('Other');
  local = await app.person({ roles: ['risk_officer'], legalEntityIds: [other] });
});
afterAll(() => app.close());

type As = Parameters<TestApp['send']>[0];
const post = (body: unknown, as: As = 'risk_officer', headers = {}): Promise<Reply> =>
  app.send(as, 'POST', LIMITS, { body, headers });
const get = (path: string, as: As = 'auditor'): Promise<Reply> => app.send(as, 'GET', LIMITS + path);
const patch = (id: string, body: unknown, ifMatch: string, as: As = 'risk_officer'): Promise<Reply> =>
  app.send(as, 'PATCH', `${LIMITS}/${id}`, { body, ifMatch });
const idOf = (reply: Reply): string => reply.json['id'] as unknown as string;
const share = (more: object = {}): Record<string, unknown> => ({
  legalEntityId: firm,
  name: `Limit ${newId()}`,
  measure: 'share',
  axis: 'provider',
  threshold: 0.5,
  rationale: 'A vendor must be replaceable.',
  ...more,
});

describe('a concentration limit', () => {
  it('is stored as it was set, with what is understood filled in', async () => {
    await app.setClock('2026-12-31T17:00:00Z');
    const made = await post(share({ name: 'Vendors', nameZhHant: '供應者', layer: 'language_model' }));
    await app.setClock('+0');
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      legalEntityId: firm,
      name: 'Vendors',
      nameZhHant: '供應者',
      measure: 'share',
      axis: 'provider',
      layer: 'language_model',
      basis: 'effective',
      threshold: 0.5,
      unit: 'fraction',
      ownerId: null,
      // Where the legal entity is, the new year has begun.
      validFrom: '2027-01-01',
      validTo: null,
      retiredAt: null,
    });
    expect(made.headers.get('location')).toBe(`${LIMITS}/${idOf(made)}`);
    const read = await get(`/${idOf(made)}`);
    expect([read.json, read.etag]).toEqual([made.json, '"1"']);
  });

  it('may be on an index, a radius, or single points of failure', async () => {
    const about = async (more: object) => {
      const { status, json } = await post(share(more));
      return [status, json['axis'], json['basis'], json['threshold'], json['unit']];
    };
    expect(await about({ measure: 'hhi', axis: 'hosting', basis: 'declared', threshold: 0 })).toEqual([
      201,
      'hosting',
      'declared',
      0,
      'fraction',
    ]);
    expect(await about({ measure: 'blast_radius', axis: null })).toEqual([201, null, null, 0.5, 'fraction']);
    expect(await about({ measure: 'single_point', axis: null, threshold: null })).toEqual([
      201,
      null,
      null,
      null,
      'use_cases',
    ]);
  });

  it.each([
    [{ legalEntityId: newId() }, { '/legalEntityId': 'unknown-reference' }],
    [{ legalEntityId: 'x' }, { '/legalEntityId': 'id' }],
    [{ legalEntityId: undefined }, { '/legalEntityId': 'required' }],
    [{ name: '' }, { '/name': 'too-short' }],
    [{ name: 'a\u0000b' }, { '/name': 'plain-text' }],
    [{ name: 'x'.repeat(201) }, { '/name': 'too-long' }],
    [{ name: null }, { '/name': 'string' }],
    [{ rationale: undefined }, { '/rationale': 'required' }],
    [{ measure: 'gini' }, { '/measure': 'code' }],
    [{ axis: 'country' }, { '/axis': 'code' }],
    [{ axis: null }, { '/axis': 'needed-with' }],
    [{ layer: 'cloud' }, { '/layer': 'code' }],
    [{ basis: 'both' }, { '/basis': 'code' }],
    [{ measure: 'blast_radius', basis: 'declared' }, { '/basis': 'only-with' }],
    [{ measure: 'blast_radius', layer: 'hosting' }, { '/layer': 'only-with' }],
    [{ measure: 'single_point' }, { '/axis': 'only-with', '/threshold': 'only-with' }],
    [{ threshold: undefined }, { '/threshold': 'needed-with' }],
    [{ threshold: 1 }, { '/threshold': 'never-exceeded' }],
    [{ threshold: 1.01 }, { '/threshold': 'range' }],
    [{ threshold: -0.1 }, { '/threshold': 'range' }],
    [{ threshold: '0.5' }, { '/threshold': 'number' }],
    [{ ownerId: newId() }, { '/ownerId': 'unknown-reference' }],
    [{ validFrom: '2026-02-30' }, { '/validFrom': 'date' }],
    [{ validFrom: null }, { '/validFrom': 'date' }],
    [{ validFrom: '2026-12-02', validTo: '2026-12-01' }, { '/validTo': 'contradiction' }],
    [{ status: 'approved' }, { '/status': 'unknown-field' }],
    [{ id: newId() }, { '/id': 'unknown-field' }],
  ])('refuses %j', async (more, errors) => {
    const before = itemsOf(await get('?limit=200')).length;
    const reply = await post(share(more));
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    expect(itemsOf(await get('?limit=200'))).toHaveLength(before);
  });

  it('has a name that no other of its legal entity has, whatever its case and width', async () => {
    await post(share({ name: 'One Cloud' }));
    const again = await post(share({ name: 'ｏｎｅ cloud' }));
    expect([again.status, again.json['type']]).toEqual([409, '/problems/duplicate-name']);
    expect((await post(share({ name: 'One Cloud', legalEntityId: other }))).status).toBe(201);
  });

  it('changes in all but what is measured and for whom, under the version that was read', async () => {
    const made = await post(share());
    const id = idOf(made);
    for (const body of [
      { measure: 'hhi' },
      { axis: 'region' },
      { basis: 'declared' },
      { legalEntityId: other },
      { layer: null },
    ]) {
      const refused = await patch(id, body, '"1"');
      expect([refused.status, Object.values(errorsOf(refused))]).toEqual([422, ['unknown-field']]);
    }
    expect((await patch(id, { threshold: null }, '"1"')).status).toBe(422);
    expect((await patch(id, { validTo: '2000-01-01' }, '"1"')).status).toBe(422);
    expect((await app.send('risk_officer', 'PATCH', `${LIMITS}/${id}`, { body: {} })).status).toBe(428);

    const changed = await patch(id, { threshold: 0.4, ownerId: app.people.risk_officer }, '"1"');
    expect([changed.status, changed.json['threshold'], changed.etag]).toEqual([200, 0.4, '"2"']);
    const same = await patch(id, { threshold: 0.4 }, '"2"');
    expect([same.status, same.etag]).toEqual([200, '"2"']);
    expect((await patch(id, { threshold: 0.3 }, '"1"')).status).toBe(412);
  });

  it('is changed once under one version, however many try at once', async () => {
    const id = idOf(await post(share()));
    const tries = await Promise.all(
      [0.1, 0.2, 0.3, 0.4, 0.6, 0.7].map((threshold) => patch(id, { threshold }, '"1"')),
    );
    expect(tries.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412]);
  });

  it('is made once under one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': `limit-${newId()}` };
    const body = share();
    const [first, second] = [
      await post(body, 'risk_officer', headers),
      await post(body, 'risk_officer', headers),
    ];
    expect([second.status, idOf(second)]).toEqual([201, idOf(first)]);
    const reused = await post(share(), 'risk_officer', headers);
    expect([reused.status, reused.json['type']]).toEqual([422, '/problems/idempotency-key-reused']);
  });

  it('is retired and restored, and its name is free meanwhile', async () => {
    const body = share({ name: 'Come and gone' });
    const made = await post(body);
    const path = `${LIMITS}/${idOf(made)}`;
    expect((await app.send('risk_officer', 'DELETE', path)).status).toBe(428);
    expect((await app.send('risk_officer', 'DELETE', path, { ifMatch: '"1"' })).status).toBe(204);
    const late = await patch(idOf(made), { threshold: 0.2 }, '"2"');
    expect([late.status, late.json['type']]).toEqual([409, '/problems/retired']);
    expect(idsOf(await get('?q=Come and'))).toEqual([]);
    expect(idsOf(await get('?q=Come and&includeRetired=true'))).toEqual([idOf(made)]);
    const twin = await post(body);
    expect((await app.send('risk_officer', 'POST', `${path}/restore`)).status).toBe(409);
    await app.send('risk_officer', 'DELETE', `${LIMITS}/${idOf(twin)}`, { ifMatch: '"1"' });
    const restored = await app.send('risk_officer', 'POST', `${path}/restore`);
    expect([restored.status, restored.json['retiredAt']]).toEqual([200, null]);
    const again = await app.send('risk_officer', 'POST', `${path}/restore`);
    expect([again.status, again.json['type']]).toEqual([409, '/problems/not-retired']);
  });

  it('is seen and changed within the scope alone; elsewhere it does not exist', async () => {
    const made = await post(share());
    const path = `${LIMITS}/${idOf(made)}`;
    const tries = [
      await app.send(local, 'GET', path),
      await app.send(local, 'PATCH', path, { body: { threshold: 0.1 }, ifMatch: '"1"' }),
      await app.send(local, 'DELETE', path, { ifMatch: '"1"' }),
      await app.send(local, 'POST', `${path}/restore`),
    ];
    expect(tries.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    const foreign = await post(share(), local);
    expect([foreign.status, errorsOf(foreign)]).toEqual([422, { '/legalEntityId': 'unknown-reference' }]);
    const own = await post(share({ legalEntityId: other }), local);
    expect(own.status).toBe(201);
    const seen = itemsOf(await get('?limit=200', local));
    expect(new Set(seen.map(({ legalEntityId }) => legalEntityId))).toEqual(new Set([other]));
    expect(itemsOf(await get(`?legalEntityId=${firm}`, local))).toEqual([]);
  });

  it('is set by risk officers alone, and read by everybody', async () => {
    for (const role of ['procurement', 'senior_manager', 'auditor', 'admin', 'service'] as const) {
      expect([role, (await post(share(), role)).status]).toEqual([role, 403]);
      expect([role, (await get('', role)).status]).toEqual([role, 200]);
    }
  });

  it('is listed by filters, in pages that meet', async () => {
    await post(share({ name: 'Edge of the network', axis: 'hosting', layer: 'network_edge' }));
    for (const [query, field, value] of [
      ['measure=hhi', 'measure', 'hhi'],
      ['axis=hosting', 'axis', 'hosting'],
      ['layer=network_edge', 'layer', 'network_edge'],
      [`ownerId=${app.people.risk_officer}`, 'ownerId', app.people.risk_officer],
      [`legalEntityId=${other}`, 'legalEntityId', other],
    ] as const) {
      const items = itemsOf(await get(`?${query}`));
      expect([query, items.length > 0]).toEqual([query, true]);
      expect([query, items.every((item) => item[field] === value)]).toEqual([query, true]);
    }
    expect(itemsOf(await get('?q=供應')).map(({ name }) => name)).toEqual(['Vendors']);
    for (const sort of ['name', '-name', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt']) {
      const all = idsOf(await get(`?sort=${sort}&limit=200`));
      const found: unknown[] = [];
      for (let cursor: unknown = ''; cursor !== null;) {
        const page = await get(`?sort=${sort}&limit=3${cursor === '' ? '' : `&cursor=${String(cursor)}`}`);
        found.push(...idsOf(page));
        cursor = page.json['nextCursor'];
      }
      expect(found).toEqual(all);
    }
    expect((await get('?measure=gini')).status).toBe(422);
    expect((await get('?sort=threshold')).status).toBe(422);
    expect((await get('?limit=0')).status).toBe(422);
  });

  it('is read as it was, and leaves an audit entry for each change', async () => {
    const made = await post(share());
    const id = idOf(made);
    const { rows: clock } = await app.owner.query<{ now: string }>('SELECT utc(clock_timestamp()) AS now');
    const then = clock[0]?.now ?? '';
    await patch(id, { threshold: 0.25 }, '"1"');
    await app.send('risk_officer', 'DELETE', `${LIMITS}/${id}`, { ifMatch: '"2"' });
    expect((await get(`/${id}?asOf=${then}`)).json).toEqual(made.json);
    expect(idsOf(await get(`?limit=200&asOf=${then}`))).toContain(id);
    expect((await get('?asOf=2999-01-01T00:00:00Z')).status).toBe(422);
    const { rows } = await app.owner.query<{ action: string; changes: object; entities: string[] }>(
      'SELECT action, changes, legal_entity_ids AS entities FROM audit.entry WHERE resource_id = $1 ORDER BY at',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'concentration_limit.registered',
      'concentration_limit.changed',
      'concentration_limit.retired',
    ]);
    expect(rows[1]).toMatchObject({ changes: { threshold: { from: 0.5, to: 0.25 } }, entities: [firm] });
  });
});
