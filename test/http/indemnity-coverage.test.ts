import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { type ArrangementApp, idOf } from '../harness/arrangement-app.js';
import { CoverageApp, type CoverageRow } from '../harness/coverage-app.js';
import { documentOf } from '../harness/evidence-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';
const RISKS = ['ip_output', 'ip_training_data', 'privacy'];

let register: CoverageApp;
let at: ArrangementApp;
let use = '';
let contract: Reply;
beforeAll(async () => {
  register = await CoverageApp.start();
  at = register.at;
  use = await register.use('Research', 'T1', [at.model]);
  contract = await at.post({ componentIds: [at.model], reference: 'MSA 7', ipBreachMaterial: 'yes' });
});
afterAll(() => at.app.close());

/** The only row of a use case for one kind of claim. */
async function rowOf(risk: string, useCaseId = use, as: Parameters<typeof register.rows>[1] = 'auditor') {
  const rows = await register.rows(`?useCaseId=${useCaseId}&risk=${risk}`, as);
  expect(rows).toHaveLength(1);
  return rows[0]!;
}
const conditions = (...list: object[]) => ({ conditionsStatus: 'known', conditions: list });

describe('who would pay', () => {
  it('is unknown under an arrangement of which nothing is recorded', async () => {
    const rows = await register.rows(`?useCaseId=${use}`);
    expect(rows.map(({ risk }) => risk).sort()).toEqual(RISKS);
    expect(rows.find(({ risk }) => risk === 'ip_output')).toEqual({
      ...{ id: expect.any(String), legalEntityId: at.firm, useCaseId: use, useCaseName: 'Research' },
      ...{
        useCaseNameZhHant: null,
        tier: 'T1',
        arrangementId: idOf(contract),
        arrangementReference: 'MSA 7',
      },
      ...{ providerId: at.vendor, providerName: 'Vendor', providerNameZhHant: null },
      ...{ componentIds: [at.model], componentCount: 1, risk: 'ip_output', label: null, indemnityId: null },
      ...{ protection: 'unknown', isCapped: false, cap: null, capBase: null, conditions: 'unknown' },
      ...{ conditionsBroken: [], protectiveMeasure: 'unknown', breachMaterial: 'yes', payer: 'unknown' },
      because: 'Nothing is recorded of who pays for such claims under the arrangement.',
      updatedAt: expect.any(String),
    });
    expect(rows.find(({ risk }) => risk === 'privacy')).toMatchObject({ breachMaterial: 'unknown' });
  });

  it('is somebody where it is promised without conditions, and a cap is told', async () => {
    const made = await register.promise(contract, 'ip_output');
    expect(await rowOf('ip_output')).toMatchObject({
      ...{ indemnityId: idOf(made), protection: 'uncapped', isCapped: false, conditions: 'none' },
      payer: 'somebody',
      because: 'The arrangement promises an indemnity without a cap, without conditions.',
    });
    const cap = { amountMinor: 125_000_050, currency: 'HKD' };
    await register.change(contract, made, { protection: 'capped', cap, capBase: 'per_year' });
    expect(await rowOf('ip_output')).toMatchObject({
      ...{ protection: 'capped', isCapped: true, cap, capBase: 'per_year', payer: 'somebody' },
      because: 'The arrangement promises an indemnity up to HKD 1,250,000.50 in a year, without conditions.',
    });
    await register.change(contract, made, { cap: null, capBase: 'unknown' });
    expect(await rowOf('ip_output')).toMatchObject({
      ...{ isCapped: true, cap: null, capBase: 'unknown', payer: 'somebody' },
      because: expect.stringContaining('up to a cap that is not recorded,'),
    });
    await register.retire(contract, made);
    expect(await rowOf('ip_output')).toMatchObject({ indemnityId: null, payer: 'unknown' });
  });

  it('is perhaps somebody where conditions are not known, or not shown to be met by a document in date', async () => {
    const made = await register.promise(contract, 'ip_output', { conditionsStatus: 'unknown' });
    expect(await rowOf('ip_output')).toMatchObject({ conditions: 'unknown', payer: 'perhaps' });
    const filter = { text: 'The filter is on.', kind: 'filters_on', met: 'yes' };
    await register.change(contract, made, conditions({ ...filter, met: 'unknown' }));
    expect(await rowOf('ip_output')).toMatchObject({
      ...{ conditions: 'unknown', conditionsBroken: [], payer: 'perhaps' },
      because: expect.stringContaining('it is not known whether every condition is met'),
    });
    await register.change(contract, made, conditions(filter));
    expect(await rowOf('ip_output')).toMatchObject({
      ...{ conditions: 'not_evidenced', payer: 'perhaps' },
      because: expect.stringContaining('no document in date shows that every condition is met'),
    });
    const evidenceId = await documentOf(at.app, { validTo: '2026-12-01' });
    await register.change(contract, made, conditions({ ...filter, evidenceId }));
    expect(await rowOf('ip_output')).toMatchObject({ conditions: 'evidenced', payer: 'somebody' });
    await at.app.setClock('2026-12-02T02:00:00Z');
    expect(await rowOf('ip_output')).toMatchObject({ conditions: 'not_evidenced', payer: 'perhaps' });
    await at.app.setClock('2026-12-01T02:00:00Z');
    expect(await rowOf('ip_output')).toMatchObject({ conditions: 'evidenced', payer: 'somebody' });
    await register.retire(contract, made);
  });

  it('is nobody where it is excluded, or nothing is said of it; another measure is told beside it', async () => {
    const made = await register.promise(contract, 'privacy', { protection: 'excluded' });
    expect(await rowOf('privacy')).toMatchObject({
      ...{ protection: 'excluded', payer: 'nobody', protectiveMeasure: 'unknown' },
      because: 'The arrangement excludes such claims in words.',
    });
    await register.change(contract, made, { protection: 'silent' });
    const changed = await at.patch(contract, { privacyProtectiveMeasure: 'yes', protectiveMeasures: 'x' });
    expect([changed.status, changed.text]).toEqual([200, expect.anything()]);
    expect(await rowOf('privacy')).toMatchObject({
      ...{ protection: 'silent', payer: 'nobody', protectiveMeasure: 'yes' },
      because:
        'The arrangement says nothing of such claims. Another measure protects the firm from such claims.',
    });
    expect(await rowOf('ip_output')).toMatchObject({ protectiveMeasure: 'unknown' });
    await register.change(contract, made, { protection: 'unknown' });
    expect(await rowOf('privacy')).toMatchObject({ protection: 'unknown', payer: 'unknown' });
    await register.retire(contract, made);
  });

  it('is nobody for the use that breaks a condition, and somebody for another under the same arrangement', async () => {
    const tuned = await register.use('Tuned', 'T2', [at.model], { flags: ['fine_tuned'] });
    const evidenceId = await documentOf(at.app);
    const made = await register.promise(
      contract,
      'ip_output',
      conditions(
        { text: 'No fine-tuning.', kind: 'not_fine_tuned', met: 'yes', evidenceId },
        { text: 'A paid plan.', kind: 'paid_tier', met: 'yes', evidenceId },
      ),
    );
    expect(await rowOf('ip_output')).toMatchObject({ conditionsBroken: [], payer: 'somebody' });
    expect(await rowOf('ip_output', tuned)).toMatchObject({
      ...{ arrangementId: idOf(contract), protection: 'uncapped', conditions: 'not_evidenced', tier: 'T2' },
      conditionsBroken: [
        { text: 'No fine-tuning.', kind: 'not_fine_tuned', breach: 'model_changed', brokenBy: null },
      ],
      payer: 'nobody',
      because:
        'The arrangement promises an indemnity without a cap, but this use does not keep its conditions: “No fine-tuning”, and the use case trains, tunes or otherwise changes the model.',
    });
    await at.app.owner.query(
      `UPDATE component SET deployment = 'consumer', row_version = row_version + 1 WHERE id = $1`,
      [at.model],
    );
    expect(await rowOf('ip_output')).toMatchObject({
      conditionsBroken: [{ text: 'A paid plan.', breach: 'free_tier' }],
      payer: 'nobody',
    });
    await at.app.owner.query(
      `UPDATE component SET deployment = 'multi_tenant_saas', row_version = row_version + 1 WHERE id = $1`,
      [at.model],
    );
    const stated = { text: 'Filter {text}.', met: 'no', brokenBy: 'It is off.' };
    await register.change(contract, made, conditions({ ...stated, kind: 'filters_on' }));
    expect(await rowOf('ip_output')).toMatchObject({
      conditionsBroken: [
        { text: 'Filter {text}.', kind: 'filters_on', breach: 'stated', brokenBy: 'It is off.' },
      ],
      payer: 'nobody',
      because: expect.stringContaining('“Filter {text}” is not met (It is off).'),
    });
    // The judgement is that of the score.
    const scoreOf = async (useCase: string) => {
      const { json } = await at.app.send('auditor', 'GET', `/api/v1/scores/${useCase}/${idOf(contract)}`);
      const domains = json['domains'] as unknown as { factors: { code: string; read: string }[] }[];
      return domains.flatMap(({ factors }) => factors).find(({ code }) => code === 'ip')?.read;
    };
    await register.change(
      contract,
      made,
      conditions({ text: 'x', kind: 'not_fine_tuned', met: 'yes', evidenceId }),
    );
    await register.promise(contract, 'ip_training_data');
    await register.rows();
    expect([await scoreOf(use), await scoreOf(tuned)]).toEqual(['protected', 'limited']);
    await register.retire(contract, made);
  });

  it('tells of other claims where an arrangement records one, each by its name', async () => {
    const first = await register.promise(contract, 'other', { label: 'Breach of confidence' });
    await register.promise(contract, 'other', { label: 'privacy', protection: 'excluded' });
    const others = async (): Promise<unknown[]> =>
      (await register.rows(`?risk=other&arrangementId=${idOf(contract)}&useCaseId=${use}`))
        .map(({ label, payer }) => [label, payer])
        .sort();
    expect(await others()).toEqual([
      ['Breach of confidence', 'somebody'],
      ['privacy', 'nobody'],
    ]);
    expect(await rowOf('privacy')).toMatchObject({ payer: 'unknown', indemnityId: null });
    // Neither does the score take it for one that is about privacy.
    const { json } = await at.app.send('auditor', 'GET', `/api/v1/scores/${use}/${idOf(contract)}`);
    const domains = json['domains'] as unknown as {
      factors: { code: string; sources: { type: string }[] }[];
    }[];
    const factor = domains.flatMap(({ factors }) => factors).find(({ code }) => code === 'privacy');
    expect(factor?.sources.map(({ type }) => type)).toEqual(['arrangement']);
    await register.retire(contract, first);
    expect(await others()).toEqual([['privacy', 'nobody']]);
  });
});

describe('without a contract', () => {
  it('nobody pays, and the provider is named', async () => {
    const hosted = await register.use('Hosted', 'T3', [at.host]);
    const rows = await register.rows(`?useCaseId=${hosted}`);
    expect(rows.map(({ risk, payer }) => [risk, payer]).sort()).toEqual(
      RISKS.map((risk) => [risk, 'nobody']),
    );
    expect(rows[0]).toMatchObject({
      ...{ arrangementId: null, arrangementReference: null, providerId: at.hoster, providerName: 'Hoster' },
      ...{ componentIds: [at.host], indemnityId: null, protection: 'unknown', conditions: 'unknown' },
      because: 'No arrangement of this legal entity covers these components: nobody has promised to pay.',
    });
    const made = await at.post({ componentIds: [at.host], providerId: at.hoster });
    expect((await register.rows(`?useCaseId=${hosted}`)).map(({ arrangementId }) => arrangementId)).toEqual(
      RISKS.map(() => idOf(made)),
    );
    await at.act(made, 'DELETE');
    expect((await register.rows(`?useCaseId=${hosted}`)).map(({ payer }) => payer)).toEqual(
      RISKS.map(() => 'nobody'),
    );
  });

  it('nobody pays for what nobody names', async () => {
    const silent = await register.use('Silent', 'T4', []);
    const [row] = await register.rows(`?useCaseId=${silent}`);
    expect(row).toMatchObject({
      ...{ arrangementId: null, providerId: null, componentIds: [], componentCount: 0, payer: 'nobody' },
      because: expect.stringContaining('Nobody knows who provides this'),
    });
  });

  it('nobody pays for the part that is left out, and the rest keeps its contract', async () => {
    const tool = await at.register.component('Tool', 'evaluation', at.vendor);
    const both = await register.use('Both', 'T3', [at.model, tool]);
    const parts = (await register.rows(`?useCaseId=${both}&risk=privacy`)).map(
      ({ arrangementId, componentIds, payer }) => [arrangementId, componentIds, payer],
    );
    expect(parts).toHaveLength(2);
    expect(parts).toContainEqual([idOf(contract), [at.model], 'unknown']);
    expect(parts).toContainEqual([null, [tool], 'nobody']);
  });

  it('of its own a company is not covered by the contract of a sister', async () => {
    const theirs = await register.use('Theirs', 'T2', [at.model], { legalEntityIds: [at.other] });
    expect(await rowOf('ip_output', theirs)).toMatchObject({
      ...{ legalEntityId: at.other, arrangementId: null, payer: 'nobody' },
    });
    const shared = await register.use('Shared', 'T2', [at.model], { legalEntityIds: [at.firm, at.other] });
    const of = async (query: string, as: Parameters<typeof register.rows>[1] = 'auditor') =>
      (await register.rows(`?useCaseId=${shared}&risk=ip_training_data${query}`, as)).map(
        ({ legalEntityId, arrangementId, payer }) => [legalEntityId, arrangementId, payer],
      );
    const ours = [at.firm, idOf(contract), 'somebody'];
    const sisters = [at.other, null, 'nobody'];
    expect((await of('')).sort()).toEqual([ours, sisters].sort());
    expect(await of(`&legalEntityId=${at.firm}`)).toEqual([ours]);
    expect(await of(`&legalEntityId=${at.other}`)).toEqual([sisters]);
    expect(await of('', at.local)).toEqual([sisters]);
    expect(await of(`&legalEntityId=${at.firm}`, at.local)).toEqual([]);
  });
});

describe('the list', () => {
  it('names nothing of legal entities that somebody does not see', async () => {
    const mine = await register.rows('?limit=200', at.local);
    expect(mine.length).toBeGreaterThan(0);
    expect(new Set(mine.map(({ legalEntityId }) => legalEntityId))).toEqual(new Set([at.other]));
    const names = new Set(mine.map(({ useCaseName }) => useCaseName));
    expect([...names].sort()).toEqual(['Shared', 'Theirs']);
    expect(mine.every(({ arrangementReference }) => arrangementReference === null)).toBe(true);
  });

  it('is paged without a row twice or left out, filtered or not', async () => {
    const all = await register.rows('?limit=200');
    expect(all.length).toBeGreaterThan(20);
    const walk = async (query: string): Promise<CoverageRow[]> => {
      const found: CoverageRow[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const after: string = cursor === '' ? '' : `&cursor=${cursor}`;
        const page = await register.get(`?limit=2${query}${after}`);
        expect(page.status).toBe(200);
        expect(itemsOf(page).length).toBeLessThanOrEqual(2);
        found.push(...(itemsOf(page) as CoverageRow[]));
        cursor = page.json['nextCursor'] as unknown as string | null;
      }
      return found;
    };
    expect(await walk('')).toEqual(all);
    expect(all.map(({ useCaseId }) => useCaseId)).toEqual(all.map(({ useCaseId }) => useCaseId).sort());
    expect(await walk('&sort=-useCaseId')).toEqual([...all].reverse());
    const seen: number[] = [];
    for (const [filter, isMeant] of [
      ['payer=nobody', (row: CoverageRow) => row.payer === 'nobody'],
      ['payer=unknown', (row: CoverageRow) => row.payer === 'unknown'],
      ['payer=somebody', (row: CoverageRow) => row.payer === 'somebody'],
      ['payer=nobody&tier=T2', (row: CoverageRow) => row.payer === 'nobody' && row['tier'] === 'T2'],
      ['tier=T1', (row: CoverageRow) => row['tier'] === 'T1'],
      ['risk=privacy', (row: CoverageRow) => row.risk === 'privacy'],
      [`providerId=${at.hoster}`, (row: CoverageRow) => row['providerId'] === at.hoster],
      [`arrangementId=${idOf(contract)}`, (row: CoverageRow) => row['arrangementId'] === idOf(contract)],
      [`legalEntityId=${at.other}`, (row: CoverageRow) => row['legalEntityId'] === at.other],
    ] as const) {
      const meant = all.filter(isMeant);
      expect([filter, await walk(`&${filter}`)]).toEqual([filter, meant]);
      seen.push(meant.length);
    }
    expect(Math.min(...seen)).toBeGreaterThan(2);
  });

  it('answers in the language that is asked for', async () => {
    await at.app.owner.query(
      `UPDATE use_case SET name_zh_hant = '研究', row_version = row_version + 1 WHERE id = $1`,
      [use],
    );
    const made = await register.promise(contract, 'ip_output', {
      ...{ protection: 'capped', cap: { amountMinor: 100, currency: 'JPY' }, capBase: 'per_claim' },
      ...conditions({ text: '不得微調。', kind: 'not_fine_tuned', met: 'no', brokenBy: '已微調。' }),
    });
    const inChinese = { 'accept-language': 'zh-HK' };
    const path = `?useCaseId=${use}&risk=ip_output`;
    const [row] = await register.rows(path, 'auditor', inChinese);
    expect(row).toMatchObject({
      useCaseNameZhHant: '研究',
      because:
        '有關安排承諾就這類申索作出彌償，上限為每宗申索 JPY 100，但此用例不符合其條件：「不得微調」未獲符合（已微調）。',
    });
    expect((await register.rows(path))[0]?.because).toContain('up to JPY 100 for each claim');
    await register.retire(contract, made);
    expect((await register.rows(path, 'auditor', inChinese))[0]?.because).toBe(
      '沒有記錄顯示在有關安排下，這類申索由誰作出彌償。',
    );
  });

  it('answers as of an earlier instant, also of an indemnity that has changed', async () => {
    const made = await register.promise(contract, 'ip_output');
    await register.rows();
    const then = await at.app.instant();
    await register.change(contract, made, { protection: 'excluded' });
    expect(await rowOf('ip_output')).toMatchObject({ protection: 'excluded', payer: 'nobody' });
    const earlier = await register.rows(`?useCaseId=${use}&risk=ip_output&asOf=${then}`);
    expect(earlier).toMatchObject([{ protection: 'uncapped', payer: 'somebody', useCaseName: 'Research' }]);
    expect(await register.rows(`?asOf=${then}&payer=somebody&risk=ip_output`)).not.toEqual([]);
    await register.retire(contract, made);
  });

  it('has no rows of a use case that is retired', async () => {
    const gone = await register.use('Gone', 'T1', [at.model]);
    expect(await register.rows(`?useCaseId=${gone}`)).toHaveLength(4);
    const path = `/api/v1/use-cases/${gone}`;
    const { etag } = await at.app.send('risk_officer', 'GET', path);
    expect((await at.app.send('risk_officer', 'DELETE', path, { ifMatch: etag })).status).toBe(204);
    expect(await register.rows(`?useCaseId=${gone}`)).toEqual([]);
  });

  it.each([
    ['payer=me', { '/payer': 'code' }],
    ['payer=nobody&payer=unknown', { '/payer': 'code' }],
    ['risk=weather', { '/risk': 'code' }],
    ['tier=T5', { '/tier': 'code' }],
    ['legalEntityId=x', { '/legalEntityId': 'id' }],
    ['useCaseId=', { '/useCaseId': 'id' }],
    ['arrangementId=1', { '/arrangementId': 'id' }],
    ['providerId=%E7%A0%94', { '/providerId': 'id' }],
    ['limit=0', { '/limit': 'range' }],
    ['limit=201', { '/limit': 'range' }],
    ['sort=payer', { '/sort': 'code' }],
    ['cursor=x', { '/cursor': 'cursor' }],
    ['asOf=2999-01-01T00:00:00Z', { '/asOf': 'not-in-future' }],
    ['asOf=yesterday', { '/asOf': 'date-time' }],
    ['q=x', { '/q': 'unknown-field' }],
  ])('refuses %s', async (query, errors) => {
    const reply = await register.get(`?${query}`);
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
  });

  it('refuses the cursor of another order, and one that was made up', async () => {
    const cursorOf = (...parts: string[]): string => Buffer.from(JSON.stringify(parts)).toString('base64url');
    for (const cursor of [
      cursorOf('indemnity-coverage', '-useCaseId', use, use),
      cursorOf('indemnity-coverage', 'useCaseId', '1e999', use),
      cursorOf('indemnity-coverage', 'useCaseId', use, '-'.repeat(36)),
      cursorOf('scores', 'useCaseId', use, use),
    ]) {
      const reply = await register.get(`?cursor=${cursor}`);
      expect([reply.status, errorsOf(reply)]).toEqual([422, { '/cursor': 'cursor' }]);
    }
  });

  it('is for those who may read the register', async () => {
    expect((await register.get('', null)).status).toBe(401);
    expect((await register.get(`?useCaseId=${NOBODY}`)).json).toEqual({ items: [], nextCursor: null });
    expect((await register.get('', 'procurement')).status).toBe(200);
  });
});
