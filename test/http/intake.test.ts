import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import {
  errorsOf,
  harmless,
  research,
  startUseCaseApp,
  unique,
  type UseCaseApp,
} from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

const take = (
  body: object,
  { query = '', headers = {} }: { query?: string; headers?: Record<string, string> } = {},
) =>
  app.send('procurement', 'POST', `/api/v1/intake${query}`, {
    body: { name: unique('Taken in'), legalEntityIds: [app.firm], ...body },
    headers,
  });
interface Listed {
  rule: string;
  basis: string;
  applies: string;
  dependsOn: string[];
  text: string;
}
const todoOf = (reply: Reply): Listed[] => reply.json['todo'] as unknown as Listed[];
const part = (reply: Reply, name: string): Record<string, unknown>[] =>
  reply.json[name] as unknown as Record<string, unknown>[];
const count = async (): Promise<unknown> =>
  (
    await app.owner.query(
      `SELECT (SELECT count(*) FROM use_case) AS u, (SELECT count(*) FROM component) AS c, (SELECT count(*) FROM provider) AS p,
              (SELECT count(*) FROM requirement) AS r, (SELECT count(*) FROM audit.entry) AS a,
              (SELECT count(*) FROM idempotency_key) AS i, (SELECT count(*) FROM history.change) AS h`,
    )
  ).rows[0];

describe('taking in a use case', () => {
  it('makes the draft, what it stands on and the requirements, from the catalogue, the register and plain words', async () => {
    const there = await app.send('procurement', 'POST', '/api/v1/components', {
      body: { name: unique('Own gateway'), kind: 'gateway' },
    });
    const taken = await take({
      ...research,
      scope: { decision: 'in', regulatedActivities: ['type_4'] },
      developmentFlags: ['rag'],
      ownerId: app.people.senior_manager,
      builtOf: [
        { catalogueEntryId: 'openai-api' },
        { componentId: there.json['id'] },
        { name: unique('Prompt store'), kind: 'prompt_management', providerName: unique('Promptly Ltd') },
        { name: unique('Evaluator'), kind: 'evaluation', effect: 'uses' },
      ],
    });
    expect(taken.status).toBe(201);
    expect(taken.json).toMatchObject({
      dryRun: false,
      tier: 'T1',
      provisional: false,
      highRisk: 'yes',
      unknowns: [],
      useCase: {
        status: 'planned',
        tier: 'T1',
        owners: { accountable: app.people.senior_manager },
        developmentFlags: ['rag'],
      },
    });
    expect(
      part(taken, 'components').map(({ kind, outcome, foundBy, effect, providerKind }) => [
        kind,
        outcome,
        foundBy,
        effect,
        providerKind,
      ]),
    ).toEqual([
      ['language_model', 'created', null, 'stops', 'third_party'],
      ['gateway', 'found', 'id', 'stops', null],
      ['prompt_management', 'created', null, 'stops', 'third_party'],
      ['evaluation', 'created', null, 'uses', null],
    ]);
    expect(part(taken, 'providers').map(({ outcome }) => outcome)).toEqual(['created', 'created']);

    const id = (taken.json['useCase'] as unknown as { id: string }).id;
    expect(taken.headers.get('location')).toBe(`/api/v1/use-cases/${id}`);
    const read = await app.send('auditor', 'GET', `/api/v1/use-cases/${id}`);
    expect(read.json).toEqual(taken.json['useCase']);
    expect(read.etag).toBe(taken.etag);
    expect(read.json['configurationHash']).toMatch(/^[0-9a-f]{64}$/);
    const needs = await app.send('auditor', 'GET', `/api/v1/requirements?dependentId=${id}&limit=50`);
    expect(
      part(needs, 'items')
        .map(({ id: requirement }) => requirement)
        .sort(),
    ).toEqual(
      part(taken, 'requirements')
        .map(({ id: requirement }) => requirement)
        .sort(),
    );
    const { rows } = await app.owner.query(
      `SELECT action, count(*)::int AS n FROM audit.entry WHERE request_id = $1 GROUP BY action ORDER BY action`,
      [taken.headers.get('x-request-id')],
    );
    expect(rows).toEqual([
      { action: 'component.registered', n: 3 },
      { action: 'provider.registered', n: 2 },
      { action: 'requirement.registered', n: 4 },
      { action: 'use_case.registered', n: 1 },
    ]);
  });

  it('takes over what the catalogue knows, each field with its source', async () => {
    const taken = await take({ builtOf: [{ catalogueEntryId: 'voyage', model: 'voyage-finance-2' }] });
    const [component] = part(taken, 'components');
    expect(component?.['prefilled']).toEqual([
      expect.objectContaining({
        record: 'component',
        field: 'retiresOn',
        value: '2027-12-01',
        source: expect.objectContaining({ url: expect.stringMatching(/^https:/) }),
        confidence: expect.stringMatching(/^(primary|secondary)$/),
      }),
    ]);
    const stored = await app.send('auditor', 'GET', `/api/v1/components/${String(component?.['id'])}`);
    expect(stored.json).toMatchObject({
      ...{ kind: 'embedding_model', retiresOn: '2027-12-01', catalogueId: 'voyage', status: 'proposed' },
      retirementSource: expect.stringMatching(/^https:/),
    });
    const provider = await app.send('auditor', 'GET', `/api/v1/providers/${stored.json['providerId']}`);
    expect(provider.json).toMatchObject({ catalogueId: 'voyage-ai', ultimateParentStatus: 'known' });
    const parent = await app.send('auditor', 'GET', `/api/v1/providers/${provider.json['ultimateParentId']}`);
    expect(parent.json).toMatchObject({ catalogueId: 'mongodb' });
  });

  it('shows what is published upstream, and registers none of it by itself', async () => {
    const taken = await take({ builtOf: [{ catalogueEntryId: 'azure-openai' }] });
    const [component] = part(taken, 'components');
    expect(component?.['publishedUpstream']).toContainEqual(
      expect.objectContaining({ catalogueId: 'microsoft-azure', role: 'cloud', kind: 'hosting' }),
    );
    expect(part(taken, 'components')).toHaveLength(1);
    expect(part(taken, 'requirements')).toHaveLength(1);
  });

  it('finds what is there by name, by package and by catalogue entry, and does not register it again', async () => {
    const first = await take({ builtOf: [{ catalogueEntryId: 'vllm' }, { catalogueEntryId: 'qdrant' }] });
    const [vllm, qdrant] = part(first, 'components');
    await app.owner.query(`UPDATE component SET name = 'Serving engine' WHERE id = $1`, [vllm?.['id']]);
    await app.owner.query(`UPDATE component SET name = 'Our vectors', purl = NULL WHERE id = $1`, [
      qdrant?.['id'],
    ]);
    const again = await take({
      builtOf: [
        { name: 'SERVING ＥＮＧＩＮＥ', kind: 'serving' },
        { name: unique('Other'), kind: 'serving', purl: 'pkg:pypi/vllm@0.9.0' },
        { catalogueEntryId: 'vllm' },
        { catalogueEntryId: 'qdrant' },
      ],
    });
    expect(part(again, 'components').map(({ id, outcome, foundBy }) => [id, outcome, foundBy])).toEqual([
      [vllm?.['id'], 'found', 'name'],
      [vllm?.['id'], 'found', 'purl'],
      [vllm?.['id'], 'found', 'purl'],
      [qdrant?.['id'], 'found', 'catalogue'],
    ]);
    expect(part(again, 'requirements')).toHaveLength(2);
    expect(part(again, 'providers')).toEqual([]);
  });

  it('uses a provider that is there, and reports one new provider once', async () => {
    const name = unique('Known Provider');
    const there = await app.send('procurement', 'POST', '/api/v1/providers', {
      body: { name, kind: 'group_company' },
    });
    const fresh = unique('Fresh Provider');
    const taken = await take({
      builtOf: [name.toUpperCase(), fresh, fresh].map((providerName) => ({
        ...{ name: unique('Part'), kind: 'library', providerName },
      })),
    });
    expect(part(taken, 'providers')).toEqual([
      { id: there.json['id'], name, kind: 'group_company', outcome: 'found', foundBy: 'name' },
      { id: expect.any(String), name: fresh, kind: 'third_party', outcome: 'created', foundBy: null },
    ]);
  });

  it('names use cases that may be the same, only those that one may see', async () => {
    const name = unique('Summaries of client meetings');
    const other = await app.register({ name, nameZhHant: '客戶會議摘要' });
    const secret = await app.register({ name, legalEntityIds: [app.sister] });
    const similar = await take({ name: `${name} (draft)` });
    expect(part(similar, 'possibleDuplicates').map(({ id }) => id)).toEqual(
      expect.arrayContaining([other.json['id'], secret.json['id']]),
    );
    const chinese = await take({ name: unique('Xylophone'), nameZhHant: '客戶會議的摘要' });
    expect(part(chinese, 'possibleDuplicates')[0]).toMatchObject({ id: other.json['id'] });
    const scoped = await app.person({ roles: ['procurement'], legalEntityIds: [app.firm] });
    const seen = await app.send(scoped, 'POST', '/api/v1/intake?dryRun=true', {
      body: { name: `${name} again`, legalEntityIds: [app.firm] },
    });
    expect(part(seen, 'possibleDuplicates').map(({ id }) => id)).not.toContain(secret.json['id']);
    const unlike = await take({ name: unique('Zebra') });
    expect(part(unlike, 'possibleDuplicates').map(({ id }) => id)).not.toContain(other.json['id']);
  });
});

describe('what the tier asks for', () => {
  it('is listed in the reader’s language, with basis and paragraph', async () => {
    const body = { ...harmless, scope: { decision: 'in' }, builtOf: [{ catalogueEntryId: 'openai-api' }] };
    const english = await take(body);
    const chinese = await take(body, { headers: { 'accept-language': 'zh-HK' } });
    const line = (reply: Reply) =>
      todoOf(reply).find(({ rule, basis }) => rule === 'R-27' && basis === 'circular');
    expect(line(english)).toEqual({
      rule: 'R-27',
      para: '27',
      basis: 'circular',
      strength: 'required',
      level: 'provider',
      lowestTier: 'T4',
      applies: 'yes',
      dependsOn: [],
      text: expect.stringContaining('who does what in cybersecurity'),
      ownerFunction: 'technology',
      dueBefore: 'go_live',
    });
    expect(line(chinese)?.text).toContain('網絡保安職責分配');
    expect(english.json).toMatchObject({
      tier: 'T4',
      reasons: [{ code: 'nothing_raises_it', text: expect.stringContaining('nothing stated') }],
    });
    expect(chinese.json).toMatchObject({ reasons: [{ text: expect.stringMatching(/\p{Script=Han}/u) }] });
    const rules = todoOf(english).map(({ rule }) => rule);
    expect(rules).not.toContain('R-18b');
    expect(rules).not.toContain('R-17');
    expect(rules).not.toContain('R-24');
  });

  it('counts what is unknown, and says which answer would take it off', async () => {
    const taken = await take({ ...harmless, recipients: [], purposes: ['investment_advice'] });
    expect(taken.json).toMatchObject({
      tier: 'T1',
      lowestTier: 'T4',
      provisional: true,
      highRisk: 'unknown',
    });
    expect(
      part(taken, 'unknowns').map(({ field, question, tierIfHarmless }) => [field, question, tierIfHarmless]),
    ).toEqual([
      ['scope.decision', 3, null],
      ['recipients', 5, 'T4'],
      ['builtOf', 9, null],
      ['developmentFlags', 9, null],
      ['ownerId', 10, null],
    ]);
    const human = todoOf(taken).find(({ rule }) => rule === 'R-18b');
    expect(human).toMatchObject({ applies: 'unknown', dependsOn: ['scope.decision', 'recipients'] });
  });
});

describe('a preview', () => {
  it('gives the same answer and stores nothing', async () => {
    const body = {
      ...{ name: unique('Preview'), ...research, ownerId: app.people.senior_manager },
      builtOf: [
        { catalogueEntryId: 'litellm' },
        { name: unique('Thing'), kind: 'library', providerName: unique('Maker') },
      ],
    };
    const before = await count();
    const preview = await take(body, {
      query: '?dryRun=true',
      headers: { 'idempotency-key': 'preview-0001' },
    });
    expect(preview.status).toBe(200);
    expect(await count()).toEqual(before);
    const taken = await take(body, { headers: { 'idempotency-key': 'preview-0001' } });
    expect(taken.status).toBe(201);
    const settled = (reply: Reply): unknown => {
      const text = JSON.stringify({ ...reply.json, dryRun: null })
        .replace(/"[0-9a-f]{8}-[0-9a-f-]{27}"/g, '"id"')
        .replace(/"\d{4}-\d\d-\d\dT[\d:.]+Z"/g, '"at"')
        .replace(/"[0-9a-f]{64}"/g, '"hash"');
      return JSON.parse(text);
    };
    expect(settled(preview)).toEqual(settled(taken));
    expect(preview.json['dryRun']).toBe(true);
  });
});

describe('repeating an intake', () => {
  it('gives parallel twins one use case and one answer', async () => {
    const name = unique('Once');
    const replies = await Promise.all(
      Array.from({ length: 8 }, () =>
        take(
          { name, builtOf: [{ name: `${name} part`, kind: 'library' }] },
          { headers: { 'idempotency-key': 'intake-0001' } },
        ),
      ),
    );
    expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(replies.map(({ text }) => text)).size).toBe(1);
    expect((await app.owner.query('SELECT FROM use_case WHERE name = $1', [name])).rowCount).toBe(1);
  });
});

describe('an intake that is refused', () => {
  it.each([
    [
      'an item named in two ways',
      [{ componentId: '01900000-0000-7000-8000-000000000000', name: 'x' }],
      ['/builtOf/0/name', 'contradiction'],
    ],
    [
      'an entry with a kind of the caller’s',
      [{ catalogueEntryId: 'vllm', kind: 'library' }],
      ['/builtOf/0/kind', 'contradiction'],
    ],
    ['an item without a name', [{ kind: 'library' }], ['/builtOf/0/name', 'required']],
    ['a name without a kind', [{ name: 'Something' }], ['/builtOf/0/kind', 'needed-with']],
    [
      'a model of no entry',
      [{ name: 'Something', kind: 'library', model: 'x' }],
      ['/builtOf/0/model', 'only-with'],
    ],
    [
      'an entry that is not in the catalogue',
      [{ catalogueEntryId: 'no-such-thing' }],
      ['/builtOf/0/catalogueEntryId', 'unknown-reference'],
    ],
    [
      'a component that is not there',
      [{ componentId: '01900000-0000-7000-8000-000000000000' }],
      ['/builtOf/0/componentId', 'unknown-reference'],
    ],
  ])('names %s', async (_what, builtOf, error) => {
    const refused = await take({ builtOf });
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual([error]);
  });

  it('leaves nothing of itself, whichever part is refused', async () => {
    const before = await count();
    const parts = [{ name: unique('Left'), kind: 'library', providerName: unique('Nobody') }];
    expect((await take({ builtOf: [...parts, { catalogueEntryId: 'no-such-thing' }] })).status).toBe(422);
    const contradictory = await take({ ...research, afterSalesOnly: 'yes', builtOf: parts });
    expect(errorsOf(contradictory)).toEqual([['/afterSalesOnly', 'contradiction']]);
    expect((await take({ legalEntityIds: [app.firm], ownerId: app.firm, builtOf: parts })).status).toBe(422);
    expect(await count()).toEqual(before);
  });

  it('is refused as a whole to those who may not write', async () => {
    const as = (role: 'auditor' | 'senior_manager') =>
      app.send(role, 'POST', '/api/v1/intake?dryRun=true', {
        body: { name: 'x', legalEntityIds: [app.firm] },
      });
    expect((await as('auditor')).status).toBe(403);
    expect((await as('senior_manager')).status).toBe(403);
  });
});

describe('the questions', () => {
  it('are at most ten, in both languages, with the codes to choose from', async () => {
    const { json } = await app.send('auditor', 'GET', '/api/v1/intake/questions');
    const questions = json['items'] as unknown as {
      fields: { name: string; options: { code: string; label: { en: string; zhHant: string } }[] }[];
    }[];
    expect(questions.length).toBeLessThanOrEqual(10);
    const recipients = questions.flatMap(({ fields }) => fields).find(({ name }) => name === 'recipients');
    expect(recipients?.options[0]).toEqual({ code: 'client', label: { en: 'Clients', zhHant: '客戶' } });
  });
});
