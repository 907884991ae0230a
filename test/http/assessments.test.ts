import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import type { Reply } from '../harness/app.js';
import {
  ASSESSMENTS,
  AssessmentApp,
  type As,
  idIn,
  type Template,
  unique,
} from '../harness/assessment-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, idsOf, itemsOf } from '../harness/replies.js';

let at: AssessmentApp;
let template: Template;
beforeAll(async () => {
  at = await AssessmentApp.start();
  template = await at.template('provider@1');
});
afterAll(() => at.app.close());

const answersOf = (reply: Reply): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    (reply.json['answers'] as unknown as Record<string, unknown>[]).map((one) => [
      String(one['question']),
      one,
    ]),
  );

describe('questionnaires', () => {
  it('come with the product, in both languages', async () => {
    const list = itemsOf(await at.app.send('auditor', 'GET', '/api/v1/questionnaire-templates'));
    expect(list.map(({ id }) => id)).toEqual([
      ...['provider@1', 'language-model@1', 'embedding-and-vector@1', 'orchestration-and-evaluation@1'],
      ...['open-source@1', 'group-company@1'],
    ]);
    expect(list[0]).toMatchObject({ name: { en: 'Third-party provider', zhHant: '第三方提供者' } });
    expect(list[0]?.['questionCount']).toBe(template.questions.length);
  });

  it('are not there under another version', async () => {
    for (const id of ['provider@2', 'provider', 'none@1', '..%2fprovider']) {
      expect((await at.app.send('auditor', 'GET', `/api/v1/questionnaire-templates/${id}`)).status).toBe(404);
    }
  });
});

describe('an assessment', () => {
  it('is begun, and answered bit by bit', async () => {
    const made = await at.begin();
    expect(made.status).toBe(201);
    expect(made.headers.get('location')).toBe(`${ASSESSMENTS}/${idIn(made)}`);
    expect(made.json).toMatchObject({
      state: 'draft',
      answers: [],
      findings: [],
      conditions: [],
      validTo: null,
    });
    const first = await at.patch(made, { answers: [{ question: 'named_ai_team', value: 'yes' }] });
    expect(first.status).toBe(200);
    const second = await at.patch(first, {
      answers: [{ question: 'staff_screening', state: 'declined', comment: 'Asked twice.' }],
    });
    expect(answersOf(second)).toMatchObject({
      named_ai_team: { state: 'answered', value: 'yes', sourceKind: 'unknown', sourcedOn: '2026-12-01' },
      staff_screening: { state: 'declined', value: null, comment: 'Asked twice.' },
    });
    expect((await at.get(made)).json).toEqual(second.json);
    const again = await at.patch(second, { answers: [{ question: 'named_ai_team', value: 'no' }] });
    expect(answersOf(again)).toMatchObject({
      named_ai_team: { value: 'no' },
      staff_screening: { state: 'declined' },
    });
  });

  it('is read as it was', async () => {
    const made = await at.begin({ answers: [{ question: 'named_ai_team', value: 'yes' }] });
    const then = await at.app.instant();
    await at.patch(made, { summary: 'Later', answers: [{ question: 'named_ai_team', value: 'no' }] });
    expect((await at.get(made, `?asOf=${then}`)).json).toEqual(made.json);
  });

  it('does not change where nothing does', async () => {
    const made = await at.begin({ answers: [{ question: 'named_ai_team', value: 'yes' }] });
    const same = await at.patch(made, { answers: [{ question: 'named_ai_team', value: 'yes' }] });
    expect([same.status, same.etag]).toEqual([200, made.etag]);
  });

  it('refuses answers that its questions do not take, and keeps none of them', async () => {
    const made = await at.begin();
    const choice = template.questions.find(({ type }) => type === 'choice')!.code;
    const day = template.questions.find(({ type }) => type === 'date')?.code;
    const reply = await at.patch(made, {
      answers: [
        { question: 'named_ai_team', value: 'yes' },
        { question: 'named_ai_team', value: 'no' },
        { question: 'no_such_question', value: 'yes' },
        { question: 'staff_screening', value: 'perhaps' },
        { question: choice, value: 'none_of_these' },
        { question: 'key_person_dependence', state: 'declined', value: 'yes' },
        { question: 'years_regulated_clients', state: 'not_applicable' },
        ...(day ? [{ question: day, value: '2026-02-30' }] : []),
      ],
    });
    expect(reply.status).toBe(422);
    expect(errorsOf(reply)).toMatchObject({
      '/answers/1/question': 'unique',
      '/answers/2/question': 'unknown-question',
      '/answers/3/value': 'code',
      '/answers/4/value': 'code',
      '/answers/5/value': 'contradiction',
      '/answers/6/comment': 'needed-with',
    });
    expect((await at.get(made)).json).toEqual(made.json);
  });

  it('names the sources that others can look up, and no day to come', async () => {
    const made = await at.begin();
    const answer = { question: 'named_ai_team', value: 'yes', sourceKind: 'public_document' };
    expect(errorsOf(await at.patch(made, { answers: [{ ...answer, sourcedOn: null }] }))).toEqual({
      '/answers/0/source': 'needed-with',
      '/answers/0/sourcedOn': 'needed-with',
    });
    const ahead = { ...answer, source: 'https://vendor.example', sourcedOn: '2026-12-02' };
    expect(errorsOf(await at.patch(made, { answers: [ahead] }))).toEqual({
      '/answers/0/sourcedOn': 'not-in-future',
    });
    expect((await at.patch(made, { answers: [{ ...ahead, sourcedOn: '2026-12-01' }] })).status).toBe(200);
  });

  it('refuses what it is about where that is not there, of another kind, or somebody else’s', async () => {
    const errors = async (more: object, as?: As) => errorsOf(await at.begin(more, as));
    expect(await errors({ templateVersion: 'provider@9' })).toEqual({
      '/templateVersion': 'unknown-reference',
    });
    expect(await errors({ subject: { type: 'provider', id: newId() } })).toEqual({
      '/subject/id': 'unknown-reference',
    });
    const model = await at.register.component(unique('Model'), 'language_model', at.vendor);
    expect(await errors({ subject: { type: 'component', id: model } })).toEqual({
      '/subject/type': 'contradiction',
    });
    expect(
      await errors({ templateVersion: 'embedding-and-vector@1', subject: { type: 'component', id: model } }),
    ).toEqual({
      '/subject/id': 'other-kind',
    });
    expect(await errors({ legalEntityId: newId() })).toEqual({ '/legalEntityId': 'unknown-reference' });
    expect(await errors({}, at.local)).toEqual({ '/legalEntityId': 'unknown-reference' });
    expect(await errors({ dueOn: '2026-11-30' })).toEqual({ '/dueOn': 'has-passed' });
    expect(await errors({ ownerId: newId(), evidenceIds: [newId()], acceptanceStandardId: newId() })).toEqual(
      {
        ...{ '/ownerId': 'unknown-reference', '/evidenceIds/0': 'unknown-reference' },
        '/acceptanceStandardId': 'unknown-reference',
      },
    );
    const foreign = await documentOf(at.app, { legalEntityId: at.other });
    expect(
      await errors({ answers: [{ question: 'named_ai_team', value: 'yes', evidenceIds: [foreign] }] }),
    ).toEqual({
      '/answers/0/evidenceIds/0': 'contradiction',
    });
  });

  it('refuses conclusions on what its questionnaire does not ask, and two on one section', async () => {
    const one = { conclusion: 'meets', reasons: 'As answered.', evidenceIds: [] };
    const reply = await at.begin({
      conclusions: [
        { ...one, section: 'skills' },
        { ...one, section: 'skills' },
        { ...one, section: 'delegation' },
      ],
    });
    expect(errorsOf(reply)).toEqual({ '/conclusions/1/section': 'unique', '/conclusions/2/section': 'code' });
  });

  it('is its legal entity’s: outside it is not there', async () => {
    const made = await at.begin();
    expect((await at.get(made, '', at.local)).status).toBe(404);
    expect((await at.get(`${idIn(made)}/results`, '', at.local)).status).toBe(404);
    for (const what of ['submit', 'approve', 'findings']) {
      const body = { section: 'skills', text: 'x', ownerId: at.app.people.risk_officer, dueOn: '2027-01-01' };
      const sent = what === 'findings' ? body : what === 'approve' ? {} : undefined;
      expect((await at.act(made, what, sent, at.local)).status).toBe(404);
    }
    expect((await at.patch(made, { summary: 'Mine' }, at.local)).status).toBe(404);
    expect(idsOf(await at.send('GET', '?limit=200', undefined, { as: at.local }))).not.toContain(idIn(made));
  });

  it('is changed under If-Match alone', async () => {
    const made = await at.begin();
    const path = `/${idIn(made)}`;
    expect((await at.send('PATCH', path, { summary: 'x' })).status).toBe(428);
    expect((await at.send('PATCH', path, { summary: 'x' }, { ifMatch: '"9"' })).status).toBe(412);
    const both = await Promise.all(['One', 'Two'].map((summary) => at.patch(made, { summary })));
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('is retired and restored while nobody has decided on it', async () => {
    const made = await at.begin();
    const gone = await at.send('DELETE', `/${idIn(made)}`, undefined, { ifMatch: made.etag });
    expect(gone.status).toBe(204);
    expect((await at.act({ ...made, etag: '"2"' }, 'submit')).status).toBe(409);
    expect(idsOf(await at.send('GET', '?limit=200'))).not.toContain(idIn(made));
    expect(idsOf(await at.send('GET', '?limit=200&includeRetired=true'))).toContain(idIn(made));
    expect((await at.send('POST', `/${idIn(made)}/restore`)).json['retiredAt']).toBe(null);
  });

  it('is found by what it is of, and where it stands', async () => {
    const provider = await at.register.provider(unique('Listed'));
    const subject = { type: 'provider', id: provider };
    const [open, put] = [await at.begin({ subject }), await at.submitted({ subject })];
    const list = async (query: string) =>
      idsOf(await at.send('GET', `?limit=200&providerId=${provider}&${query}`));
    expect(await list('')).toEqual([idIn(open), idIn(put)]);
    expect(await list('state=submitted')).toEqual([idIn(put)]);
    expect(await list('state=draft&sort=-createdAt')).toEqual([idIn(open)]);
    expect(await list(`legalEntityId=${at.other}`)).toEqual([]);
    expect(itemsOf(await at.send('GET', `?providerId=${provider}`))[0]).not.toHaveProperty('answers');
  });
});

describe('the results of an assessment', () => {
  const resultsOf = async (made: Reply) => (await at.get(`${idIn(made)}/results`)).json as unknown as Results;
  interface Results {
    asked: number;
    answered: number;
    open: string[];
    sections: {
      section: string;
      points: number | null;
      gaps: string[];
      declined: number;
      conclusion: string | null;
    }[];
  }
  const section = ({ sections }: Results, code: string) => sections.find((one) => one.section === code)!;

  it('weigh what is met, and let silence meet nothing', async () => {
    const skills = template.questions.filter((one) => one.section === 'skills');
    const answers = at
      .bestAnswers(template)
      .filter(({ question }) => skills.some(({ code }) => code === question));
    const nothing = await resultsOf(await at.begin());
    expect(section(nothing, 'skills')).toMatchObject({ points: 0, conclusion: null });
    const whole = await resultsOf(await at.begin({ answers }));
    expect(section(whole, 'skills')).toMatchObject({ points: 1, gaps: [] });
    const declined = answers.map((one) =>
      one.question === 'named_ai_team' ? { question: one.question, state: 'declined' } : one,
    );
    const less = section(await resultsOf(await at.begin({ answers: declined })), 'skills');
    expect(less).toMatchObject({ gaps: ['named_ai_team'], declined: 1 });
    expect(less.points).toBeLessThan(1);
    const apart = answers.map((one) =>
      one.question === 'named_ai_team'
        ? { question: one.question, state: 'not_applicable', comment: 'No team.' }
        : one,
    );
    expect(section(await resultsOf(await at.begin({ answers: apart })), 'skills').points).toBe(1);
  });

  it('ask what depends on an answer only where that is given, or is not known', async () => {
    const asks = template.questions.find(({ onlyWhen }) => onlyWhen !== null)!;
    const { question, in: wanted } = asks.onlyWhen!;
    const controlling = template.questions.find(({ code }) => code === question)!;
    const other = (
      controlling.type === 'yes_no' ? ['yes', 'no'] : controlling.options.map(({ code }) => code)
    ).find((code) => !wanted.includes(code));
    const openWith = async (answer: object) =>
      (await resultsOf(await at.begin({ answers: [{ question, ...answer }] }))).open;
    expect(await openWith({ value: wanted[0] })).toContain(asks.code);
    expect(await openWith({ value: other })).not.toContain(asks.code);
    expect(await openWith({ state: 'declined' })).toContain(asks.code);
    expect((await resultsOf(await at.begin())).open).not.toContain(asks.code);
  });
});

describe('earlier answers', () => {
  it('are used again as long as their questions allow, with where they came from', async () => {
    const provider = await at.register.provider(unique('Again'));
    const subject = { type: 'provider', id: provider };
    const answer = { value: 'yes', sourceKind: 'public_document', source: 'https://v.example' };
    const earlier = await at.begin({
      subject,
      answers: [
        { ...answer, question: 'named_ai_team', sourcedOn: '2026-01-15' },
        { ...answer, question: 'staff_screening', sourcedOn: '2025-12-01' },
        { ...answer, question: 'key_person_dependence', sourcedOn: '2025-12-02' },
      ],
    });
    const later = await at.begin({
      subject,
      basedOnId: idIn(earlier),
      answers: [{ question: 'key_person_dependence', value: 'no' }],
    });
    expect(answersOf(later)).toMatchObject({
      named_ai_team: { value: 'yes', sourcedOn: '2026-01-15', reusedFromId: idIn(earlier) },
      key_person_dependence: { value: 'no', reusedFromId: null },
    });
    expect(answersOf(later)).not.toHaveProperty('staff_screening');
    expect(errorsOf(await at.begin({ basedOnId: idIn(earlier) }))).toEqual({ '/basedOnId': 'contradiction' });
    expect(errorsOf(await at.begin({ basedOnId: newId() }))).toEqual({ '/basedOnId': 'unknown-reference' });
  });
});
