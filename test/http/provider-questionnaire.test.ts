import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import {
  type AnswerBody,
  AssessmentApp,
  idIn,
  NOW,
  type Template,
  unique,
} from '../harness/assessment-app.js';
import { pdf } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

const PATH = '/api/v1/questionnaire';

let at: AssessmentApp;
let template: Template;
beforeAll(async () => {
  at = await AssessmentApp.start();
  template = await at.template('provider@1');
});
afterAll(() => at.app.close());

interface Sent {
  made: Reply;
  link: Reply;
  token: string;
}

async function send(more: object = {}, link: object = {}): Promise<Sent> {
  const made = await at.begin({ method: 'provider_answers', ...more });
  const reply = await at.act(made, 'links', { recipient: 'Security team', ...link });
  if (reply.status !== 201) throw new Error(reply.text);
  return { made, link: reply, token: String(reply.json['token']) };
}

async function over(token: string | undefined, method: string, path = '', body?: object): Promise<Reply> {
  return at.app.send(null, method, PATH + path, {
    ...(body ? { body } : {}),
    headers: token === undefined ? {} : { 'questionnaire-token': token },
  });
}
const codes = (reply: Reply, field: string): string[] =>
  (reply.json[field] as unknown as { code?: string; question?: string }[]).map(
    ({ code, question }) => code ?? question ?? '',
  );
const answer = (token: string, { question, value }: AnswerBody): Promise<Reply> =>
  over(token, 'PUT', `/answers/${question}`, { value });
const forProvider = (): AnswerBody[] =>
  at
    .bestAnswers(template)
    .filter(({ question }) => template.questions.find(({ code }) => code === question)?.from === 'provider');

describe('a link', () => {
  it('is shown once, and stored by its hash alone', async () => {
    const { made, link, token } = await send();
    expect(token).toMatch(/^upl_[\w-]{43}$/);
    expect(link.json).toMatchObject({
      ...{ recipient: 'Security team', openedAt: null, revokedAt: null },
      ...{ createdBy: at.app.people.procurement, expiresAt: '2026-12-31T02:00:00.000000Z' },
    });
    expect((await at.get(made)).json['state']).toBe('sent');
    const listed = await at.send('GET', `/${idIn(made)}/links`);
    expect(itemsOf(listed)).toMatchObject([{ recipient: 'Security team' }]);
    expect(listed.text).not.toContain(token);
    const { rows } = await at.app.owner.query<{ found: boolean }>(
      `SELECT EXISTS (SELECT FROM assessment_link l WHERE l::text LIKE '%' || $1 || '%')
           OR EXISTS (SELECT FROM audit.entry e WHERE e::text LIKE '%' || $1 || '%')
           OR EXISTS (SELECT FROM idempotency_key k WHERE k::text LIKE '%' || $1 || '%') AS found`,
      [token],
    );
    expect(rows).toEqual([{ found: false }]);
  });

  it('is not shown again to whoever repeats the request', async () => {
    const made = await at.begin({ method: 'provider_answers' });
    const post = () =>
      at.app.send('procurement', 'POST', `/api/v1/assessments/${idIn(made)}/links`, {
        body: { recipient: 'Team' },
        ifMatch: made.etag,
        headers: { 'idempotency-key': `link-${idIn(made)}` },
      });
    const [first, again] = [await post(), await post()];
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(again.json).toEqual({ ...first.json, token: null });
    expect(itemsOf(await at.send('GET', `/${idIn(made)}/links`))).toHaveLength(1);
  });

  it('is for assessments that the provider answers, and that nobody has submitted', async () => {
    const own = await at.begin();
    expect(errorsOf(await at.act(own, 'links', { recipient: 'Team' }))).toEqual({ '': 'contradiction' });
    const put = await at.submitted({ method: 'provider_answers' });
    expect((await at.act(put, 'links', { recipient: 'Team' })).json['type']).toBe('/problems/not-open');
    const open = await at.begin({ method: 'provider_answers' });
    for (const body of [
      {},
      { recipient: '' },
      { recipient: 'x', expiresInDays: 91 },
      { recipient: 'x', expiresInDays: 0 },
    ]) {
      expect((await at.act(open, 'links', body)).status).toBe(422);
    }
    expect((await at.act(open, 'links', { recipient: 'x' }, 'auditor')).status).toBe(403);
    expect((await at.act(open, 'links', { recipient: 'x' }, at.local)).status).toBe(404);
  });

  it('keeps the assessment closed for the firm while it works', async () => {
    const { made } = await send();
    const now = await at.get(made);
    expect((await at.patch(now, { summary: 'x' })).json['type']).toBe('/problems/not-open');
    expect((await at.act(now, 'submit')).json['type']).toBe('/problems/not-open');
  });

  it('opens nothing where it is wrong, has ended, was taken back, or the assessment is gone', async () => {
    const typeOf = async (token: string | undefined) => {
      const reply = await over(token, 'GET');
      return [reply.status, reply.json['type']];
    };
    const refused = [401, '/problems/link-not-valid'];
    const { token, made, link } = await send();
    expect((await over(token, 'GET')).status).toBe(200);
    expect(await typeOf(undefined)).toEqual(refused);
    expect(await typeOf('upl_short')).toEqual(refused);
    expect(await typeOf(token.slice(0, -1) + (token.endsWith('A') ? 'B' : 'A'))).toEqual(refused);
    await at.app.setClock('2026-12-31T02:00:00Z');
    expect(await typeOf(token)).toEqual(refused);
    expect((await answer(token, forProvider()[0]!)).status).toBe(401);
    await at.app.setClock(NOW);
    const revoked = await at.send('POST', `/${idIn(made)}/links/${idIn(link)}/revoke`);
    expect(revoked.json).toMatchObject({ state: 'draft' });
    expect(await typeOf(token)).toEqual(refused);
    expect((await at.send('POST', `/${idIn(made)}/links/${idIn(link)}/revoke`)).json['type']).toBe(
      '/problems/already-closed',
    );
    const other = await send();
    const read = await at.get(other.made);
    await at.send('DELETE', `/${idIn(read)}`, undefined, { ifMatch: read.etag });
    expect(await typeOf(other.token)).toEqual(refused);
  });

  it('taken back leaves the others, and the assessment with the provider', async () => {
    const { made, link, token } = await send();
    const second = await at.act(await at.get(made), 'links', { recipient: 'Legal team' });
    expect(second.status).toBe(201);
    await at.send('POST', `/${idIn(made)}/links/${idIn(link)}/revoke`);
    expect((await over(token, 'GET')).status).toBe(401);
    expect((await over(String(second.json['token']), 'GET')).status).toBe(200);
    expect((await at.get(made)).json['state']).toBe('sent');
  });

  it('is no key to anything else', async () => {
    const { token } = await send();
    for (const path of ['/api/v1/providers', '/api/v1/assessments', '/api/v1/evidence']) {
      const bearer = await at.app.send(null, 'GET', path, { headers: { authorization: `Bearer ${token}` } });
      expect(bearer.status).toBe(401);
      const header = await at.app.send(null, 'GET', path, { headers: { 'questionnaire-token': token } });
      expect(header.status).toBe(401);
    }
  });
});

describe('the questions over a link', () => {
  it('come in one request: those for the provider, what is asked about, and nothing of the firm', async () => {
    const secret = 'Only for the firm.';
    const { token, made } = await send({
      ...{ dueOn: '2027-01-31', summary: secret },
      answers: [{ question: 'named_ai_team', value: 'no', comment: secret }],
    });
    const opened = await over(token, 'GET');
    expect(opened.json).toMatchObject({
      ...{ subjectName: 'Vendor', legalEntityName: 'Firm', recipient: 'Security team', dueOn: '2027-01-31' },
      ...{ isOpen: true, answers: [] },
    });
    expect(codes(opened, 'questions')).toEqual(forProvider().map(({ question }) => question));
    expect(opened.text).not.toContain(secret);
    expect(opened.text).not.toContain('"grade"');
    expect(opened.text).not.toContain('"weight"');
    expect(itemsOf(await at.send('GET', `/${idIn(made)}/links`))[0]?.['openedAt']).not.toBe(null);
  });

  it('are answered one by one, and kept at once', async () => {
    const { token, made } = await send();
    expect((await answer(token, { question: 'named_ai_team', value: 'yes' })).json).toEqual({
      ...{ question: 'named_ai_team', state: 'answered', value: 'yes', comment: null },
    });
    await over(token, 'PUT', '/answers/staff_screening', { state: 'declined', comment: 'Not disclosed.' });
    await answer(token, { question: 'named_ai_team', value: 'no' });
    expect((await over(token, 'GET')).json['answers']).toEqual([
      { question: 'named_ai_team', state: 'answered', value: 'no', comment: null },
      { question: 'staff_screening', state: 'declined', value: null, comment: 'Not disclosed.' },
    ]);
    const kept = (await at.get(made)).json['answers'] as unknown as Record<string, unknown>[];
    const [link] = itemsOf(await at.send('GET', `/${idIn(made)}/links`));
    expect(kept[0]).toMatchObject({
      sourceKind: 'provider',
      sourcedOn: '2026-12-01',
      answeredBy: link?.['id'],
    });
  });

  it('take no answer that they do not ask for', async () => {
    const { token, made } = await send();
    const put = (code: string, body: object) => over(token, 'PUT', `/answers/${code}`, body);
    expect(errorsOf(await put('named_ai_team', { value: 'perhaps' }))).toEqual({ '/value': 'code' });
    expect(errorsOf(await put('named_ai_team', { state: 'not_applicable' }))).toEqual({
      '/comment': 'needed-with',
    });
    expect((await put('named_ai_team', { value: 'yes', evidenceIds: [at.document] })).status).toBe(422);
    expect((await put('no_such_question', { value: 'yes' })).status).toBe(404);
    const firm = template.questions.find(({ from }) => from === 'firm')!.code;
    expect((await put(firm, { value: 'yes' })).status).toBe(404);
    expect((await at.get(made)).json['answers']).toEqual([]);
  });

  it('are done when all are answered, and then it is the firm’s turn', async () => {
    const { token, made } = await send();
    const early = await over(token, 'POST', '/submit');
    expect(errorsOf(early)).toEqual({ '/answers': 'unanswered' });
    for (const one of forProvider()) expect((await answer(token, one)).status).toBe(200);
    const done = await over(token, 'POST', '/submit');
    expect(done.json).toEqual({ answered: forProvider().length });
    expect((await at.get(made)).json).toMatchObject({ state: 'draft' });
    expect((await at.get(made)).json['answeredAt']).not.toBe(null);
    expect((await answer(token, forProvider()[0]!)).json['type']).toBe('/problems/not-open');
    expect((await over(token, 'GET')).json['isOpen']).toBe(false);
    const again = await at.act(await at.get(made), 'links', { recipient: 'Again' });
    expect((await over(String(again.json['token']), 'GET')).json).toMatchObject({ isOpen: true });
  });

  it('lose nothing where two people of the provider type at once', async () => {
    const { token } = await send();
    const some = forProvider().slice(0, 8);
    const replies = await Promise.all(some.map((one) => answer(token, one)));
    expect(replies.map(({ status }) => status)).toEqual(some.map(() => 200));
    expect(codes(await over(token, 'GET'), 'answers').sort()).toEqual(
      some.map(({ question }) => question).sort(),
    );
  });

  it('do not make the provider a preparer, nor whoever sent them a decider', async () => {
    const provider = await at.register.provider(unique('Answering'));
    const { token, made } = await send({ subject: { type: 'provider', id: provider } });
    for (const one of forProvider()) await answer(token, one);
    await over(token, 'POST', '/submit');
    expect((await at.get(made)).json['preparedBy']).toEqual([at.app.people.procurement]);
  });

  it('are told to the audit log, in the name of the link', async () => {
    const { token, made } = await send();
    await over(token, 'GET');
    await answer(token, { question: 'named_ai_team', value: 'yes' });
    const entries = itemsOf(
      await at.app.send(
        'auditor',
        'GET',
        `/api/v1/audit-entries?resourceId=${idIn(made)}&actorType=link&limit=50`,
      ),
    );
    expect(entries.map(({ action }) => action)).toEqual(['assessment.answered', 'assessment.opened']);
    expect(entries[0]).toMatchObject({ actor: { type: 'link', name: 'Security team' } });
  });
});

describe('documents over a link', () => {
  async function attach(
    token: string,
    code: string,
    content: Buffer = pdf(token),
    { fileName = 'report.pdf', fields = {} }: { fileName?: string; fields?: Record<string, string> } = {},
  ): Promise<{ status: number; json: Record<string, unknown> }> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new Blob([new Uint8Array(content)]), fileName);
    const response = await fetch(`${at.app.url}${PATH}/answers/${code}/documents`, {
      method: 'POST',
      headers: { 'questionnaire-token': token },
      body: form,
    });
    return { status: response.status, json: (await response.json()) as Record<string, unknown> };
  }

  it('come with an answer, and are evidence of the firm that asks', async () => {
    const { token, made } = await send();
    await answer(token, { question: 'named_ai_team', value: 'yes' });
    const sent = await attach(token, 'named_ai_team');
    expect(sent).toMatchObject({ status: 201, json: { name: 'report.pdf', question: 'named_ai_team' } });
    await answer(token, { question: 'named_ai_team', value: 'no' });
    expect((await at.get(made)).json['answers']).toMatchObject([
      { value: 'no', evidenceIds: [sent.json['id']] },
    ]);
    const document = await at.app.send('auditor', 'GET', `/api/v1/evidence/${String(sent.json['id'])}`);
    expect(document.json).toMatchObject({
      ...{ legalEntityId: at.firm, source: 'Security team', kind: 'questionnaire' },
      subjectRefs: [{ type: 'provider', id: at.vendor }],
    });
  });

  it('are refused where there is no answer, no such question, no valid link, or no document', async () => {
    const { token, made } = await send();
    expect((await attach(token, 'named_ai_team')).status).toBe(422);
    await answer(token, { question: 'named_ai_team', value: 'yes' });
    expect((await attach(token, 'no_such_question')).status).toBe(404);
    expect((await attach(`${token.slice(0, -2)}xx`, 'named_ai_team')).status).toBe(401);
    expect(
      (await attach(token, 'named_ai_team', Buffer.from('MZ\u0090'), { fileName: 'report.pdf' })).status,
    ).toBe(422);
    expect(
      (await attach(token, 'named_ai_team', pdf(), { fields: { legalEntityId: at.other } })).status,
    ).toBe(422);
    expect((await at.get(made)).json['answers']).toMatchObject([{ evidenceIds: [] }]);
  });

  it('are at most twenty an answer', async () => {
    const { token } = await send();
    await answer(token, { question: 'named_ai_team', value: 'yes' });
    for (let i = 0; i < 20; i++) expect((await attach(token, 'named_ai_team')).status).toBe(201);
    const more = await attach(token, 'named_ai_team');
    expect([more.status, more.json['type']]).toEqual([409, '/problems/quota-exceeded']);
  });

  it('and answers of the widest alphabets fit, and nothing much larger', async () => {
    const { token } = await send();
    const question = template.questions.find(
      ({ type, from }) => type === 'text' && from === 'provider',
    )!.code;
    const long = { value: '查'.repeat(4000), comment: '查'.repeat(2000) };
    expect((await over(token, 'PUT', `/answers/${question}`, long)).status).toBe(200);
    expect((await over(token, 'PUT', '/answers/named_ai_team', { value: 'x'.repeat(70_000) })).status).toBe(
      413,
    );
  });
});
