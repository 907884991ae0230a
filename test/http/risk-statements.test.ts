import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssuranceApp;
let useCase = '';
let factors: string[] = [];
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/risk-statements');
  const catalogue = await at.app.send('auditor', 'GET', '/api/v1/risk-factors');
  factors = itemsOf(catalogue).map(({ code }) => String(code));
});
afterAll(() => at.app.close());
beforeEach(async () => {
  useCase = await at.register.useCase(`Use ${newId()}`, 'T1', at.firm);
});

const rating = (more: object = {}): Record<string, unknown> => ({
  ...{ factor: 'hallucination', rating: 'medium', reason: 'Seen in tests.', assessedOn: '2026-11-20' },
  ...{ assessorId: at.app.people.procurement, mitigations: [], ...more },
});
const high = (factor: string, more: object = {}): object => rating({ factor, rating: 'high', ...more });
const body = (more: object = {}): object => ({ useCaseId: useCase, ratings: [rating()], ...more });
const post = (more: object = {}, as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', '', body(more), { as, headers });
const submitted = async (more: object = {}): Promise<Reply> => {
  const reply = await at.act(await post(more), 'submit');
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return reply;
};
const approve = (made: Reply, as: As = at.second, reason?: string): Promise<Reply> =>
  at.act(made, 'approve', reason === undefined ? {} : { reason }, as);
const approved = async (more: object = {}): Promise<Reply> => {
  const reply = await approve(await submitted(more));
  expect([reply.status, reply.json['state']]).toEqual([200, 'approved']);
  return reply;
};

describe('the catalogue of risk factors', () => {
  it('is read in both languages, as it is now and by version', async () => {
    const { json, status } = await at.app.send('service', 'GET', '/api/v1/risk-factors');
    expect([status, json['version'], factors.length]).toEqual([200, 1, 39]);
    expect(json['groups']).toContainEqual({
      ...{ code: 'third_party', name: { en: 'Third parties', zhHant: '第三方' } },
    });
    expect(itemsOf({ json } as Reply)[0]).toEqual({
      ...{ code: 'hallucination', group: 'output_quality', name: { en: 'Hallucination', zhHant: '幻覺' } },
      explanation: {
        en: 'The model states as fact what is wrong or invented, and it sounds right.',
        zhHant: '模型把錯誤或虛構的內容當作事實陳述，而聽起來卻似乎可信。',
      },
    });
    expect((await at.app.send('auditor', 'GET', '/api/v1/risk-factors/1')).json).toEqual(json);
    for (const version of ['2', '0', 'one']) {
      expect((await at.app.send('auditor', 'GET', `/api/v1/risk-factors/${version}`)).status).toBe(404);
    }
  });
});

describe('a risk statement', () => {
  it('is written, read, listed, changed, submitted and approved by somebody else, each in the audit log', async () => {
    const ratings = [
      high('hallucination', { mitigations: [{ text: '由分析員核對', evidenceId: at.document }] }),
      rating({ factor: 'drift', assessedOn: '2026-10-01' }),
      { factor: 'outage' },
    ];
    const setAside = { factors: ['delegated_functions', 'side_channel'], reason: 'Nothing is delegated.' };
    const made = await post({ ratings, setAside });
    expect([made.status, made.headers.get('location')]).toEqual([
      ...[201, `/api/v1/risk-statements/${idIn(made)}`],
    ]);
    const named = ['hallucination', 'drift', 'outage', ...setAside.factors];
    const unknown = { rating: 'unknown', reason: null, assessedOn: null, assessorId: null, mitigations: [] };
    expect(made.json).toMatchObject({
      ...{ useCaseId: useCase, legalEntityId: at.firm, catalogueVersion: 1, setAside, state: 'draft' },
      ratings: [ratings[0], ratings[1], { factor: 'outage', ...unknown }],
      ...{ high: ['hallucination'], unrated: factors.filter((code) => !named.includes(code)) },
      ...{ oldestAssessedOn: '2026-10-01', contentHash: null, approvedBy: null, supersedesId: null },
      preparedBy: [at.app.people.risk_officer],
    });
    expect((await at.get(made)).json).toEqual(made.json);
    const then = await at.app.instant();
    const changed = await at.patch(made, { setAside: null, ratings: ratings.slice(0, 1) });
    expect(changed.json).toMatchObject({ setAside: null, oldestAssessedOn: '2026-11-20' });
    expect((await at.get(made, `?asOf=${then}`)).json).toEqual(made.json);
    expect((await at.patch(changed, { ratings: ratings.slice(0, 1) })).etag).toBe(changed.etag);
    expect((await at.patch(made, { setAside: null })).status).toBe(412);
    expect((await at.send('PATCH', `/${idIn(made)}`, {})).status).toBe(428);
    const put = await at.act(changed, 'submit');
    expect(put.json).toMatchObject({
      state: 'submitted',
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const done = await approve(put, at.second, 'Reviewed with the desk.');
    expect(done.json).toMatchObject({
      ...{ state: 'approved', approvedBy: at.second.id, approvalReason: 'Reviewed with the desk.' },
      ...{ approvedAt: '2026-12-01T02:00:00.000000Z', approvedHash: put.json['contentHash'] },
    });
    const { ratings: _ratings, setAside: _setAside, ...listed } = done.json;
    expect(itemsOf(await at.list(`?useCaseId=${useCase}&state=approved`))).toEqual([listed]);
    expect(await at.actions(made)).toEqual(
      ['approved', 'changed', 'registered', 'submitted'].map((what) => `risk_statement.${what}`),
    );
  });

  it('takes the place of the one in force when it is approved, and not before', async () => {
    const first = await approved();
    expect((await at.patch(first, { setAside: null })).json['type']).toBe('/problems/already-approved');
    const next = await submitted({ ratings: [rating({ rating: 'low', reason: 'Filtered since.' })] });
    const before = await at.app.instant();
    expect((await at.get(first)).json['state']).toBe('approved');
    const second = await approve(next);
    expect(second.json).toMatchObject({ state: 'approved', supersedesId: idIn(first) });
    const old = await at.get(first);
    expect(old.json).toMatchObject({ state: 'superseded', approvedHash: first.json['approvedHash'] });
    expect((await at.get(first, `?asOf=${before}`)).json['state']).toBe('approved');
    for (const reply of [
      await at.patch(old, { setAside: null }),
      await at.retire(old),
      await at.act(old, 'submit'),
      await approve(old),
    ]) {
      expect(reply.json['type']).toBe('/problems/already-decided');
    }
    expect(idsOf(await at.list(`?useCaseId=${useCase}`))).toEqual([idIn(first), idIn(second)]);
    expect(await at.actions(first)).toContain('risk_statement.superseded');
  });

  it('is written one at a time for each use case, of several who begin at once too', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => post()));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const [made] = answers.filter(({ status }) => status === 201);
    const refused = await post();
    expect([refused.json['type'], errorsOf(refused)]).toEqual([
      '/problems/conflict',
      { '/useCaseId': 'unique' },
    ]);
    await at.retire(made!);
    const other = await post();
    expect(other.status).toBe(201);
    expect(errorsOf(await at.act(made!, 'restore'))).toEqual({ '/useCaseId': 'unique' });
    await at.retire(other);
    expect((await at.act(made!, 'restore')).json).toMatchObject({ state: 'draft', retiredAt: null });
    expect((await at.act(made!, 'restore')).json['type']).toBe('/problems/not-retired');
  });

  it('of a use case that is shared is each legal entity’s own', async () => {
    const shared = await at.register.useCase(`Shared ${newId()}`, 'T1', at.firm);
    await at.app.owner.query(
      `INSERT INTO use_case_legal_entity (use_case_id, legal_entity_id, name)
       SELECT use_case_id, $2, name FROM use_case_legal_entity WHERE use_case_id = $1`,
      [shared, at.other],
    );
    expect(errorsOf(await post({ useCaseId: shared }))).toEqual({ '/legalEntityId': 'required' });
    const ours = await post({ useCaseId: shared, legalEntityId: at.firm });
    const theirs = await post({ useCaseId: shared }, at.local);
    expect([ours.json['legalEntityId'], theirs.json['legalEntityId']]).toEqual([at.firm, at.other]);
    expect(idsOf(await at.list(`?useCaseId=${shared}`, at.local))).toEqual([idIn(theirs)]);
    expect((await at.get(ours, '', at.local)).status).toBe(404);
    expect((await at.patch(ours, { setAside: null }, at.local)).status).toBe(404);
    expect((await at.act(ours, 'submit', undefined, at.local)).status).toBe(404);
    expect((await approve(ours, at.local)).status).toBe(404);
    expect((await at.retire(ours, at.local)).status).toBe(404);
    expect(errorsOf(await post({}, at.local))).toEqual({ '/useCaseId': 'unknown-reference' });
    expect(errorsOf(await post({ legalEntityId: at.other }))).toEqual({ '/useCaseId': 'contradiction' });
  });

  it('is found by what was assessed long ago', async () => {
    const assessed = (day: string): object => ({ ratings: [rating({ assessedOn: day })] });
    const old = await post(assessed('2024-03-02'));
    const older = await post({
      ...assessed('2024-03-01'),
      useCaseId: await at.register.useCase(`Use ${newId()}`, 'T1', at.firm),
    });
    expect(idsOf(await at.list('?assessedBefore=2024-03-03'))).toEqual([idIn(older), idIn(old)]);
    expect(idsOf(await at.list('?assessedBefore=2024-03-02'))).toEqual([idIn(older)]);
    const page = await at.list('?sort=oldestAssessedOn&limit=1');
    const next = `?sort=oldestAssessedOn&limit=1&cursor=${String(page.json['nextCursor'])}`;
    expect([idsOf(page), idsOf(await at.list(next))]).toEqual([[idIn(older)], [idIn(old)]]);
    const nothing = await post({ useCaseId: at.useCase, ratings: [{ factor: 'drift' }] });
    expect(nothing.json['oldestAssessedOn']).toBeNull();
    expect(idsOf(await at.list('?sort=-oldestAssessedOn&limit=1'))).toEqual([idIn(nothing)]);
  });

  it('keeps the documents of its mitigations, and names those who left as it did', async () => {
    const proof = await documentOf(at.app);
    const leaver = await at.app.person({ roles: ['procurement'] });
    const mitigations = [{ text: 'Sampled', evidenceId: proof }];
    const ratings = [rating({ assessorId: leaver.id, mitigations })];
    const made = await post({ ratings });
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
    await at.app.owner.query('UPDATE person SET retired_at = now() WHERE id = $1', [leaver.id]);
    const more = [...ratings, { factor: 'drift' }];
    const changed = await at.patch(made, { ratings: more });
    expect(changed.status).toBe(200);
    await at.retire(changed);
    expect((await at.retireDocument(proof)).status).toBe(204);
    expect(errorsOf(await at.act(changed, 'restore'))).toEqual({
      '/ratings/0/mitigations/0/evidenceId': 'retired-reference',
    });
    expect(errorsOf(await post({ ratings: [rating({ assessorId: leaver.id })] }))).toEqual({
      '/ratings/0/assessorId': 'retired-reference',
    });
  });
});

describe('a high risk', () => {
  it('of the statement in force is not left out, set aside or forgotten by the next one', async () => {
    const first = await approved({ ratings: [high('drift'), high('outage')] });
    const next = await post({ ratings: [rating({ factor: 'drift', rating: 'low', reason: 'Measured.' })] });
    const forgetting: object[] = [
      {},
      { setAside: { factors: ['outage'], reason: 'Not used.' } },
      { ratings: [high('drift'), { factor: 'outage' }], setAside: null },
    ];
    const pointers = ['/ratings', '/ratings', '/ratings/1/rating'];
    let last = next;
    for (const [i, change] of forgetting.entries()) {
      last = await at.patch(last, change);
      const refused = await at.act(last, 'submit');
      expect([refused.status, refused.json['type'], errorsOf(refused)]).toEqual([
        ...[409, '/problems/adverse-finding', { [pointers[i]!]: 'risk-forgotten' }],
      ]);
    }
    const kept = await at.retire(first);
    expect([kept.json['type'], errorsOf(kept)]).toEqual([
      ...['/problems/adverse-finding', { '/ratings': 'risk-forgotten' }],
    ]);
    const lower = [high('drift'), rating({ factor: 'outage', rating: 'medium', reason: 'Two routes now.' })];
    const done = await approve(await at.act(await at.patch(last, { ratings: lower }), 'submit'));
    expect(done.json).toMatchObject({ state: 'approved', high: ['drift'] });
  });

  it('that came into force since a statement was submitted is not forgotten by its approval', async () => {
    const next = await submitted();
    await at.app.owner.query(
      `INSERT INTO risk_statement (id, legal_entity_id, use_case_id, catalogue_version, ratings, unrated, state, submitted_hash,
         approved_hash, approved_by, created_by, prepared_by)
       VALUES ($1, $2, $3, 1, $4, '{}', 'approved', repeat('a', 64), repeat('a', 64), 'y', 'x', '{x}')`,
      [newId(), at.firm, useCase, JSON.stringify([high('outage')])],
    );
    expect(errorsOf(await approve(next))).toEqual({ '/ratings': 'risk-forgotten' });
  });

  it('of a statement that nobody approved, or where none is left, does not hold it', async () => {
    const draft = await post({ ratings: [high('drift')] });
    expect((await at.retire(draft)).status).toBe(204);
    const done = await approved();
    expect((await at.retire(done)).status).toBe(204);
    expect((await at.get(done)).json['state']).toBe('approved');
    expect((await at.act(done, 'restore')).json).toMatchObject({
      ...{ state: 'draft', contentHash: null, approvedHash: null, approvedBy: null },
    });
  });
});

describe('the approval of a risk statement', () => {
  it('is given by nobody who wrote, submitted or assessed any of it, by any of their keys, or who may not', async () => {
    const [assessor, writer] = await Promise.all(
      [1, 2].map(() => at.app.person({ roles: ['risk_officer'] })),
    );
    const made = await post({ ratings: [rating({ assessorId: assessor!.id })] });
    const changed = await at.patch(made, { setAside: { factors: ['drift'], reason: 'Fixed.' } }, writer);
    expect((await approve(changed, 'senior_manager')).json['type']).toBe('/problems/not-submitted');
    const put = await at.act(changed, 'submit', undefined, 'procurement');
    const secondKey = await at.app.secondKey(at.app.people.risk_officer);
    for (const as of ['risk_officer', secondKey, assessor!, writer!] as const) {
      const refused = await approve(put, as);
      expect([refused.status, refused.json['type']]).toEqual([409, '/problems/four-eyes']);
    }
    for (const as of ['procurement', 'service', 'auditor', 'admin'] as const) {
      expect((await approve(put, as)).status).toBe(403);
    }
    expect((await at.act(put, 'submit')).json['type']).toBe('/problems/not-a-draft');
    expect((await approve({ ...put, etag: '' })).status).toBe(428);
    expect((await approve(put, 'senior_manager')).json['state']).toBe('approved');
  });

  it('is of what was submitted: a change makes it a draft again', async () => {
    const put = await submitted();
    const same = await at.patch(put, { ratings: [rating()] });
    expect(same.json).toMatchObject({ state: 'submitted' });
    const changed = await at.patch(put, { ratings: [rating({ reason: 'Seen twice.' })] });
    expect(changed.json).toMatchObject({ state: 'draft', contentHash: null });
    expect((await approve(put)).status).toBe(412);
    expect((await approve(changed)).json['type']).toBe('/problems/not-submitted');
    const again = await at.act(changed, 'submit');
    expect(again.json['contentHash']).not.toBe(put.json['contentHash']);
  });

  it('of several at once, or beside a change, is given once', async () => {
    const put = await submitted();
    const officers = await Promise.all([1, 2, 3].map(() => at.app.person({ roles: ['risk_officer'] })));
    const replies = await Promise.all(officers.map((as) => approve(put, as)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
    const next = await submitted();
    const both = await Promise.all([
      approve(next),
      at.patch(next, { ratings: [rating({ reason: 'Otherwise.' })] }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(itemsOf(await at.list(`?useCaseId=${useCase}&state=approved`))).toHaveLength(1);
  });

  it('is of a statement that rates something, of a use case in use', async () => {
    const empty = await post({ ratings: [] });
    expect(errorsOf(await at.act(empty, 'submit'))).toEqual({ '/ratings': 'too-few' });
    const put = await at.act(await at.patch(empty, { ratings: [rating()] }), 'submit');
    await at.app.owner.query('UPDATE use_case SET retired_at = now() WHERE id = $1', [useCase]);
    expect(errorsOf(await approve(put))).toEqual({ '/useCaseId': 'retired-reference' });
  });
});

describe('a risk statement that is not recorded', () => {
  const rated = (more: object): object => ({ ratings: [rating(more)] });
  const wrong: [() => object, Record<string, string>][] = [
    [() => ({ useCaseId: undefined }), { '/useCaseId': 'required' }],
    [() => ({ useCaseId: NOBODY }), { '/useCaseId': 'unknown-reference' }],
    [() => ({ legalEntityId: NOBODY }), { '/legalEntityId': 'unknown-reference' }],
    [() => ({ catalogueVersion: 2 }), { '/catalogueVersion': 'not-among' }],
    [() => ({ catalogueVersion: 1.5 }), { '/catalogueVersion': 'integer' }],
    [() => ({ ratings: ['drift'] }), { '/ratings/0': 'object' }],
    [() => rated({ factor: 'aliens' }), { '/ratings/0/factor': 'unknown-factor' }],
    [() => rated({ factor: 'constructor' }), { '/ratings/0/factor': 'unknown-factor' }],
    [() => rated({ factor: null }), { '/ratings/0/factor': 'string' }],
    [() => rated({ rating: 'severe' }), { '/ratings/0/rating': 'code' }],
    [() => rated({ reason: null }), { '/ratings/0/reason': 'needed-with' }],
    [() => rated({ assessedOn: null }), { '/ratings/0/assessedOn': 'needed-with' }],
    [() => rated({ assessorId: null }), { '/ratings/0/assessorId': 'needed-with' }],
    [() => rated({ assessedOn: '2026-12-02' }), { '/ratings/0/assessedOn': 'not-in-future' }],
    [() => rated({ assessedOn: '2026-02-30' }), { '/ratings/0/assessedOn': 'date' }],
    [() => rated({ assessorId: NOBODY }), { '/ratings/0/assessorId': 'unknown-reference' }],
    [() => rated({ reason: 'x'.repeat(4001) }), { '/ratings/0/reason': 'too-long' }],
    [() => rated({ weight: 3 }), { '/ratings/0/weight': 'unknown-field' }],
    [
      () => rated({ mitigations: [{ text: 'x', evidenceId: NOBODY }] }),
      { '/ratings/0/mitigations/0/evidenceId': 'unknown-reference' },
    ],
    [
      () => rated({ mitigations: [{ text: 'x' }, { text: 'x' }] }),
      { '/ratings/0/mitigations/1/text': 'unique' },
    ],
    [() => ({ ratings: [rating(), rating({ rating: 'low' })] }), { '/ratings/1/factor': 'unique' }],
    [() => ({ setAside: { factors: ['drift'] } }), { '/setAside/reason': 'required' }],
    [() => ({ setAside: { factors: [], reason: 'x' } }), { '/setAside/factors': 'too-few' }],
    [() => ({ setAside: { factors: ['drift', 'drift'], reason: 'x' } }), { '/setAside/factors': 'unique' }],
    [
      () => ({ setAside: { factors: ['drift', '漂移'], reason: 'x' } }),
      { '/setAside/factors/1': 'unknown-factor' },
    ],
    [
      () => ({ setAside: { factors: ['hallucination'], reason: 'x' } }),
      { '/setAside/factors/0': 'contradiction' },
    ],
    [() => ({ unrated: [] }), { '/unrated': 'unknown-field' }],
    [() => ({ state: 'approved' }), { '/state': 'unknown-field' }],
  ];
  it.each(wrong.map(([more, errors]) => [errors, more] as const))('%j', async (errors, more) => {
    const before = itemsOf(await at.list('?limit=200')).length;
    const refused = await post(more());
    expect([refused.status, errorsOf(refused)]).toEqual([422, errors]);
    expect(itemsOf(await at.list('?limit=200'))).toHaveLength(before);
  });

  it('by who may not, or with a document of another legal entity; and is once under one key', async () => {
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({}, as)).status).toBe(403);
    }
    const foreign = await documentOf(at.app, { legalEntityId: at.other });
    const mitigations = [{ text: 'x', evidenceId: foreign }];
    expect(errorsOf(await post({ ratings: [rating({ mitigations })] }))).toEqual({
      '/ratings/0/mitigations/0/evidenceId': 'contradiction',
    });
    const headers = { 'idempotency-key': newId() };
    const [one, two] = [await post({}, 'service', headers), await post({}, 'service', headers)];
    expect([one.status, idIn(two)]).toEqual([201, idIn(one)]);
  });
});
