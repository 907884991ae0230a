import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY, NOW } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssuranceApp;
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/policies');
});
afterAll(() => at.app.close());

const body = (more: object = {}): object => ({ name: `Policy ${newId()}`, legalEntityId: at.firm, ...more });
const whole = (more: object = {}): object => ({
  ...{ kind: 'lifecycle_stage', stages: ['validation', 'approval'], ownerId: at.second.id, version: '2.1' },
  ...{ evidenceId: at.document, nextReviewOn: '2027-11-30', ...more },
});
const post = (more: object = {}, as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', '', body(more), { as, headers });
const submitted = async (more: object = {}): Promise<Reply> => {
  const made = await at.act(await post(whole(more)), 'submit');
  expect([made.status, made.text]).toEqual([200, expect.any(String)]);
  return made;
};

describe('a policy', () => {
  it('is recorded, submitted, approved by somebody else, changed, retired and restored, each in the audit log', async () => {
    const made = await post(whole({ nameZhHant: '驗證政策' }));
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/policies/${idIn(made)}`);
    expect(made.json).toMatchObject({
      ...whole({ nameZhHant: '驗證政策' }),
      ...{ legalEntityId: at.firm, state: 'draft', inDate: 'no', contentHash: null, approvedBy: null },
      ...{ approvedOn: null, approvedHash: null, preparedBy: [at.app.people.risk_officer], retiredAt: null },
    });
    expect((await at.get(made)).json).toEqual(made.json);
    const put = await at.act(made, 'submit');
    expect(put.json).toMatchObject({ state: 'submitted', inDate: 'no', approvedBy: null });
    const hash = put.json['contentHash'];
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const approved = await at.act(put, 'approve', undefined, 'senior_manager');
    expect(approved.json).toMatchObject({
      ...{ state: 'approved', inDate: 'yes', approvedBy: at.app.people.senior_manager },
      ...{ approvedOn: '2026-12-01', approvedHash: hash },
    });
    expect(itemsOf(await at.list('?state=approved&stage=approval'))).toEqual([approved.json]);
    expect((await at.patch(approved, { version: '2.1' })).etag).toBe(approved.etag);
    const changed = await at.patch(approved, { version: '2.2' });
    expect(changed.json).toMatchObject({
      ...{ version: '2.2', state: 'draft', inDate: 'no', contentHash: null },
      ...{ approvedBy: null, approvedOn: null, approvedHash: null },
    });
    expect((await at.patch(approved, { version: '3' })).status).toBe(412);
    expect((await at.send('PATCH', `/${idIn(made)}`, {})).status).toBe(428);
    expect((await at.retire(changed)).status).toBe(204);
    const gone = await at.get(made);
    for (const what of ['submit', 'approve']) {
      const refused = await at.act(gone, what, undefined, at.second);
      expect(refused.json['type']).toBe('/problems/retired');
    }
    expect((await at.act(gone, 'restore')).json).toMatchObject({ version: '2.2', retiredAt: null });
    expect((await at.act(gone, 'restore')).status).toBe(409);
    expect(await at.actions(made)).toEqual(
      ['approved', 'changed', 'registered', 'restored', 'retired', 'submitted'].map(
        (what) => `policy.${what}`,
      ),
    );
  });

  it('that was approved comes back from retirement as a draft', async () => {
    const approved = await at.act(await submitted(), 'approve', undefined, 'senior_manager');
    await at.retire(approved);
    expect((await at.get(approved)).json).toMatchObject({ state: 'approved', inDate: 'no' });
    const back = await at.act(approved, 'restore');
    expect(back.json).toMatchObject({ state: 'draft', approvedHash: null, retiredAt: null });
  });

  it('is in date until its day of review and while its document is, as it was too', async () => {
    const proof = await documentOf(at.app, { validTo: '2027-06-30' });
    const both = await Promise.all(
      [{ nextReviewOn: '2027-03-31' }, { evidenceId: proof }].map(async (more) =>
        at.act(await submitted(more), 'approve', undefined, 'senior_manager'),
      ),
    );
    const inDate = async (query = ''): Promise<unknown[]> =>
      Promise.all(both.map(async (one) => (await at.get(one, query)).json['inDate']));
    const then = await at.app.instant();
    await at.app.setClock('2027-03-31T02:00:00Z');
    expect(await inDate()).toEqual(['yes', 'yes']);
    await at.app.setClock('2027-03-31T17:00:00Z'); // the next day in Hong Kong
    expect(await inDate()).toEqual(['no', 'yes']);
    await at.app.setClock('2027-07-01T02:00:00Z');
    expect(await inDate()).toEqual(['no', 'no']);
    expect(await inDate(`?asOf=${then}`)).toEqual(['yes', 'yes']);
    const found = idsOf(await at.list('?dueBefore=2027-04-01'));
    await at.app.setClock(NOW);
    expect(found).toEqual([idIn(both[0]!)]);
  });

  it('was in date while its document was, though another has taken its place since', async () => {
    const proof = await documentOf(at.app);
    const one = await at.act(await submitted({ evidenceId: proof }), 'approve', undefined, 'senior_manager');
    const then = await at.app.instant();
    await documentOf(at.app, { supersedesId: proof });
    expect((await at.get(one)).json['inDate']).toBe('no');
    expect((await at.get(one, `?asOf=${then}`)).json['inDate']).toBe('yes');
  });

  it('has a name once with each version, in each legal entity, and is found by it in either language', async () => {
    const given = { name: 'Approved Models', nameZhHant: '獲准模型', version: '1' };
    const made = await post(given);
    expect(made.status).toBe(201);
    const twice = await post({ ...given, name: 'APPROVED  models' });
    expect([twice.status, twice.json['type']]).toEqual([409, '/problems/duplicate-name']);
    expect((await post({ ...given, version: '2' })).status).toBe(201);
    expect((await post({ ...given, legalEntityId: at.other })).status).toBe(201);
    expect((await post({ ...given, legalEntityId: null })).status).toBe(201);
    expect((await post({ ...given, legalEntityId: null })).status).toBe(409);
    for (const q of ['approved mod', '模型']) {
      expect(idsOf(await at.list(`?legalEntityId=${at.firm}&q=${encodeURIComponent(q)}`))).toContain(
        idIn(made),
      );
    }
    const answers = await Promise.all([1, 2, 3].map(() => post({ name: 'At once', version: '1' })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
  });

  it('keeps its document, and is sent twice under one key recorded once', async () => {
    const proof = await documentOf(at.app);
    const headers = { 'idempotency-key': newId() };
    const given = body({ evidenceId: proof });
    const [one, two] = [
      await at.send('POST', '', given, { headers }),
      await at.send('POST', '', given, { headers }),
    ];
    expect(idIn(two)).toBe(idIn(one));
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
    await at.retire(one);
    expect((await at.retireDocument(proof)).status).toBe(204);
    expect(errorsOf(await at.act(one, 'restore'))).toEqual({ '/evidenceId': 'retired-reference' });
  });

  it('of one legal entity is not there for others; of all, it is read by everybody and changed by who sees all', async () => {
    const own = await post();
    expect((await at.get(own, '', at.local)).status).toBe(404);
    expect((await at.patch(own, { version: '2' }, at.local)).status).toBe(404);
    const everybodys = await post({ legalEntityId: null });
    expect((await at.get(everybodys, '', at.local)).json).toEqual(everybodys.json);
    expect((await at.patch(everybodys, { version: '2' }, at.local)).status).toBe(403);
    expect((await post({ legalEntityId: null }, at.local)).status).toBe(403);
    const seen = itemsOf(await at.list('?limit=200', at.local)).map(({ legalEntityId }) => legalEntityId);
    expect(new Set(seen)).toEqual(new Set([null, at.other]));
  });
});

describe('the approval of a policy', () => {
  it('is given by nobody who had a hand in it, ever, by any of their keys, and by nobody who may not', async () => {
    const changer = await at.app.person({ roles: ['risk_officer'] });
    const made = await post(whole());
    const changed = await at.patch(made, { version: '2' }, changer);
    const undone = await at.patch(changed, { version: '2.1' });
    const put = await at.act(undone, 'submit', undefined, at.second);
    const otherKey = await at.app.secondKey(at.app.people.risk_officer);
    for (const as of ['risk_officer', otherKey, changer, at.second] as const) {
      const refused = await at.act(put, 'approve', undefined, as);
      expect([refused.status, refused.json['type']]).toEqual([409, '/problems/four-eyes']);
    }
    for (const as of ['procurement', 'auditor', 'admin', 'service'] as const) {
      expect((await at.act(put, 'approve', undefined, as)).status).toBe(403);
    }
    expect((await at.get(put)).json['state']).toBe('submitted');
    expect((await at.act(put, 'approve', undefined, 'senior_manager')).status).toBe(200);
  });

  it('is of what was submitted, in its turn, and given once', async () => {
    const draft = await post(whole());
    expect((await at.act(draft, 'approve', undefined, 'senior_manager')).json['type']).toBe(
      '/problems/not-submitted',
    );
    const put = await at.act(draft, 'submit');
    expect((await at.act(put, 'submit')).json['type']).toBe('/problems/not-open');
    expect((await at.act(draft, 'approve', undefined, 'senior_manager')).status).toBe(412);
    expect((await at.send('POST', `/${idIn(put)}/approve`, undefined, { as: 'senior_manager' })).status).toBe(
      428,
    );
    const answers = await Promise.all([1, 2].map(() => at.act(put, 'approve', undefined, 'senior_manager')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const approved = await at.get(put);
    expect((await at.act(approved, 'submit')).json['type']).toBe('/problems/already-approved');
  });

  it('is not given to what somebody altered behind the API', async () => {
    const put = await submitted();
    await at.app.owner.query(`UPDATE policy SET release = 'forged' WHERE id = $1`, [idIn(put)]);
    const current = await at.get(put);
    expect((await at.act(current, 'approve', undefined, 'senior_manager')).status).toBe(412);
  });

  it('needs an owner, a version, the document and a review that lies ahead', async () => {
    const empty = await at.act(await post(), 'submit');
    expect([empty.status, errorsOf(empty)]).toEqual([
      422,
      {
        ...{ '/ownerId': 'required', '/version': 'required', '/evidenceId': 'required' },
        '/nextReviewOn': 'required',
      },
    ]);
    const put = await submitted({ nextReviewOn: '2026-12-05' });
    await at.app.setClock('2026-12-06T02:00:00Z');
    const late = await at.act(put, 'approve', undefined, 'senior_manager');
    await at.app.setClock(NOW);
    expect([late.status, errorsOf(late)]).toEqual([422, { '/nextReviewOn': 'has-passed' }]);
  });
});

describe('a policy that is not recorded', () => {
  it.each<[object, Record<string, string>]>([
    [{ name: undefined }, { '/name': 'required' }],
    [{ name: ' ' }, { '/name': 'too-short' }],
    [{ nameZhHant: '政'.repeat(301) }, { '/nameZhHant': 'too-long' }],
    [{ kind: 'law' }, { '/kind': 'code' }],
    [{ kind: 'lifecycle_stage' }, { '/stages': 'needed-with' }],
    [{ stages: ['birth'] }, { '/stages': 'code' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ ownerId: NOBODY }, { '/ownerId': 'unknown-reference' }],
    [{ evidenceId: NOBODY }, { '/evidenceId': 'unknown-reference' }],
    [{ nextReviewOn: '2026-11-30' }, { '/nextReviewOn': 'has-passed' }],
    [{ state: 'approved' }, { '/state': 'unknown-field' }],
  ])('%j', async (more, errors) => {
    const before = itemsOf(await at.list('?limit=200')).length;
    const refused = await post(more);
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect(itemsOf(await at.list('?limit=200'))).toHaveLength(before);
  });

  it('by who may not, or with a document of another legal entity', async () => {
    for (const as of ['procurement', 'service', 'auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({}, as)).status).toBe(403);
    }
    const theirs = await documentOf(at.app, { legalEntityId: at.other });
    expect(errorsOf(await post({ evidenceId: theirs }))).toEqual({ '/evidenceId': 'contradiction' });
  });
});
