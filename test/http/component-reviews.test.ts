import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY, NOW } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssuranceApp;
let dataset = '';
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/component-reviews');
  dataset = await at.register.component('Filings', 'dataset', at.vendor);
});
afterAll(() => at.app.close());

const body = (more: object = {}): object => ({
  ...{ kind: 'supply_chain', legalEntityId: at.firm, componentId: at.model, performedOn: '2026-11-20' },
  ...more,
});
const post = (more: object = {}, as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', '', body(more), { as, headers });
const measure = (more: object = {}): object => ({
  ...{ text: 'Releases by hash', controlName: 'S.scan_patch_sla', evidenceId: null, ...more },
});
const withMeasures = (...measures: object[]): object => ({ outcome: 'acceptable_with_measures', measures });
const considered = (): object => ({
  ...{ decision: 'Kept apart.', reason: 'Two functions share it.', ownerId: at.second.id },
});

describe('a component review', () => {
  it('is recorded, read, listed, changed, retired and restored, each in the audit log', async () => {
    await at.changeStack('4.1');
    const made = await post({
      ...{ outcome: 'acceptable', performedBy: at.second.id, useCaseId: at.useCase },
      ...{ measures: [measure({ evidenceId: at.document })], evidenceIds: [at.document] },
      ...{ validTo: '2027-11-20', decision: '  Use it. ', reason: '已核對發行版本。' },
    });
    expect([made.status, made.headers.get('location')]).toEqual([
      ...[201, `/api/v1/component-reviews/${idIn(made)}`],
    ]);
    expect(made.json).toMatchObject({
      ...body(),
      ...{ useCaseId: at.useCase, componentVersion: '4.1', versionState: 'current', inForce: 'yes' },
      ...{ outcome: 'acceptable', performedBy: at.second.id, decision: 'Use it.', ownerId: null },
      ...{ measures: [measure({ evidenceId: at.document })], evidenceIds: [at.document] },
      ...{ reason: '已核對發行版本。', validTo: '2027-11-20', state: 'recorded', approvedBy: null },
      ...{ approvedHash: null, preparedBy: [at.app.people.risk_officer], retiredAt: null },
    });
    expect((await at.get(made)).json).toEqual(made.json);
    const then = await at.app.instant();
    const changed = await at.patch(made, { validTo: null, reason: 'Checked.' });
    expect(changed.json).toMatchObject({ validTo: null, reason: 'Checked.', decision: 'Use it.' });
    expect((await at.patch(changed, { reason: 'Checked.' })).etag).toBe(changed.etag);
    expect((await at.patch(made, { reason: 'x' })).status).toBe(412);
    expect((await at.send('PATCH', `/${idIn(made)}`, { reason: 'x' })).status).toBe(428);
    expect((await at.get(made, `?asOf=${then}`)).json).toEqual(made.json);
    const query = `?kind=supply_chain&useCaseId=${at.useCase}&componentId=${at.model}`;
    const { versionState, ...listed } = changed.json;
    expect([versionState, itemsOf(await at.list(query))]).toEqual(['current', [listed]]);
    expect((await at.retire(changed)).status).toBe(204);
    const gone = await at.get(made);
    expect(gone.json['inForce']).toBe('no');
    expect((await at.patch(gone, { reason: 'x' })).json['type']).toBe('/problems/retired');
    expect(idsOf(await at.list(query))).toEqual([]);
    expect(idsOf(await at.list(`${query}&includeRetired=true`))).toEqual([idIn(made)]);
    expect((await at.act(gone, 'restore')).json).toMatchObject({ reason: 'Checked.', retiredAt: null });
    expect((await at.act(gone, 'restore')).json['type']).toBe('/problems/not-retired');
    expect(await at.actions(made)).toEqual(
      ['changed', 'registered', 'restored', 'retired'].map((what) => `component_review.${what}`),
    );
  });

  it('speaks for the version that was looked at, as it was too', async () => {
    const [known, unknown] = [await post(), await post({ componentVersion: null })];
    const older = await post({ componentVersion: '4.0' });
    const statesOf = (query = ''): Promise<unknown[]> =>
      Promise.all(
        [known, unknown, older].map(async (one) => (await at.get(one, query)).json['versionState']),
      );
    expect(await statesOf()).toEqual(['current', 'unknown', 'changed']);
    const then = await at.app.instant();
    await at.changeStack('4.2');
    expect(await statesOf()).toEqual(['changed', 'unknown', 'changed']);
    expect(await statesOf(`?asOf=${then}`)).toEqual(['current', 'unknown', 'changed']);
    expect((await at.patch(known, { reason: 'Seen again.' })).json['versionState']).toBe('changed');
    await at.app.owner.query('UPDATE component SET release = NULL WHERE id = $1', [at.model]);
    expect(await statesOf()).toEqual(['unknown', 'unknown', 'unknown']);
    await at.changeStack('4.1');
  });

  it('counts until its last day, and is found by it', async () => {
    const until = (day: string | null) => post({ kind: 'data_leakage', outcome: 'acceptable', validTo: day });
    const [late, early, never] = [await until('2027-02-11'), await until('2027-02-10'), await until(null)];
    const query = '?kind=data_leakage&expiresBefore=';
    expect(idsOf(await at.list(`${query}2027-02-12`))).toEqual([idIn(early), idIn(late)]);
    const [first, ...rest] = [idIn(early), idIn(late), idIn(never)];
    const page = await at.list('?kind=data_leakage&sort=validTo&limit=1');
    expect(idsOf(page)).toEqual([first]);
    const next = `?kind=data_leakage&sort=validTo&limit=2&cursor=${String(page.json['nextCursor'])}`;
    expect(idsOf(await at.list(next))).toEqual(rest);
    await at.app.setClock('2027-02-10T15:59:00Z');
    expect((await at.get(early)).json['inForce']).toBe('yes');
    await at.app.setClock('2027-02-10T16:00:00Z'); // the next day in Hong Kong
    expect((await at.get(early)).json['inForce']).toBe('no');
    expect(errorsOf(await at.act(early, 'approve', {}, at.second))).toEqual({ '/validTo': 'has-passed' });
    await at.app.setClock(NOW);
  });

  it('of another legal entity is not there', async () => {
    const made = await post();
    expect((await at.get(made, '', at.local)).status).toBe(404);
    expect((await at.patch(made, { reason: 'x' }, at.local)).status).toBe(404);
    expect((await at.retire(made, at.local)).status).toBe(404);
    expect((await at.act(made, 'approve', {}, at.local)).status).toBe(404);
    expect(idsOf(await at.list('?limit=200', at.local))).toEqual([]);
    expect(errorsOf(await post({}, at.local))).toEqual({ '/legalEntityId': 'unknown-reference' });
    const theirs = await at.register.useCase('Theirs', 'T2', at.other);
    expect(errorsOf(await post({ useCaseId: theirs }))).toEqual({ '/useCaseId': 'contradiction' });
    const foreign = await documentOf(at.app, { legalEntityId: at.other });
    expect(errorsOf(await post({ measures: [measure({ evidenceId: foreign })] }))).toEqual({
      '/measures/0/evidenceId': 'contradiction',
    });
    expect((await post({ legalEntityId: at.other }, at.local)).status).toBe(201);
  });

  it('is sent twice under one key recorded once, and is written by who may', async () => {
    const headers = { 'idempotency-key': newId() };
    const [one, two] = [await post({}, undefined, headers), await post({}, undefined, headers)];
    expect(idIn(two)).toBe(idIn(one));
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({}, as)).status).toBe(403);
    }
    for (const as of ['procurement', 'service'] as const) expect((await post({}, as)).status).toBe(201);
  });

  it('keeps its documents, those of its measures too, and names those who left as it did', async () => {
    const [proof, shown] = [await documentOf(at.app), await documentOf(at.app)];
    const leaver = await at.app.person({ roles: ['risk_officer'] });
    const made = await post({
      ...{ performedBy: leaver.id, evidenceIds: [proof], measures: [measure({ evidenceId: shown })] },
    });
    for (const id of [proof, shown]) {
      expect((await at.retireDocument(id)).json['type']).toBe('/problems/in-use');
    }
    await at.app.owner.query('UPDATE person SET retired_at = now() WHERE id = $1', [leaver.id]);
    const kept = await at.patch(made, { performedBy: leaver.id, decision: 'Kept.' });
    expect(kept.status).toBe(200);
    expect(errorsOf(await post({ performedBy: leaver.id }))).toEqual({ '/performedBy': 'retired-reference' });
    await at.retire(kept);
    for (const id of [proof, shown]) expect((await at.retireDocument(id)).status).toBe(204);
    expect(errorsOf(await at.act(kept, 'restore'))).toEqual({
      ...{ '/evidenceIds/0': 'retired-reference', '/measures/0/evidenceId': 'retired-reference' },
    });
  });
});

describe('what a component review found', () => {
  it('not acceptable stays so, without an end, until something later remedies it', async () => {
    const made = await post({ outcome: 'not_acceptable' });
    for (const outcome of ['unknown', 'acceptable', 'acceptable_with_measures']) {
      const refused = await at.patch(made, { outcome, measures: [measure()] });
      expect([refused.status, errorsOf(refused)]).toEqual([409, { '/outcome': 'not-to-be-forgotten' }]);
    }
    expect(errorsOf(await at.patch(made, { validTo: '2027-01-01' }))).toEqual({
      '/validTo': 'contradiction',
    });
    const kept = await at.retire(made);
    expect([kept.status, kept.json['type'], errorsOf(kept)]).toEqual([
      ...[409, '/problems/adverse-finding', { '': 'not-to-be-forgotten' }],
    ]);
    expect((await at.get(made)).json).toMatchObject({ outcome: 'not_acceptable', retiredAt: null });
    expect((await post({ outcome: 'acceptable', performedOn: '2026-11-25' })).status).toBe(201);
    expect(idsOf(await at.list('?outcome=not_acceptable'))).toEqual([idIn(made)]);
  });

  it('acceptable only with measures keeps the measures, and may get worse', async () => {
    const made = await post(withMeasures(measure(), measure({ text: 'Weekly scan', controlName: null })));
    const forgotten: [object, Record<string, string>][] = [
      [{ outcome: 'acceptable' }, { '/outcome': 'not-to-be-forgotten' }],
      [{ outcome: 'unknown' }, { '/outcome': 'not-to-be-forgotten' }],
      [{ measures: [measure()] }, { '/measures': 'not-to-be-forgotten' }],
    ];
    for (const [change, errors] of forgotten) {
      expect(errorsOf(await at.patch(made, change))).toEqual(errors);
    }
    expect((await at.retire(made)).status).toBe(409);
    const shown = [measure({ evidenceId: at.document }), measure({ text: 'Weekly scan' })];
    const done = await at.patch(made, { measures: shown });
    expect(done.json['measures']).toEqual(shown);
    const worse = await at.patch(done, { outcome: 'not_acceptable' });
    expect(worse.json['outcome']).toBe('not_acceptable');
  });
});

describe('the approval of a component review', () => {
  const owned = (more: object = {}): Promise<Reply> =>
    post({ kind: 'internal_ownership', outcome: 'acceptable', ...considered(), ...more });

  it('is by somebody else, whichever key they use, and is bound to what the review says', async () => {
    const doer = await at.app.person({ roles: ['risk_officer'] });
    const made = await owned({ performedBy: doer.id });
    expect(made.json).toMatchObject({ state: 'recorded', inForce: 'no' });
    const secondKey = await at.app.secondKey(at.app.people.risk_officer);
    for (const as of ['risk_officer', secondKey, doer] as const) {
      const refused = await at.act(made, 'approve', {}, as);
      expect([refused.status, refused.json['type']]).toEqual([409, '/problems/four-eyes']);
    }
    for (const as of ['procurement', 'service', 'auditor', 'admin'] as const) {
      expect((await at.act(made, 'approve', {}, as)).status).toBe(403);
    }
    const approved = await at.act(made, 'approve', { reason: 'No contract can be had.' }, 'senior_manager');
    expect(approved.json).toMatchObject({
      ...{ state: 'approved', inForce: 'yes', approvedBy: at.app.people.senior_manager },
      ...{ approvalReason: 'No contract can be had.', approvedHash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
    const again = await at.act(approved, 'approve', {}, at.second);
    expect(again.json['type']).toBe('/problems/already-decided');
    const same = await at.patch(approved, { reason: 'Two functions share it.' });
    expect(same.json['state']).toBe('approved');
    const changed = await at.patch(approved, { reason: 'Its maker is known.' }, 'procurement');
    expect(changed.json).toMatchObject({
      ...{ state: 'recorded', inForce: 'no', approvedBy: null, approvedAt: null, approvalReason: null },
      ...{ approvedHash: null, preparedBy: [at.app.people.risk_officer, at.app.people.procurement] },
    });
    const anew = await at.act(changed, 'approve', {}, at.second);
    expect(anew.json['approvedHash']).not.toBe(approved.json['approvedHash']);
    await at.retire(anew);
    expect((await at.act(anew, 'restore')).json).toMatchObject({ state: 'recorded', approvedHash: null });
  });

  it('of several at once is given once, on the version that they read', async () => {
    const made = await owned();
    const officers = await Promise.all([1, 2, 3].map(() => at.app.person({ roles: ['risk_officer'] })));
    const replies = await Promise.all(officers.map((as) => at.act(made, 'approve', {}, as)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const other = await owned();
    const both = await Promise.all([
      at.patch(other, { reason: 'Otherwise.' }),
      at.act(other, 'approve', {}, at.second),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await at.act({ ...other, etag: '' }, 'approve', {}, at.second)).status).toBe(428);
  });

  it('of the framework for personal data is signed by compliance', async () => {
    const made = await post({ kind: 'personal_data_framework', componentId: dataset, outcome: 'acceptable' });
    const refused = await at.act(made, 'approve', {}, at.second);
    expect([refused.status, refused.json['type']]).toEqual([409, '/problems/function-needed']);
    const signer = await at.app.person({ roles: ['risk_officer'], functions: ['compliance'] });
    expect((await at.act(made, 'approve', {}, signer)).json).toMatchObject({ state: 'approved' });
  });

  it('needs an outcome, and is not needed by other kinds', async () => {
    const made = await post();
    expect(made.json).toMatchObject({ outcome: 'unknown', inForce: 'yes' });
    expect(errorsOf(await at.act(made, 'approve', {}, at.second))).toEqual({ '/outcome': 'to-be-known' });
    const known = await at.patch(made, withMeasures(measure()));
    expect((await at.act(known, 'approve', {}, at.second)).json['state']).toBe('approved');
    expect(idsOf(await at.list('?state=approved&outcome=acceptable_with_measures'))).toEqual([idIn(made)]);
    expect(await at.actions(made)).toContain('component_review.approved');
  });
});

describe('a component review that is not recorded', () => {
  it.each<[object, Record<string, string>]>([
    [{ kind: 'penetration' }, { '/kind': 'code' }],
    [{ kind: undefined }, { '/kind': 'required' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ componentId: NOBODY }, { '/componentId': 'unknown-reference' }],
    [{ componentId: 'x' }, { '/componentId': 'id' }],
    [{ useCaseId: NOBODY }, { '/useCaseId': 'unknown-reference' }],
    [{ kind: 'bias' }, { '/componentId': 'component-kind' }],
    [{ kind: 'data_quality' }, { '/componentId': 'component-kind' }],
    [{ kind: 'data_rights' }, { '/componentId': 'component-kind' }],
    [{ performedOn: '2026-12-02' }, { '/performedOn': 'not-in-future' }],
    [{ performedOn: '2026-02-30' }, { '/performedOn': 'date' }],
    [{ performedOn: null }, { '/performedOn': 'date' }],
    [{ performedBy: NOBODY }, { '/performedBy': 'unknown-reference' }],
    [{ ownerId: NOBODY }, { '/ownerId': 'unknown-reference' }],
    [{ componentVersion: 'x'.repeat(101) }, { '/componentVersion': 'too-long' }],
    [{ outcome: 'passed' }, { '/outcome': 'code' }],
    [{ outcome: 'acceptable_with_measures' }, { '/measures': 'needed-with' }],
    [{ outcome: 'not_acceptable', validTo: '2027-01-01' }, { '/validTo': 'contradiction' }],
    [{ validTo: '2026-11-19' }, { '/validTo': 'contradiction' }],
    [
      { kind: 'confidentiality' },
      { '/decision': 'needed-with', '/reason': 'needed-with', '/ownerId': 'needed-with' },
    ],
    [{ kind: 'internal_ownership' }, { '/reason': 'needed-with', '/ownerId': 'needed-with' }],
    [{ measures: [{ text: 'x' }, { text: 'x ' }] }, { '/measures/1/text': 'unique' }],
    [{ measures: [{ text: 'x', controlName: 'D.firewall' }] }, { '/measures/0/controlName': 'code' }],
    [{ measures: [{ text: 'x', evidenceId: NOBODY }] }, { '/measures/0/evidenceId': 'unknown-reference' }],
    [{ measures: [{ controlName: null }] }, { '/measures/0/text': 'required' }],
    [{ evidenceIds: [NOBODY] }, { '/evidenceIds/0': 'unknown-reference' }],
    [{ reason: ' ' }, { '/reason': 'too-short' }],
    [{ versionState: 'current' }, { '/versionState': 'unknown-field' }],
    [{ state: 'approved' }, { '/state': 'unknown-field' }],
  ])('%j', async (more, errors) => {
    const before = itemsOf(await at.list('?limit=200')).length;
    const refused = await post(more);
    expect([refused.status, errorsOf(refused)]).toEqual([422, errors]);
    expect(itemsOf(await at.list('?limit=200'))).toHaveLength(before);
  });

  it('of a data set is, by the kinds that are for those', async () => {
    for (const kind of ['data_quality', 'bias', 'data_rights']) {
      expect((await post({ kind, componentId: dataset })).status).toBe(201);
    }
    const cleared = await post({ kind: 'confidentiality', componentId: dataset, ...considered() });
    expect(errorsOf(await at.patch(cleared, { decision: null }))).toEqual({ '/decision': 'needed-with' });
  });
});
