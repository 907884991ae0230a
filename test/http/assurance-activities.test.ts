import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { type As, AssuranceApp, idIn, NOBODY } from '../harness/assurance-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

const HASH = 'a'.repeat(64);

let at: AssuranceApp;
beforeAll(async () => {
  at = await AssuranceApp.start('/api/v1/assurance-activities');
});
afterAll(() => at.app.close());

const body = (more: object = {}): object => ({
  ...{ kind: 'validation', legalEntityId: at.firm, subject: { type: 'use_case', id: at.useCase } },
  ...{ performedOn: '2026-11-20', ...more },
});
const post = (more: object = {}, as?: As, headers = {}): Promise<Reply> =>
  at.send('POST', '', body(more), { as, headers });
const issue = (more: object = {}): object => ({
  ...{ text: 'Names are confused', ownerId: at.second.id, dueOn: '2027-01-31', dealtWith: 'open', ...more },
});

describe('an assurance activity', () => {
  it('is recorded, read, listed, changed, retired and restored, each in the audit log', async () => {
    const made = await post({
      ...{ scope: ['performance'], performedBy: at.second.id, outcome: 'passed' },
      ...{ scopeComponentIds: [at.model], evidenceIds: [at.document], nextDueOn: '2027-11-20' },
      summary: '  By two analysts ',
    });
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`/api/v1/assurance-activities/${idIn(made)}`);
    expect(made.json).toMatchObject({
      ...{ kind: 'validation', legalEntityId: at.firm, subject: { type: 'use_case', id: at.useCase } },
      ...{ configurationHash: await at.hash(), configurationState: 'current', performedOn: '2026-11-20' },
      ...{ performedBy: at.second.id, performer: null, scope: ['performance'], outcome: 'passed' },
      ...{ scopeComponentIds: [at.model], openIssues: [], target: null, result: null, breaches: null },
      ...{ evidenceIds: [at.document], nextDueOn: '2027-11-20', summary: 'By two analysts', rulings: [] },
      ...{ preparedBy: [at.app.people.risk_officer], retiredAt: null },
    });
    expect((await at.get(made)).json).toEqual(made.json);
    const changed = await at.patch(made, { outcome: 'passed_with_issues', openIssues: [issue()] });
    expect(changed.json).toMatchObject({
      outcome: 'passed_with_issues',
      openIssues: [{ ...issue(), reason: null }],
    });
    const again = await at.patch(changed, { openIssues: [issue()] });
    expect(again.etag).toBe(changed.etag);
    expect((await at.patch(made, { summary: 'x' })).status).toBe(412);
    expect((await at.send('PATCH', `/${idIn(made)}`, { summary: 'x' })).status).toBe(428);
    const fixed = await at.patch(changed, { outcome: 'passed', openIssues: [issue({ dealtWith: 'fixed' })] });
    expect(fixed.status).toBe(200);
    expect((await at.retire(fixed)).status).toBe(204);
    const gone = await at.get(made);
    expect((await at.patch(gone, { summary: 'x' })).status).toBe(409);
    const query = `?kind=validation&useCaseId=${at.useCase}`;
    expect(idsOf(await at.list(query))).toEqual([]);
    expect(idsOf(await at.list(`${query}&includeRetired=true`))).toEqual([idIn(made)]);
    const back = await at.act(gone, 'restore');
    expect(back.json).toMatchObject({ outcome: 'passed', retiredAt: null });
    expect((await at.act(gone, 'restore')).status).toBe(409);
    expect(await at.actions(made)).toEqual([
      ...['assurance_activity.changed', 'assurance_activity.changed', 'assurance_activity.registered'],
      ...['assurance_activity.restored', 'assurance_activity.retired'],
    ]);
  });

  it('of a component, of a provider and of a legal entity is found by what it is of', async () => {
    const of = (type: string, id: string) => post({ kind: 'adversarial_test', subject: { type, id } });
    const [model, vendor, firm] = await Promise.all([
      of('component', at.model),
      of('provider', at.vendor),
      of('legal_entity', at.firm),
    ]);
    expect([model, vendor, firm].map(({ json }) => [json['subject'], json['configurationState']])).toEqual([
      [{ type: 'component', id: at.model }, 'unknown'],
      [{ type: 'provider', id: at.vendor }, 'unknown'],
      [{ type: 'legal_entity', id: at.firm }, 'unknown'],
    ]);
    expect(idsOf(await at.list(`?componentId=${at.model}`))).toEqual([idIn(model)]);
    expect(idsOf(await at.list(`?providerId=${at.vendor}`))).toEqual([idIn(vendor)]);
  });

  it('that is due again is found by the day, and listed by it', async () => {
    const due = (day: string) => post({ kind: 'threat_review', nextDueOn: day });
    const [late, early] = [await due('2027-03-02'), await due('2027-03-01')];
    const query = '?kind=threat_review&dueBefore=';
    expect(idsOf(await at.list(`${query}2027-03-03`))).toEqual([idIn(early), idIn(late)]);
    expect(idsOf(await at.list(`${query}2027-03-02`))).toEqual([idIn(early)]);
    const first = await at.list('?kind=threat_review&limit=1&sort=nextDueOn');
    const cursor = first.json['nextCursor'] as unknown as string;
    expect(idsOf(await at.list(`?kind=threat_review&limit=1&sort=nextDueOn&cursor=${cursor}`))).toEqual([
      idIn(late),
    ]);
  });

  it('is read as it was', async () => {
    const made = await post({ kind: 'legal_review', outcome: 'unknown' });
    const before = await at.app.instant();
    await at.patch(made, { outcome: 'passed' });
    expect((await at.get(made, `?asOf=${before}`)).json['outcome']).toBe('unknown');
    expect((await at.get(made)).json['outcome']).toBe('passed');
  });

  it('that is sent twice under one key is recorded once', async () => {
    const headers = { 'idempotency-key': newId() };
    const [one, two] = [
      await post({ kind: 'suspension_test' }, undefined, headers),
      await post({ kind: 'suspension_test' }, undefined, headers),
    ];
    expect(idIn(two)).toBe(idIn(one));
    expect(idsOf(await at.list('?kind=suspension_test'))).toEqual([idIn(one)]);
  });

  it('of another legal entity is not there', async () => {
    const made = await post({ kind: 'disclosure_check' });
    expect((await at.get(made, '', at.local)).status).toBe(404);
    expect((await at.patch(made, { summary: 'x' }, at.local)).status).toBe(404);
    expect((await at.retire(made, at.local)).status).toBe(404);
    expect(idsOf(await at.list('?kind=disclosure_check', at.local))).toEqual([]);
    const foreign = await post({}, at.local);
    expect([foreign.status, errorsOf(foreign)]).toEqual([422, { '/legalEntityId': 'unknown-reference' }]);
  });

  it('keeps its documents, and names those who left as it did', async () => {
    const proof = await documentOf(at.app);
    const leaver = await at.app.person({ roles: ['risk_officer'] });
    const open = issue({ ownerId: leaver.id });
    const made = await post({
      kind: 'gap_analysis',
      evidenceIds: [proof],
      performedBy: leaver.id,
      openIssues: [open],
    });
    expect((await at.retireDocument(proof)).json['type']).toBe('/problems/in-use');
    await at.app.owner.query('UPDATE person SET retired_at = now() WHERE id = $1', [leaver.id]);
    const more = [open, issue({ text: 'Another' })];
    expect((await at.patch(made, { openIssues: more })).status).toBe(200);
    const named = await post({ kind: 'gap_analysis', performedBy: leaver.id });
    expect(errorsOf(named)).toEqual({ '/performedBy': 'retired-reference' });
  });
});

describe('what an assurance activity found', () => {
  it('as failed stays failed, whatever is done to the record', async () => {
    const made = await post({ kind: 'fitness_decision', outcome: 'failed' });
    for (const outcome of ['unknown', 'passed', 'passed_with_issues']) {
      const refused = await at.patch(made, { outcome, openIssues: [issue({ dealtWith: 'fixed' })] });
      expect([refused.status, errorsOf(refused)]).toEqual([409, { '/outcome': 'not-to-be-forgotten' }]);
    }
    const kept = await at.retire(made);
    expect([kept.status, kept.json['type'], errorsOf(kept)]).toEqual([
      ...[409, '/problems/adverse-finding', { '': 'not-to-be-forgotten' }],
    ]);
    const later = await post({
      kind: 'fitness_decision',
      outcome: 'passed',
      performedOn: '2026-11-25',
      summary: 'Passed now',
    });
    expect(later.status).toBe(201);
    expect((await at.get(made)).json['outcome']).toBe('failed');
  });

  it('as issues stays in the list with what was done about them', async () => {
    const made = await post({ kind: 'legal_review', outcome: 'passed_with_issues', openIssues: [issue()] });
    const forgotten = [
      { openIssues: [issue({ text: 'Other words' })] },
      { openIssues: [issue({ dealtWith: 'unknown' })] },
      { outcome: 'unknown' },
    ];
    for (const change of forgotten) {
      const refused = await at.patch(made, change);
      expect([refused.status, refused.json['type']]).toEqual([409, '/problems/adverse-finding']);
    }
    expect((await at.retire(made)).status).toBe(409);
    const dealt = await at.patch(made, {
      openIssues: [issue({ dealtWith: 'accepted', reason: 'Rare, and marked.' })],
    });
    expect(dealt.status).toBe(200);
    expect((await at.retire(dealt)).status).toBe(204);
  });

  it('as a missed target, or as breaches, is not forgotten', async () => {
    const missed = await post({ kind: 'accuracy_test', target: 0.9, result: 0.8 });
    for (const change of [{ target: 0.7 }, { result: null }, { result: 0.95 }, { target: null }]) {
      expect(errorsOf(await at.patch(missed, change))).toEqual({ '/result': 'not-to-be-forgotten' });
    }
    expect((await at.retire(missed)).status).toBe(409);
    expect(errorsOf(await at.patch(missed, { outcome: 'passed' }))).toEqual({ '/outcome': 'contradiction' });
    const run = await post({ kind: 'monitoring_run', target: 5, result: 3, breaches: 'Ticket 1' });
    expect(errorsOf(await at.patch(run, { breaches: null }))).toEqual({ '/breaches': 'not-to-be-forgotten' });
    expect((await at.retire(run)).status).toBe(409);
  });
});

describe('an assurance activity that is not recorded', () => {
  it.each<[object, Record<string, string>]>([
    [{ kind: 'audit' }, { '/kind': 'code' }],
    [{ kind: undefined }, { '/kind': 'required' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ subject: { type: 'use_case', id: NOBODY } }, { '/subject/id': 'unknown-reference' }],
    [{ subject: { type: 'component', id: NOBODY } }, { '/subject/id': 'unknown-reference' }],
    [{ subject: { type: 'provider', id: NOBODY } }, { '/subject/id': 'unknown-reference' }],
    [{ subject: { type: 'legal_entity', id: NOBODY } }, { '/subject/id': 'contradiction' }],
    [{ subject: { type: 'person', id: NOBODY } }, { '/subject/type': 'code' }],
    [{ subject: null }, { '/subject': 'object' }],
    [{ performedOn: '2026-12-02' }, { '/performedOn': 'not-in-future' }],
    [{ performedOn: '2026-02-30' }, { '/performedOn': 'date' }],
    [{ configurationHash: HASH.toUpperCase() }, { '/configurationHash': 'sha256' }],
    [{ performedBy: NOBODY }, { '/performedBy': 'unknown-reference' }],
    [{ performer: '' }, { '/performer': 'too-short' }],
    [{ kind: 'legal_review', scope: ['performance'] }, { '/scope': 'only-with' }],
    [{ scope: ['design'] }, { '/scope': 'code' }],
    [{ scopeComponentIds: [NOBODY] }, { '/scopeComponentIds/0': 'unknown-reference' }],
    [{ outcome: 'passed_with_issues' }, { '/openIssues': 'needed-with' }],
    [{ nextDueOn: '2026-11-20' }, { '/nextDueOn': 'contradiction' }],
    [{ target: 1 }, { '/target': 'only-with' }],
    [{ result: 'good' }, { '/result': 'number' }],
    [{ breaches: 'x' }, { '/breaches': 'only-with' }],
    [{ kind: 'accuracy_test', outcome: 'passed', target: 2, result: 1 }, { '/outcome': 'contradiction' }],
    [{ evidenceIds: [NOBODY] }, { '/evidenceIds/0': 'unknown-reference' }],
    [{ openIssues: [{ text: 'x', dealtWith: 'open' }] }, { '/openIssues/0/ownerId': 'needed-with' }],
    [{ openIssues: [{ text: 'x', dealtWith: 'accepted' }] }, { '/openIssues/0/reason': 'needed-with' }],
    [{ openIssues: [{ text: 'x' }, { text: 'x' }] }, { '/openIssues/1/text': 'unique' }],
    [{ openIssues: [{ text: 'x', ownerId: NOBODY }] }, { '/openIssues/0/ownerId': 'unknown-reference' }],
    [{ outcome: 'passed', openIssues: [{ text: 'x' }] }, { '/outcome': 'contradiction' }],
    [{ summary: 'x'.repeat(4001) }, { '/summary': 'too-long' }],
    [{ configurationState: 'current' }, { '/configurationState': 'unknown-field' }],
  ])('%j', async (more, errors) => {
    const before = itemsOf(await at.list('?limit=200')).length;
    const refused = await post(more);
    expect([refused.status, errorsOf(refused)]).toMatchObject([422, errors]);
    expect(itemsOf(await at.list('?limit=200'))).toHaveLength(before);
  });

  it('by two performers at once, on a use case of another legal entity, or by who may not', async () => {
    const two = await post({ performedBy: at.second.id, performer: 'Testing House' });
    expect(errorsOf(two)).toEqual({ '/performer': 'contradiction' });
    const theirs = await at.register.useCase('Theirs', 'T2', at.other);
    const foreign = await post({ subject: { type: 'use_case', id: theirs } });
    expect(errorsOf(foreign)).toEqual({ '/subject/id': 'contradiction' });
    for (const as of ['auditor', 'senior_manager', 'admin'] as const) {
      expect((await post({}, as)).status).toBe(403);
    }
    expect((await post({}, 'service')).status).toBe(201);
  });
});

describe('a ruling on what changed since', () => {
  const rule = (made: Reply, more: object, as: As = at.second): Promise<Reply> =>
    at.send('POST', `/${idIn(made)}/rulings`, { ruling: 'minor', reason: 'Only a patch', ...more }, { as });
  const stateOf = async (made: Reply, query = ''): Promise<unknown> =>
    (await at.get(made, query)).json['configurationState'];

  it('is about exactly two stacks: minor keeps the activity, material voids it', async () => {
    const first = await at.changeStack('1.0');
    const made = await post();
    expect(made.json).toMatchObject({ configurationHash: first, configurationState: 'current' });
    const second = await at.changeStack('1.1');
    expect(await stateOf(made)).toBe('changed');
    const before = await at.app.instant();
    const ruled = await rule(made, { configurationHash: second });
    expect(ruled.status).toBe(200);
    expect(ruled.json).toMatchObject({
      configurationState: 'current',
      rulings: [
        {
          ...{ ruling: 'minor', fromHash: first, toHash: second },
          ...{ reason: 'Only a patch', ruledBy: at.second.id },
        },
      ],
    });
    expect(ruled.etag).not.toBe(made.etag);
    expect((await at.get(made)).json).toEqual(ruled.json);
    expect(await stateOf(made, `?asOf=${before}`)).toBe('changed');
    const third = await at.changeStack('2.0');
    expect(await stateOf(made)).toBe('changed');
    const voided = await rule(made, { configurationHash: third, ruling: 'material' });
    expect(voided.json['configurationState']).toBe('void');
    await at.changeStack('1.1');
    expect(await stateOf(made)).toBe('current');
    expect(await at.actions(made)).toContain('assurance_activity.ruled');
  });

  it('stands; only that a change is material after all is said later', async () => {
    const made = await post();
    const hash = await at.changeStack('3.0');
    expect((await rule(made, { configurationHash: hash })).status).toBe(200);
    const twice = await rule(made, { configurationHash: hash });
    expect([twice.status, twice.json['type']]).toEqual([409, '/problems/already-decided']);
    const after = await rule(made, { configurationHash: hash, ruling: 'material' });
    expect(after.json['configurationState']).toBe('void');
    expect((await rule(made, { configurationHash: hash })).status).toBe(409);
    expect((await rule(made, { configurationHash: hash, ruling: 'material' })).status).toBe(409);
  });

  it('by two at once is given once', async () => {
    const made = await post();
    const configurationHash = await at.changeStack('4.0');
    const answers = await Promise.all([1, 2, 3].map(() => rule(made, { configurationHash })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it('is not given on another stack than that of now, or where nothing changed', async () => {
    const made = await post();
    const same = await rule(made, { configurationHash: await at.hash() });
    expect([same.status, errorsOf(same)]).toEqual([422, { '/configurationHash': 'not-changed' }]);
    await at.changeStack('5.0');
    const stale = await rule(made, { configurationHash: HASH });
    expect([stale.status, errorsOf(stale)]).toEqual([422, { '/configurationHash': 'other-configuration' }]);
    const unbound = await post({ configurationHash: null });
    expect(unbound.json['configurationState']).toBe('unknown');
    const none = await rule(unbound, { configurationHash: await at.hash() });
    expect(errorsOf(none)).toEqual({ '/configurationHash': 'not-changed' });
    const bad = await rule(made, { configurationHash: 'x', ruling: 'major', reason: '' });
    expect(errorsOf(bad)).toEqual({
      ...{ '/configurationHash': 'too-short', '/ruling': 'code', '/reason': 'too-short' },
    });
  });

  it('is not given by who recorded the activity, changed it or did it, by any of their keys, or who may not', async () => {
    const doer = await at.app.person({ roles: ['risk_officer'] });
    const changer = await at.app.person({ roles: ['risk_officer'] });
    const made = await post({ performedBy: doer.id });
    await at.patch(made, { summary: 'More' }, changer);
    const configurationHash = await at.changeStack('6.0');
    const secondKey = await at.app.secondKey(at.app.people.risk_officer);
    for (const as of ['risk_officer', secondKey, doer, changer] as const) {
      const refused = await rule(made, { configurationHash }, as);
      expect([refused.status, refused.json['type']]).toEqual([409, '/problems/four-eyes']);
    }
    for (const as of ['procurement', 'service', 'auditor', 'admin'] as const) {
      expect((await rule(made, { configurationHash }, as)).status).toBe(403);
    }
    expect((await rule(made, { configurationHash }, at.local)).status).toBe(404);
    expect(await stateOf(made)).toBe('changed');
    expect((await rule(made, { configurationHash }, 'senior_manager')).status).toBe(200);
    const current = await at.get(made);
    await at.retire(current);
    expect((await rule(made, { configurationHash, ruling: 'material' })).json['type']).toBe(
      '/problems/retired',
    );
  });
});
