import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import { AssessmentApp, idIn, type Template, unique } from '../harness/assessment-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssessmentApp;
let template: Template;
beforeAll(async () => {
  at = await AssessmentApp.start();
  template = await at.template('provider@1');
});
afterAll(() => at.app.close());

const partsOf = (reply: Reply, field: string): Record<string, unknown>[] =>
  reply.json[field] as unknown as Record<string, unknown>[];

describe('submitting', () => {
  it('needs every answer, its documents, and a conclusion on each section', async () => {
    const reply = await at.act(await at.begin(), 'submit');
    expect(errorsOf(reply)).toEqual({
      ...{ '/answers': 'unanswered', '/conclusions': 'not-concluded', '/acceptanceStandardId': 'required' },
    });
    const bare = at.bestAnswers(template).map(({ question, value }) => ({ question, value }));
    expect(errorsOf(await at.act(await at.ready({ answers: bare }), 'submit'))).toEqual({
      '/answers': 'evidence-needed',
    });
  });

  it('takes no gaps without somebody who deals with them, and no head without a document', async () => {
    const conclusions = at.conclusions(template, { resources: 'gaps' });
    const i = template.sections.findIndex(({ code }) => code === 'resources');
    const made = await at.ready({ conclusions });
    expect(errorsOf(await at.act(made, 'submit'))).toEqual({
      [`/conclusions/${i}/conclusion`]: 'needs-finding',
    });
    const finding = {
      section: 'resources',
      text: 'Losses.',
      ownerId: at.app.people.risk_officer,
      dueOn: '2027-01-31',
    };
    const found = await at.act(made, 'findings', finding);
    expect(partsOf(found, 'findings')).toMatchObject([{ ...finding, severity: 'unknown', closedOn: null }]);
    expect((await at.act(found, 'submit')).json).toMatchObject({ state: 'submitted' });

    const answers = at.bestAnswers(template).map((one) => {
      const { section, evidence } = template.questions.find(({ code }) => code === one.question)!;
      return section === 'skills' && evidence !== 'required'
        ? { question: one.question, value: one.value }
        : one;
    });
    const unshown = at
      .conclusions(template)
      .map((one) => ((one as { section: string }).section === 'skills' ? { ...one, evidenceIds: [] } : one));
    expect(errorsOf(await at.act(await at.ready({ answers, conclusions: unshown }), 'submit'))).toEqual({
      '/conclusions/0/evidenceIds': 'needed-with',
    });
  });

  it('closes it for changes until it is returned', async () => {
    const put = await at.submitted();
    expect(put.json).toMatchObject({ state: 'submitted', submittedBy: at.app.people.procurement });
    expect(put.json['contentHash']).toMatch(/^[0-9a-f]{64}$/);
    expect((await at.patch(put, { summary: 'Later' })).json['type']).toBe('/problems/not-open');
    expect((await at.act(put, 'submit')).json['type']).toBe('/problems/not-open');
    const finding = {
      section: 'skills',
      text: 'x',
      ownerId: at.app.people.risk_officer,
      dueOn: '2027-01-31',
    };
    expect((await at.act(put, 'findings', finding)).json['type']).toBe('/problems/not-open');
    expect((await at.act(put, 'return', {}, 'risk_officer')).status).toBe(422);
    const back = await at.act(put, 'return', { reason: 'Name the team.' }, 'risk_officer');
    expect(back.json).toMatchObject({
      state: 'returned',
      decisionReason: 'Name the team.',
      contentHash: null,
    });
    const changed = await at.patch(back, { summary: 'Named.' });
    expect(changed.status).toBe(200);
    const again = await at.act(changed, 'submit');
    expect(again.json['contentHash']).not.toBe(put.json['contentHash']);
  });
});

describe('deciding', () => {
  it('is for another person, whichever key they use', async () => {
    const officer = await at.app.person({ roles: ['risk_officer'] });
    const put = await at.act(await at.ready({}, officer), 'submit', undefined, officer);
    for (const what of ['approve', 'reject']) {
      const reply = await at.act(put, what, { reason: 'Fine.' }, officer);
      expect([reply.status, reply.json['type']]).toEqual([409, '/problems/four-eyes']);
    }
    const second = await at.app.secondKey(officer.id);
    expect((await at.act(put, 'approve', {}, second)).json['type']).toBe('/problems/four-eyes');
    const approved = await at.act(put, 'approve', {}, 'risk_officer');
    expect(approved.json).toMatchObject({
      ...{ state: 'approved', decidedBy: at.app.people.risk_officer, contentHash: put.json['contentHash'] },
      ...{ validFrom: '2026-12-01', validTo: '2028-12-01', pilot: null, conditions: [] },
    });
  });

  it('is not for those who only answered once, nor for procurement', async () => {
    const made = await at.ready();
    const officer = await at.app.person({ roles: ['risk_officer'] });
    const answered = await at.patch(made, { answers: [{ question: 'named_ai_team', value: 'no' }] }, officer);
    const put = await at.act(answered, 'submit');
    expect((await at.act(put, 'approve', { reason: 'x' }, officer)).json['type']).toBe('/problems/four-eyes');
    expect((await at.act(put, 'approve', {}, 'procurement')).status).toBe(403);
    expect((await at.act(put, 'approve', {}, 'auditor')).status).toBe(403);
    expect((await at.act(put, 'approve', {}, 'senior_manager')).status).toBe(200);
  });

  it('happens once, of two who decide at once', async () => {
    const put = await at.submitted();
    const others = await Promise.all([1, 2, 3].map(() => at.app.person({ roles: ['risk_officer'] })));
    const replies = await Promise.all(
      others.map((as, i) => at.act(put, i === 1 ? 'reject' : 'approve', { reason: 'Decided.' }, as)),
    );
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });

  it('is not for somebody whose role was just taken away', async () => {
    const put = await at.submitted();
    const officer = await at.app.person({ roles: ['risk_officer'] });
    const person = await at.app.send('admin', 'GET', `/api/v1/users/${officer.id}`);
    const without = await at.app.send('admin', 'PATCH', `/api/v1/users/${officer.id}`, {
      body: { roles: ['auditor'] },
      ifMatch: person.etag,
    });
    expect(without.status).toBe(200);
    const replies = await Promise.all([
      at.act(put, 'approve', {}, officer),
      at.act(put, 'approve', {}, officer),
    ]);
    expect(replies.map(({ status }) => status)).toEqual([403, 403]);
    expect((await at.get(put)).json['state']).toBe('submitted');
  });

  it('is on the version that was read', async () => {
    const put = await at.submitted();
    expect((await at.act({ ...put, etag: '"1"' }, 'approve', {}, 'risk_officer')).status).toBe(412);
    expect((await at.act({ ...put, etag: '' }, 'approve', {}, 'risk_officer')).status).toBe(428);
  });

  it('is on exactly what was submitted: what was changed behind the API is another content', async () => {
    const put = await at.submitted();
    await at.app.owner.query(
      `UPDATE assessment_answer SET value = '"no"' WHERE assessment_id = $1 AND question = 'named_ai_team'`,
      [idIn(put)],
    );
    const now = await at.get(put);
    expect((await at.act({ ...put, etag: now.etag }, 'approve', {}, 'risk_officer')).status).toBe(412);
  });

  it('is once and for all', async () => {
    const approved = await at.act(await at.submitted(), 'approve', {}, 'risk_officer');
    for (const what of ['approve', 'reject', 'return']) {
      expect((await at.act(approved, what, { reason: 'x' }, 'risk_officer')).json['type']).toBe(
        '/problems/not-submitted',
      );
    }
    expect((await at.patch(approved, { summary: 'x' })).json['type']).toBe('/problems/already-decided');
    const gone = await at.send('DELETE', `/${idIn(approved)}`, undefined, { ifMatch: approved.etag });
    expect(gone.json['type']).toBe('/problems/already-decided');
    const document = await at.app.send('procurement', 'GET', `/api/v1/evidence/${at.document}`);
    const dropped = await at.app.send('risk_officer', 'DELETE', `/api/v1/evidence/${at.document}`, {
      ifMatch: document.etag,
    });
    expect(dropped.json['type']).toBe('/problems/in-use');
  });

  it('says why where not everything is met', async () => {
    const conclusions = at.conclusions(template, { model_risk_framework: 'not_assessable' });
    const put = await at.submitted({ conclusions });
    expect(errorsOf(await at.act(put, 'approve', {}, 'risk_officer'))).toEqual({ '/reason': 'needed-with' });
    expect((await at.act(put, 'approve', { reason: 'Watched more often.' }, 'risk_officer')).status).toBe(
      200,
    );
  });

  it('holds no longer than the tier of the uses allows', async () => {
    const provider = await at.register.provider(unique('Tiered'));
    const subject = { type: 'provider', id: provider };
    const model = await at.register.component(unique('Model'), 'language_model', provider);
    const app = await at.register.component(unique('App'), 'application', null);
    const useCase = await at.register.useCase(unique('Use'), 'T2', at.firm);
    await at.register.requires({ useCase }, [{ component: app }]);
    await at.register.requires({ component: app }, [{ component: model }]);
    const put = await at.submitted({ subject });
    const late = await at.act(put, 'approve', { validTo: '2027-12-02' }, 'risk_officer');
    expect(errorsOf(late)).toEqual({ '/validTo': 'within-months' });
    expect(errorsOf(await at.act(put, 'approve', { validTo: '2026-11-30' }, 'risk_officer'))).toEqual({
      '/validTo': 'within-months',
    });
    expect((await at.act(put, 'approve', {}, 'risk_officer')).json).toMatchObject({ validTo: '2027-12-01' });
    const sister = await at.submitted({ subject, legalEntityId: at.other });
    expect((await at.act(sister, 'approve', {}, 'risk_officer')).json).toMatchObject({
      validTo: '2028-12-01',
    });
  });

  it('has conditions with an owner and a day, which are met one by one', async () => {
    const put = await at.submitted();
    const condition = { text: 'Obtain the report.', ownerId: at.app.people.procurement, dueOn: '2027-02-28' };
    const wrong = await at.act(
      put,
      'approve',
      { conditions: [{ ...condition, ownerId: newId(), dueOn: '2026-11-30' }] },
      'risk_officer',
    );
    expect(errorsOf(wrong)).toEqual({
      '/conditions/0/ownerId': 'unknown-reference',
      '/conditions/0/dueOn': 'within-months',
    });
    const approved = await at.act(put, 'approve', { conditions: [condition] }, 'risk_officer');
    expect(approved.json['state']).toBe('approved_with_conditions');
    const [made] = partsOf(approved, 'conditions');
    expect(made).toMatchObject({ ...condition, metOn: null, metBy: null });
    const meet = (reply: Reply, body: object) =>
      at.act(reply, `conditions/${String(made?.['id'])}/meet`, body, 'risk_officer');
    expect(errorsOf(await meet(approved, { on: '2026-12-02' }))).toEqual({ '/on': 'not-in-future' });
    const met = await meet(approved, { on: '2026-12-01', evidenceId: at.document });
    expect(partsOf(met, 'conditions')).toMatchObject([
      { metOn: '2026-12-01', evidenceId: at.document, metBy: at.app.people.risk_officer },
    ]);
    expect((await meet(met, { on: '2026-12-01' })).json['type']).toBe('/problems/already-closed');
    expect(
      (await at.act(met, `conditions/${newId()}/meet`, { on: '2026-12-01' }, 'risk_officer')).status,
    ).toBe(404);
  });

  it('may be for a pilot, with its last day and the data that it may use', async () => {
    const put = await at.submitted();
    const pilot = { endsOn: '2027-03-31', dataClasses: ['public', 'internal'] };
    const long = await at.act(put, 'approve', { pilot: { ...pilot, endsOn: '2027-06-02' } }, 'risk_officer');
    expect(errorsOf(long)).toEqual({ '/pilot/endsOn': 'within-months' });
    expect(
      (await at.act(put, 'approve', { pilot: { ...pilot, dataClasses: [] } }, 'risk_officer')).status,
    ).toBe(422);
    const approved = await at.act(put, 'approve', { pilot }, 'risk_officer');
    expect(approved.json).toMatchObject({ state: 'approved_with_conditions', pilot, validTo: '2027-03-31' });
  });

  it('expires the day after its last', async () => {
    const approved = await at.act(await at.submitted(), 'approve', { validTo: '2026-12-20' }, 'risk_officer');
    await at.app.setClock('2026-12-20T15:59:00Z');
    expect((await at.get(approved)).json['state']).toBe('approved');
    await at.app.setClock('2026-12-20T16:01:00Z');
    expect((await at.get(approved)).json['state']).toBe('expired');
    expect(idsOf(await at.send('GET', '?limit=200&state=expired'))).toContain(idIn(approved));
    expect(idsOf(await at.send('GET', '?limit=200&expiresBefore=2026-12-21'))).toEqual([idIn(approved)]);
    await at.app.setClock('2026-12-01T02:00:00Z');
  });
});

describe('findings', () => {
  const finding = () => ({
    ...{ section: 'skills', question: 'named_ai_team', text: 'No team.', severity: 'high' },
    ...{ ownerId: at.app.people.risk_officer, dueOn: '2027-01-31' },
  });
  const idOfFirst = (reply: Reply): string => String(partsOf(reply, 'findings')[0]?.['id']);

  it('are noted, changed and taken back while the assessment is open', async () => {
    const made = await at.act(await at.begin(), 'findings', finding());
    expect(partsOf(made, 'findings')).toMatchObject([finding()]);
    const path = `/${idIn(made)}/findings/${idOfFirst(made)}`;
    const changed = await at.send('PATCH', path, { severity: 'low' }, { ifMatch: made.etag });
    expect(partsOf(changed, 'findings')).toMatchObject([{ ...finding(), severity: 'low' }]);
    const gone = await at.send('DELETE', path, undefined, { ifMatch: changed.etag });
    expect([gone.status, partsOf(gone, 'findings')]).toEqual([200, []]);
    expect((await at.send('PATCH', path, { severity: 'low' }, { ifMatch: gone.etag })).status).toBe(404);
  });

  it('belong to a section and a question of it, a person, and a day to come', async () => {
    const made = await at.begin();
    const errors = async (more: object) =>
      errorsOf(await at.act(made, 'findings', { ...finding(), ...more }));
    expect(await errors({ section: 'delegation', question: null })).toEqual({ '/section': 'code' });
    expect(await errors({ question: 'no_such' })).toEqual({ '/question': 'unknown-question' });
    expect(await errors({ section: 'resources' })).toEqual({ '/question': 'contradiction' });
    expect(await errors({ ownerId: newId(), dueOn: '2026-11-30' })).toEqual({
      ...{ '/ownerId': 'unknown-reference', '/dueOn': 'has-passed' },
    });
    expect(partsOf(await at.get(made), 'findings')).toEqual([]);
  });

  it('make whoever noted one a preparer', async () => {
    const officer = await at.app.person({ roles: ['risk_officer'] });
    const noted = await at.act(await at.ready(), 'findings', finding(), officer);
    const put = await at.act(noted, 'submit');
    expect((await at.act(put, 'approve', {}, officer)).json['type']).toBe('/problems/four-eyes');
  });

  it('are closed with how and since when, and stay so', async () => {
    const noted = await at.act(await at.ready(), 'findings', finding());
    const approved = await at.act(await at.act(noted, 'submit'), 'approve', {}, 'risk_officer');
    const close = (reply: Reply, body: object) =>
      at.act(reply, `findings/${idOfFirst(noted)}/close`, body, 'risk_officer');
    expect((await close(approved, { on: '2026-12-01' })).status).toBe(422);
    expect(errorsOf(await close(approved, { on: '2026-12-02', closure: 'x' }))).toEqual({
      '/on': 'not-in-future',
    });
    const closed = await close(approved, {
      on: '2026-12-01',
      closure: 'A team is named.',
      evidenceId: at.document,
    });
    expect(partsOf(closed, 'findings')).toMatchObject([
      { closedOn: '2026-12-01', closure: 'A team is named.', closedEvidenceId: at.document },
    ]);
    expect((await close(closed, { on: '2026-12-01', closure: 'Again.' })).json['type']).toBe(
      '/problems/already-closed',
    );
  });
});

describe('the audit log', () => {
  it('tells the story of an assessment', async () => {
    const put = await at.submitted();
    await at.act(put, 'approve', { reason: 'Sound.' }, 'risk_officer');
    const entries = itemsOf(
      await at.app.send(
        'auditor',
        'GET',
        `/api/v1/audit-entries?resourceType=assessment&resourceId=${idIn(put)}&limit=50`,
      ),
    );
    expect(entries.map(({ action }) => action).sort()).toEqual([
      ...['assessment.approved', 'assessment.registered', 'assessment.submitted'],
    ]);
  });
});
