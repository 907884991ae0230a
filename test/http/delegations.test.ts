import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssuranceApp;
let group = '';
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/delegations');
  group = await at.register.legalEntity('Group');
  await at.app.owner.query(`UPDATE legal_entity SET kind = 'group_company' WHERE id = $1`, [group]);
});
afterAll(() => at.app.close());

const body = (more: object = {}): object => ({
  ...{ function: 'model_validation', legalEntityId: at.firm, groupEntityId: group, ...more },
});
const post = (more: object = {}, as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', '', body(more), { as, headers });

describe('a delegation', () => {
  it('is recorded, read, listed, changed, retired and restored, each in the audit log', async () => {
    const given = {
      ...{ description: 'All models', agreementEvidenceId: at.document, oversightOwnerId: at.second.id },
      ...{ startsOn: '2026-01-01', endsOn: '2027-12-31' },
    };
    const made = await post(given);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/delegations/${idIn(made)}`);
    expect(made.json).toMatchObject({ ...body(given), lastOversightOn: null, retiredAt: null });
    expect((await at.get(made)).json).toEqual(made.json);
    const query = `?function=model_validation&legalEntityId=${at.firm}&groupEntityId=${group}`;
    expect(itemsOf(await at.list(query))).toEqual([made.json]);
    const before = await at.app.instant();
    const changed = await at.patch(made, { endsOn: null });
    expect(changed.json['endsOn']).toBeNull();
    expect((await at.get(made, `?asOf=${before}`)).json['endsOn']).toBe('2027-12-31');
    expect((await at.patch(changed, { endsOn: null })).etag).toBe(changed.etag);
    expect((await at.patch(made, { endsOn: null })).status).toBe(412);
    expect((await at.send('PATCH', `/${idIn(made)}`, {})).status).toBe(428);
    expect((await at.retire(changed)).status).toBe(204);
    const gone = await at.get(made);
    expect((await at.patch(gone, { description: 'x' })).status).toBe(409);
    expect(idsOf(await at.list(query))).toEqual([]);
    expect(idsOf(await at.list(`${query}&includeRetired=true`))).toEqual([idIn(made)]);
    expect((await at.act(gone, 'restore')).json).toMatchObject({
      description: 'All models',
      retiredAt: null,
    });
    expect((await at.act(gone, 'restore')).status).toBe(409);
    expect(await at.actions(made)).toEqual(
      ['changed', 'registered', 'restored', 'retired'].map((what) => `delegation.${what}`),
    );
  });

  it('that ends is found by the day, and listed by it', async () => {
    const ending = (endsOn: string) => post({ function: 'procurement', endsOn });
    const [late, early] = [await ending('2027-03-02'), await ending('2027-03-01')];
    await post({ function: 'procurement' });
    const query = '?function=procurement&endsBefore=';
    expect(idsOf(await at.list(`${query}2027-03-03`))).toEqual([idIn(early), idIn(late)]);
    expect(idsOf(await at.list(`${query}2027-03-02`))).toEqual([idIn(early)]);
  });

  it('keeps its agreement, is sent twice under one key recorded once, and not there for others', async () => {
    const proof = await documentOf(at.app);
    const headers = { 'idempotency-key': newId() };
    const given = { function: 'development', agreementEvidenceId: proof };
    const [one, two] = [await post(given, undefined, headers), await post(given, undefined, headers)];
    expect(idIn(two)).toBe(idIn(one));
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
    expect((await at.get(one, '', at.local)).status).toBe(404);
    expect((await at.retire(one, at.local)).status).toBe(404);
    expect(idsOf(await at.list('', at.local))).toEqual([]);
  });
});

describe('what oversees a delegation', () => {
  let made: Reply;
  beforeAll(async () => {
    made = await post({ function: 'monitoring' });
  });
  const reports = (): string => `/${idIn(made)}/oversight-reports`;
  const report = (more: object = {}, as?: As): Promise<Reply> =>
    at.send('POST', reports(), { kind: 'meeting', heldOn: '2026-10-15', ...more }, { as });

  it('is recorded, read, listed and retired, each in the audit log of the delegation, which shows the latest day', async () => {
    const proof = await documentOf(at.app);
    const first = await report({ evidenceId: proof, summary: ' No findings ' });
    expect(first.status).toBe(201);
    expect(first.headers.get('location')).toBe(`/api/v1/delegations${reports()}/${idIn(first)}`);
    expect(first.json).toMatchObject({
      ...{ delegationId: idIn(made), kind: 'meeting', heldOn: '2026-10-15', evidenceId: proof },
      ...{ summary: 'No findings', retiredAt: null },
    });
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
    const path = `${reports()}/${idIn(first)}`;
    expect((await at.send('GET', path)).json).toEqual(first.json);
    const then = await at.app.instant();
    const second = await report({ kind: 'report', heldOn: '2026-07-15' });
    const latest = async (query = ''): Promise<unknown> =>
      (await at.get(made, query)).json['lastOversightOn'];
    expect(await latest()).toBe('2026-10-15');
    expect(idsOf(await at.list(`${reports()}?sort=heldOn`))).toEqual([idIn(second), idIn(first)]);
    expect(idsOf(await at.list(`${reports()}?asOf=${then}`))).toEqual([idIn(first)]);
    expect((await at.send('DELETE', path)).status).toBe(428);
    expect((await at.send('DELETE', path, undefined, { ifMatch: '"7"' })).status).toBe(412);
    expect((await at.send('DELETE', path, undefined, { ifMatch: first.etag })).status).toBe(204);
    const { etag } = await at.send('GET', path);
    expect((await at.send('DELETE', path, undefined, { ifMatch: etag })).status).toBe(409);
    expect([await latest(), await latest(`?asOf=${then}`)]).toEqual(['2026-07-15', '2026-10-15']);
    expect(idsOf(await at.list(reports()))).toEqual([idIn(second)]);
    expect(await at.actions(made)).toEqual([
      ...['delegation.oversight_recorded', 'delegation.oversight_recorded', 'delegation.oversight_retired'],
      'delegation.registered',
    ]);
  });

  it('is not there for others, or below another delegation', async () => {
    const given = await report();
    const path = `${reports()}/${idIn(given)}`;
    expect((await at.send('GET', path, undefined, { as: at.local })).status).toBe(404);
    expect((await at.list(reports(), at.local)).status).toBe(404);
    expect((await report({}, at.local)).status).toBe(404);
    const other = await post({ function: 'due_diligence' });
    const wrong = `/${idIn(other)}/oversight-reports/${idIn(given)}`;
    expect((await at.send('GET', wrong)).status).toBe(404);
    expect((await at.send('DELETE', wrong, undefined, { ifMatch: given.etag })).status).toBe(404);
    expect((await at.list(`/${NOBODY}/oversight-reports`)).status).toBe(404);
  });

  it.each<[object, Record<string, string>]>([
    [{ kind: 'call' }, { '/kind': 'code' }],
    [{ heldOn: '2026-12-02' }, { '/heldOn': 'not-in-future' }],
    [{ heldOn: undefined }, { '/heldOn': 'required' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
    [{ delegationId: NOBODY }, { '/delegationId': 'unknown-field' }],
  ])('is refused as %j', async (more, errors) => {
    const before = itemsOf(await at.list(reports())).length;
    const refused = await report(more);
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect(itemsOf(await at.list(reports()))).toHaveLength(before);
  });

  it('is not recorded of one that is retired, or by who may not', async () => {
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      expect((await report({}, as)).status).toBe(403);
    }
    await at.retire(await at.get(made));
    expect((await report()).json['type']).toBe('/problems/retired');
  });
});

describe('a delegation that is not recorded', () => {
  it.each<[string, () => object, Record<string, string>]>([
    ['of no function', () => ({ function: 'cleaning' }), { '/function': 'code' }],
    ['of another, in no words', () => ({ function: 'other' }), { '/description': 'needed-with' }],
    ['by nobody', () => ({ legalEntityId: NOBODY }), { '/legalEntityId': 'unknown-reference' }],
    ['to nobody', () => ({ groupEntityId: NOBODY }), { '/groupEntityId': 'unknown-reference' }],
    ['to itself', () => ({ groupEntityId: at.firm }), { '/groupEntityId': 'contradiction' }],
    ['to a licensed corporation', () => ({ groupEntityId: at.other }), { '/groupEntityId': 'entity-kind' }],
    [
      'by a group company',
      () => ({ legalEntityId: group, groupEntityId: at.firm }),
      { '/legalEntityId': 'entity-kind', '/groupEntityId': 'entity-kind' },
    ],
    [
      'under no agreement',
      () => ({ agreementEvidenceId: NOBODY }),
      { '/agreementEvidenceId': 'unknown-reference' },
    ],
    [
      'overseen by nobody',
      () => ({ oversightOwnerId: NOBODY }),
      { '/oversightOwnerId': 'unknown-reference' },
    ],
    [
      'that ends before it starts',
      () => ({ startsOn: '2026-02-01', endsOn: '2026-01-31' }),
      { '/endsOn': 'contradiction' },
    ],
    [
      'with a day of oversight',
      () => ({ lastOversightOn: '2026-01-01' }),
      { '/lastOversightOn': 'unknown-field' },
    ],
  ])('%s', async (_what, more, errors) => {
    const before = itemsOf(await at.list('?limit=200')).length;
    const refused = await post(more());
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect(itemsOf(await at.list('?limit=200'))).toHaveLength(before);
  });

  it('by who may not, or to whom they do not see', async () => {
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({}, as)).status).toBe(403);
    }
    const unseen = await post({ legalEntityId: at.other }, at.local);
    expect([unseen.status, errorsOf(unseen)]).toEqual([422, { '/groupEntityId': 'unknown-reference' }]);
  });
});
