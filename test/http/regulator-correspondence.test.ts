import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssuranceApp;
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/regulator-correspondence');
  await at.app.setClock('2026-12-20T02:00:00Z');
});
afterAll(() => at.app.close());

const body = (more: object = {}): object => ({
  ...{ kind: 'notification', legalEntityId: at.firm, useCaseIds: [at.useCase], ...more },
});
const post = (more: object = {}, as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', '', body(more), { as, headers });
const decided = (decision: string, more: object = {}): object => ({
  ...{ decision, decidedBy: at.second.id, decidedOn: '2026-12-10', decisionReason: 'As advised.', ...more },
});

describe('correspondence with the regulator', () => {
  it('is recorded, read, listed, changed, retired and restored, each in the audit log', async () => {
    const given = {
      ...decided('notify', { changeTookPlaceOn: '2026-12-17', reference: 'W-1', caseOfficer: 'Ms Chan' }),
      ...{ evidenceIds: [at.document], summary: ' A new service ' },
    };
    const made = await post(given);
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/regulator-correspondence/${idIn(made)}`);
    expect(made.json).toMatchObject({
      ...{ ...given, summary: 'A new service', kind: 'notification', legalEntityId: at.firm },
      ...{ useCaseIds: [at.useCase], sentOn: null, retiredAt: null },
    });
    expect((await at.get(made)).json).toEqual(made.json);
    expect(itemsOf(await at.list(`?useCaseId=${at.useCase}&kind=notification`))).toEqual([made.json]);
    const sent = await at.patch(made, { sentOn: '2026-12-18' });
    expect(sent.json).toMatchObject({ sentOn: '2026-12-18', dueOn: '2026-12-28' });
    expect((await at.patch(sent, { sentOn: '2026-12-18' })).etag).toBe(sent.etag);
    expect((await at.patch(made, { sentOn: null })).status).toBe(412);
    expect((await at.send('PATCH', `/${idIn(made)}`, {})).status).toBe(428);
    expect((await at.retire(sent)).status).toBe(204);
    const gone = await at.get(made);
    expect((await at.patch(gone, { summary: 'x' })).status).toBe(409);
    expect(idsOf(await at.list(`?useCaseId=${at.useCase}`))).toEqual([]);
    expect(idsOf(await at.list(`?useCaseId=${at.useCase}&includeRetired=true`))).toEqual([idIn(made)]);
    expect((await at.act(gone, 'restore')).json).toMatchObject({ sentOn: '2026-12-18', retiredAt: null });
    expect((await at.act(gone, 'restore')).status).toBe(409);
    expect(await at.actions(made)).toEqual(
      ['changed', 'registered', 'restored', 'retired'].map((what) => `regulator_correspondence.${what}`),
    );
  });

  it('is read as it was, and sent twice under one key recorded once', async () => {
    const headers = { 'idempotency-key': newId() };
    const made = await post({ kind: 'enquiry', summary: 'One' }, undefined, headers);
    expect(idIn(await post({ kind: 'enquiry', summary: 'One' }, undefined, headers))).toBe(idIn(made));
    expect(idsOf(await at.list('?kind=enquiry'))).toEqual([idIn(made)]);
    const before = await at.app.instant();
    await at.patch(made, { summary: 'Two' });
    expect((await at.get(made, `?asOf=${before}`)).json['summary']).toBe('One');
  });

  it('of another legal entity is not there', async () => {
    const made = await post({ kind: 'early_discussion' });
    expect((await at.get(made, '', at.local)).status).toBe(404);
    expect((await at.patch(made, { summary: 'x' }, at.local)).status).toBe(404);
    expect(idsOf(await at.list('', at.local))).toEqual([]);
    expect(errorsOf(await post({}, at.local))).toMatchObject({ '/legalEntityId': 'unknown-reference' });
  });

  it('keeps its documents', async () => {
    const proof = await documentOf(at.app);
    await post({ kind: 'flexibility', evidenceIds: [proof] });
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
  });
});

describe('a notice', () => {
  const dueOf = async (more: object): Promise<unknown[]> => {
    const { json } = await post(more);
    return [json['dueOn'], json['dueOnWithoutSaturdays'], json['notDueBecause']];
  };

  it('is due seven business days after the change, by both readings of a Saturday', async () => {
    expect(await dueOf({ changeTookPlaceOn: '2026-12-17' })).toEqual(['2026-12-28', '2026-12-29', null]);
    expect(await dueOf(decided('notify', { changeTookPlaceOn: '2026-12-01' }))).toEqual([
      ...['2026-12-09', '2026-12-10', null],
    ]);
    const { json } = await post();
    expect(json).toMatchObject({ mayExtend: true, holidaysKnownUntil: '2027-12-31' });
  });

  it('is not due where there is none to give, or nobody can say', async () => {
    const change = { changeTookPlaceOn: '2026-12-17' };
    expect(await dueOf({})).toEqual([null, null, 'no_day_of_change']);
    expect(await dueOf(decided('not_a_significant_change', change))).toEqual([
      ...[null, null, 'not_a_significant_change'],
    ]);
    expect(await dueOf({ kind: 'enquiry' })).toEqual([null, null, 'not_a_notification']);
    const beyond = 'beyond_known_holidays';
    expect(await dueOf({ changeTookPlaceOn: '2028-03-01' })).toEqual([null, null, beyond]);
    expect(await dueOf({ changeTookPlaceOn: '2027-12-21' })).toEqual(['2027-12-31', '2027-12-31', null]);
    expect(await dueOf({ changeTookPlaceOn: '2027-12-22' })).toEqual([null, null, beyond]);
    expect(await dueOf({ changeTookPlaceOn: '2019-03-01' })).toEqual([null, null, beyond]);
    expect(await dueOf({ changeTookPlaceOn: '9999-12-31' })).toEqual([null, null, beyond]);
  });

  it('that is owed is found by the day on which it is due, page by page', async () => {
    const useCaseIds = [await at.register.useCase('Found', 'T1', at.firm)];
    const of = (more: object) => post({ useCaseIds, ...more });
    const late = await of({ changeTookPlaceOn: '2026-11-19' });
    const early = await of({ changeTookPlaceOn: '2026-11-18' });
    await of(decided('notify', { changeTookPlaceOn: '2026-11-02', sentOn: '2026-11-03' }));
    await of(decided('not_a_significant_change', { changeTookPlaceOn: '2026-11-02' }));
    await of({});
    await of({ kind: 'enquiry' });
    expect([early.json['dueOn'], late.json['dueOn']]).toEqual(['2026-11-26', '2026-11-27']);
    const query = `?useCaseId=${useCaseIds[0]}&dueBefore=`;
    expect(idsOf(await at.list(`${query}2026-11-28`))).toEqual([idIn(early), idIn(late)]);
    expect(idsOf(await at.list(`${query}2026-11-27`))).toEqual([idIn(early)]);
    expect(idsOf(await at.list(`${query}2026-11-26`))).toEqual([]);
    expect(idsOf(await at.list(`${query}0001-01-01`))).toEqual([]);
    const first = await at.list(`${query}9999-12-31&limit=1`);
    expect(itemsOf(first)).toMatchObject([{ id: idIn(early), dueOn: '2026-11-26' }]);
    const cursor = first.json['nextCursor'] as unknown as string;
    expect(idsOf(await at.list(`${query}9999-12-31&limit=1&cursor=${cursor}`))).toEqual([idIn(late)]);
  });

  it('that may be owed is not forgotten', async () => {
    const owed = await post(decided('notify', { changeTookPlaceOn: '2026-12-17' }));
    const undecided = { decision: 'undecided', decidedBy: null, decidedOn: null };
    for (const [change, field] of [
      [undecided, '/decision'],
      [{ ...undecided, decision: 'unknown' }, '/decision'],
      [{ changeTookPlaceOn: null }, '/changeTookPlaceOn'],
    ] as const) {
      const refused = await at.patch(owed, change);
      expect([refused.status, errorsOf(refused)]).toEqual([409, { [field]: 'not-to-be-forgotten' }]);
    }
    expect(errorsOf(await at.retire(owed))).toEqual({ '': 'not-to-be-forgotten' });
    expect((await at.retire(await post({ changeTookPlaceOn: '2026-12-17' }))).status).toBe(409);
    const settled = await at.patch(owed, { decision: 'not_a_significant_change' });
    expect((await at.retire(settled)).status).toBe(204);
    expect((await at.retire(await post())).status).toBe(204);
  });
});

describe('correspondence that is not recorded', () => {
  const own = (more: object) => () => decided('notify', more);
  it.each<[string, () => object, Record<string, string>]>([
    ['of no kind', () => ({ kind: 'letter' }), { '/kind': 'code' }],
    [
      'of no legal entity',
      () => ({ legalEntityId: NOBODY, useCaseIds: [] }),
      { '/legalEntityId': 'unknown-reference' },
    ],
    [
      'about no use case',
      () => ({ useCaseIds: [at.useCase, NOBODY] }),
      { '/useCaseIds/1': 'unknown-reference' },
    ],
    [
      'about one twice',
      () => ({ useCaseIds: [at.useCase, at.useCase.toUpperCase()] }),
      { '/useCaseIds': 'unique' },
    ],
    [
      'by nobody, on no day',
      () => ({ decision: 'notify' }),
      { '/decidedBy': 'needed-with', '/decidedOn': 'needed-with' },
    ],
    ['by a stranger', own({ decidedBy: NOBODY }), { '/decidedBy': 'unknown-reference' }],
    ['decided tomorrow', own({ decidedOn: '2026-12-21' }), { '/decidedOn': 'not-in-future' }],
    ['sent tomorrow', own({ sentOn: '2026-12-21' }), { '/sentOn': 'not-in-future' }],
    [
      'that is insignificant, and not why',
      () => decided('not_a_significant_change', { decisionReason: null }),
      { '/decisionReason': 'needed-with' },
    ],
    [
      'that is insignificant, and sent',
      () => decided('not_a_significant_change', { sentOn: '2026-12-18' }),
      { '/sentOn': 'contradiction' },
    ],
    [
      'that is undecided, by somebody',
      () => ({ decision: 'undecided', decidedBy: at.second.id }),
      { '/decidedBy': 'only-with' },
    ],
    [
      'an enquiry with a decision',
      () => ({ kind: 'enquiry', ...decided('notify', { changeTookPlaceOn: '2026-12-17' }) }),
      { '/decision': 'only-with', '/decidedBy': 'only-with', '/changeTookPlaceOn': 'only-with' },
    ],
    ['on no day', () => ({ changeTookPlaceOn: '2026-02-29' }), { '/changeTookPlaceOn': 'date' }],
    ['with no document', () => ({ evidenceIds: [NOBODY] }), { '/evidenceIds/0': 'unknown-reference' }],
    ['with a due day', () => ({ dueOn: '2026-12-28' }), { '/dueOn': 'unknown-field' }],
    ['at length', () => ({ caseOfficer: 'x'.repeat(201) }), { '/caseOfficer': 'too-long' }],
  ])('%s', async (_what, more, errors) => {
    const before = itemsOf(await at.list('?limit=200')).length;
    const refused = await post(more());
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect(itemsOf(await at.list('?limit=200'))).toHaveLength(before);
  });

  it('about a use case of another legal entity, or by who may not', async () => {
    const theirs = await at.register.useCase('Theirs', 'T2', at.other);
    expect(errorsOf(await post({ useCaseIds: [theirs] }))).toEqual({ '/useCaseIds/0': 'contradiction' });
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({}, as)).status).toBe(403);
    }
    expect((await post({}, 'procurement')).status).toBe(201);
  });
});
