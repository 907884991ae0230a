import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY, NOW } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssuranceApp;
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/competences');
});
afterAll(() => at.app.close());

const body = (more: object = {}): object => ({
  ...{ personId: at.second.id, function: 'risk', field: 'ai', legalEntityId: at.firm },
  ...{ evidenceId: at.document, validTo: '2027-12-31', ...more },
});
const post = (more: object = {}, as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', '', body(more), { as, headers });
const currentOf = async (made: Reply, query = ''): Promise<unknown> =>
  (await at.get(made, query)).json['current'];

describe('a competence', () => {
  it('is recorded, read, listed, changed, retired and restored, each in the audit log', async () => {
    const made = await post({ field: 'data_science', validFrom: '2026-01-01', description: ' Ten years ' });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/competences/${idIn(made)}`);
    expect(made.json).toMatchObject({
      ...body({ field: 'data_science', validFrom: '2026-01-01', description: 'Ten years' }),
      ...{ current: 'yes', retiredAt: null },
    });
    expect((await at.get(made)).json).toEqual(made.json);
    const query = `?field=data_science&function=risk&personId=${at.second.id}&legalEntityId=${at.firm}`;
    expect(itemsOf(await at.list(query))).toEqual([made.json]);
    const changed = await at.patch(made, { validTo: '2028-12-31' });
    expect(changed.json['validTo']).toBe('2028-12-31');
    expect((await at.patch(changed, { validTo: '2028-12-31' })).etag).toBe(changed.etag);
    expect((await at.patch(made, { description: null })).status).toBe(412);
    expect((await at.send('PATCH', `/${idIn(made)}`, {})).status).toBe(428);
    expect((await at.retire(changed)).status).toBe(204);
    const gone = await at.get(made);
    expect(gone.json['current']).toBe('no');
    expect((await at.patch(gone, { description: 'x' })).status).toBe(409);
    expect(idsOf(await at.list(query))).toEqual([]);
    expect(idsOf(await at.list(`${query}&includeRetired=true`))).toEqual([idIn(made)]);
    expect((await at.act(gone, 'restore')).json).toMatchObject({ current: 'yes', retiredAt: null });
    expect((await at.act(gone, 'restore')).status).toBe(409);
    expect(await at.actions(made)).toEqual(
      ['changed', 'registered', 'restored', 'retired'].map((what) => `competence.${what}`),
    );
  });

  it('counts between its days, where its legal entity is, and is found by its last', async () => {
    const made = await post({ validFrom: '2026-12-02', validTo: '2026-12-10' });
    expect(await currentOf(made)).toBe('no');
    await at.app.setClock('2026-12-01T16:00:00Z'); // midnight in Hong Kong
    expect(await currentOf(made)).toBe('yes');
    await at.app.setClock('2026-12-10T15:59:00Z');
    expect(await currentOf(made)).toBe('yes');
    await at.app.setClock('2026-12-10T16:00:00Z');
    expect(await currentOf(made)).toBe('no');
    const described = await at.patch(made, { description: 'After its last day' });
    expect(described.status).toBe(200);
    expect(errorsOf(await at.patch(described, { validTo: '2026-12-10' }))).toEqual({
      '/validTo': 'has-passed',
    });
    await at.app.setClock(NOW);
    expect(idsOf(await at.list('?expiresBefore=2026-12-11'))).toEqual([idIn(made)]);
    expect(idsOf(await at.list('?expiresBefore=2026-12-10'))).toEqual([]);
  });

  it('of who left counts no more from then on, and did before', async () => {
    const leaver = await at.app.person({ roles: ['risk_officer'] });
    const made = await post({ personId: leaver.id });
    expect(await currentOf(made)).toBe('yes');
    const before = await at.app.instant();
    const path = `/api/v1/users/${leaver.id}`;
    const { etag } = await at.app.send('admin', 'GET', path);
    expect((await at.app.send('admin', 'DELETE', path, { ifMatch: etag })).status).toBe(204);
    expect(await currentOf(made)).toBe('no');
    expect(await currentOf(made, `?asOf=${before}`)).toBe('yes');
    expect(itemsOf(await at.list(`?personId=${leaver.id}`))).toMatchObject([{ current: 'no' }]);
    await at.retire(made);
    expect(errorsOf(await at.act(made, 'restore'))).toEqual({ '/personId': 'retired-reference' });
  });

  it('counts while its document is in date, and keeps it', async () => {
    const proof = await documentOf(at.app, { validTo: '2026-12-20' });
    const made = await post({ evidenceId: proof });
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
    await at.app.setClock('2026-12-21T02:00:00Z');
    const after = await currentOf(made);
    await at.app.setClock(NOW);
    expect([await currentOf(made), after]).toEqual(['yes', 'no']);
  });

  it('that is sent twice under one key is recorded once', async () => {
    const headers = { 'idempotency-key': newId() };
    const given = { function: 'technology' };
    const [one, two] = [await post(given, undefined, headers), await post(given, undefined, headers)];
    expect(idIn(two)).toBe(idIn(one));
    expect(idsOf(await at.list('?function=technology'))).toEqual([idIn(one)]);
  });

  it('for one legal entity is not there for others; for all, it is changed by who sees all', async () => {
    const own = await post();
    expect((await at.get(own, '', at.local)).status).toBe(404);
    expect((await at.retire(own, at.local)).status).toBe(404);
    const everybodys = await post({ legalEntityId: null, function: 'compliance' });
    expect((await at.get(everybodys, '', at.local)).json).toEqual(everybodys.json);
    expect((await at.retire(everybodys, at.local)).status).toBe(403);
    expect((await post({ legalEntityId: null }, at.local)).status).toBe(403);
    expect(idsOf(await at.list('', at.local))).toEqual([idIn(everybodys)]);
  });
});

describe('a competence that is not recorded', () => {
  it.each<[object, Record<string, string>]>([
    [{ personId: NOBODY }, { '/personId': 'unknown-reference' }],
    [{ personId: undefined }, { '/personId': 'required' }],
    [{ function: 'legal' }, { '/function': 'code' }],
    [{ field: 'law' }, { '/field': 'code' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ evidenceId: undefined }, { '/evidenceId': 'required' }],
    [{ evidenceId: null }, { '/evidenceId': 'id' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
    [{ validTo: '2026-11-30' }, { '/validTo': 'has-passed' }],
    [{ validTo: undefined }, { '/validTo': 'required' }],
    [{ validFrom: '2028-01-01' }, { '/validTo': 'contradiction' }],
    [{ current: 'yes' }, { '/current': 'unknown-field' }],
  ])('%j', async (more, errors) => {
    const before = itemsOf(await at.list('?limit=200')).length;
    const refused = await post(more);
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect(itemsOf(await at.list('?limit=200'))).toHaveLength(before);
  });

  it('by who may not, or with a document of another legal entity', async () => {
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({}, as)).status).toBe(403);
    }
    const theirs = await documentOf(at.app, { legalEntityId: at.other });
    expect(errorsOf(await post({ evidenceId: theirs }))).toEqual({ '/evidenceId': 'contradiction' });
  });
});
