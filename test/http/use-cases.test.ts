import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import {
  errorsOf,
  harmless,
  pathOf,
  research,
  startUseCaseApp,
  unique,
  USE_CASES,
  type UseCaseApp,
} from '../harness/use-case-app.js';

let app: UseCaseApp;
beforeAll(async () => {
  app = await startUseCaseApp();
});
afterAll(() => app.close());

describe('registering a use case', () => {
  it('takes everything that the register holds of one, and shows it the same way everywhere', async () => {
    const body = {
      name: unique('Complete'),
      nameZhHant: '完整用例',
      description: 'Line one\nLine two',
      legalEntityIds: [app.firm, app.sister].sort(),
      scope: { decision: 'in', regulatedActivities: ['type_9'], reason: 'Research for clients.' },
      ...research,
      developmentFlags: ['rag', 'version_frozen'],
      humanOversight: 'in_the_loop',
      impact: { firm: 'high', clients: 'medium' },
      toleranceHours: 4.25,
      benefit: 'Faster drafts.',
      owners: { accountable: app.people.senior_manager, risk: app.people.risk_officer },
      status: 'planned',
    };
    const made = await app.register(body);
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      ...body,
      scope: { ...body.scope, decidedBy: app.people.procurement, decidedOn: '2026-11-25', expiresOn: null },
      owners: { ...body.owners, business: null, compliance: null, technology: null },
      designatedHighRisk: null,
      modelDevelopmentApplies: 'yes',
      otherLegalEntities: 0,
      tier: 'T1',
      lowestTier: 'T1',
      provisional: false,
      highRisk: 'yes',
      configurationHash: null,
    });
    const read = await app.send('auditor', 'GET', made.headers.get('location') ?? '');
    expect(read.json).toEqual(made.json);
    expect(read.etag).toBe(made.etag);
    const page = await app.send('auditor', 'GET', `${USE_CASES}?q=${encodeURIComponent('完整用例')}`);
    const { configurationHash: _hash, ...item } = made.json;
    expect(page.json['items']).toEqual([item]);
  });

  it('puts a use case of which only the name is known at T1, provisionally', async () => {
    const made = await app.register();
    expect(made.json).toMatchObject({ tier: 'T1', lowestTier: 'T4', provisional: true, highRisk: 'unknown' });
    expect(made.json).toMatchObject({
      purposes: ['unknown'],
      dataClasses: ['unknown'],
      modelDevelopmentApplies: 'unknown',
    });
    const emptied = await app.register({ purposes: [], recipients: [], dataClasses: [] });
    expect(emptied.json).toMatchObject({
      purposes: ['unknown'],
      recipients: ['unknown'],
      dataClasses: ['unknown'],
    });
  });

  it.each([
    [
      'what is both after-sales only and advice',
      { ...research, afterSalesOnly: 'yes' },
      ['/afterSalesOnly', 'contradiction'],
    ],
    [
      'flags that exclude each other',
      { developmentFlags: ['off_the_shelf', 'fine_tuned'] },
      ['/developmentFlags', 'contradicting-members'],
    ],
    ['no legal entity', { legalEntityIds: [] }, ['/legalEntityIds', 'too-few']],
    [
      'a legal entity that is not there',
      { legalEntityIds: [newId()] },
      ['/legalEntityIds/0', 'unknown-reference'],
    ],
    ['an owner who is not there', { owners: { risk: newId() } }, ['/owners/risk', 'unknown-reference']],
    ['more than a year of hours', { toleranceHours: 8760.5 }, ['/toleranceHours', 'range']],
    ['thousandths of an hour', { toleranceHours: 0.125 }, ['/toleranceHours', 'decimals']],
    ['a tier of the caller’s', { tier: 'T4' }, ['/tier', 'unknown-field']],
    [
      'a decision in somebody else’s name',
      { scope: { decidedBy: newId() } },
      ['/scope/decidedBy', 'unknown-field'],
    ],
    [
      'a designation in passing',
      { designatedHighRisk: { reason: 'x' } },
      ['/designatedHighRisk', 'unknown-field'],
    ],
    [
      'an expiry of what does not expire',
      { scope: { decision: 'in', expiresOn: '2027-01-01' } },
      ['/scope/expiresOn', 'only-with'],
    ],
  ])('refuses %s', async (_what, body, error) => {
    const refused = await app.register(body);
    expect(refused.status).toBe(422);
    expect(errorsOf(refused)).toEqual([error]);
  });

  it('names every wrong place at once, and stores nothing', async () => {
    const name = unique('Wrong');
    const refused = await app.register({
      name,
      legalEntityIds: [app.firm, newId()],
      scope: { decision: 'out' },
      purposes: ['investment_advice'],
      afterSalesOnly: 'yes',
      owners: { business: newId() },
    });
    expect(errorsOf(refused)).toEqual([
      ['/legalEntityIds/1', 'unknown-reference'],
      ['/scope/reason', 'needed-with'],
      ['/scope/expiresOn', 'needed-with'],
      ['/afterSalesOnly', 'contradiction'],
      ['/owners/business', 'unknown-reference'],
    ]);
    expect((await app.owner.query('SELECT FROM use_case WHERE name = $1', [name])).rowCount).toBe(0);
  });

  it('keeps a name unique within each legal entity, whatever its case and width', async () => {
    const name = unique('Search');
    expect((await app.register({ name })).status).toBe(201);
    const again = await app.register({
      name: name.toUpperCase().replace('S', 'Ｓ'),
      legalEntityIds: [app.sister, app.firm],
    });
    expect(again.status).toBe(409);
    expect(again.json).toMatchObject({ type: '/problems/duplicate-name', errors: [{ pointer: '/name' }] });
    expect((await app.register({ name, legalEntityIds: [app.sister] })).status).toBe(201);
  });
});

describe('deciding that the circular does not apply', () => {
  it('needs a reason and a day within twelve months, and records who decided', async () => {
    const made = await app.register();
    const out = (scope: object) =>
      app.change(made, { scope: { decision: 'out', reason: 'Canteen menu.', ...scope } });
    expect(errorsOf(await out({ expiresOn: '2026-11-24' }))).toEqual([['/scope/expiresOn', 'range']]);
    expect(errorsOf(await out({ expiresOn: '2027-11-26' }))).toEqual([['/scope/expiresOn', 'range']]);
    const decided = await out({ expiresOn: '2027-11-25' });
    expect(decided.json['scope']).toEqual({
      ...{ decision: 'out', regulatedActivities: [], reason: 'Canteen menu.' },
      ...{ decidedBy: app.people.procurement, decidedOn: '2026-11-25', expiresOn: '2027-11-25' },
    });
  });

  it('leaves the reason and expiry of the old decision behind when it is decided otherwise', async () => {
    const scope = { decision: 'out', reason: 'Not regulated.', expiresOn: '2027-01-01' };
    const made = await app.register({ scope });
    const changed = await app.change(made, { scope: { decision: 'in' } }, 'risk_officer');
    expect(changed.json['scope']).toMatchObject({
      decision: 'in',
      reason: null,
      expiresOn: null,
      decidedBy: app.people.risk_officer,
    });
    const other = await app.change(changed, { benefit: 'Something else.' });
    expect(other.json['scope']).toEqual(changed.json['scope']);
  });
});

describe('changing a use case', () => {
  it('derives the tier again, and the audit log shows it from and to', async () => {
    const made = await app.register(harmless);
    expect(made.json).toMatchObject({
      tier: 'T4',
      highRisk: 'no',
      tierReasons: [{ code: 'nothing_raises_it' }],
    });
    const changed = await app.change(made, {
      purposes: ['investment_advice'],
      recipients: ['client', 'internal'],
    });
    expect(changed.json).toMatchObject({ tier: 'T1', highRisk: 'yes', purposes: ['investment_advice'] });
    const { rows } = await app.owner.query(
      `SELECT changes FROM audit.entry WHERE resource_id = $1 AND action = 'use_case.changed'`,
      [made.json['id']],
    );
    expect(rows).toEqual([
      {
        changes: expect.objectContaining({
          tier: { from: 'T4', to: 'T1' },
          highRisk: { from: 'no', to: 'yes' },
          purposes: { from: ['other'], to: ['investment_advice'] },
        }),
      },
    ]);
    expect(Object.keys(rows[0].changes)).not.toContain('clientsInteract');
  });

  it('keeps what was not sent, in nested parts too', async () => {
    const made = await app.register({
      ...harmless,
      impact: { firm: 'high' },
      owners: { risk: app.people.risk_officer },
    });
    const changed = await app.change(made, {
      impact: { clients: 'low' },
      owners: { business: app.people.procurement },
    });
    expect(changed.json).toMatchObject({
      impact: { firm: 'high', clients: 'low' },
      owners: { risk: app.people.risk_officer, business: app.people.procurement },
      dataClasses: ['internal'],
    });
  });

  it('refuses a contradiction with what is recorded already', async () => {
    const made = await app.register(research);
    expect(errorsOf(await app.change(made, { afterSalesOnly: 'yes' }))).toEqual([
      ['/afterSalesOnly', 'contradiction'],
    ]);
    const rag = await app.register({ developmentFlags: ['rag'] });
    expect((await app.change(rag, { developmentFlags: ['only_base_parameters'] })).status).toBe(200);
  });

  it('moves it between legal entities, with its name', async () => {
    const name = unique('Moving');
    const made = await app.register({ name });
    const moved = await app.change(made, { legalEntityIds: [app.sister], name: `${name} on` });
    expect(moved.json).toMatchObject({ legalEntityIds: [app.sister], name: `${name} on` });
    expect((await app.register({ name: `${name} on`, legalEntityIds: [app.sister] })).status).toBe(409);
    expect((await app.register({ name: `${name} on` })).status).toBe(201);
    expect((await app.register({ name })).status).toBe(201);
    const { rows } = await app.owner.query(
      `SELECT changes->'legalEntityIds' AS moved FROM audit.entry WHERE resource_id = $1 AND action = 'use_case.changed'`,
      [made.json['id']],
    );
    expect(rows).toEqual([{ moved: { from: [app.firm], to: [app.sister] } }]);
  });

  it('refuses a name that is taken where it moves to', async () => {
    const name = unique('Taken');
    await app.register({ name, legalEntityIds: [app.sister] });
    const made = await app.register({ name });
    const refused = await app.change(made, { legalEntityIds: [app.firm, app.sister] });
    expect(refused.json).toMatchObject({ type: '/problems/duplicate-name' });
    expect((await app.send('auditor', 'GET', pathOf(made))).json).toEqual(made.json);
  });

  it('needs If-Match, and lets one of twenty parallel writers win', async () => {
    const made = await app.register();
    expect((await app.send('procurement', 'PATCH', pathOf(made), { body: { benefit: 'x' } })).status).toBe(
      428,
    );
    const replies = await Promise.all(
      Array.from({ length: 20 }, (_, i) => app.change(made, { benefit: `Number ${i}` })),
    );
    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(replies.filter(({ status }) => status === 412)).toHaveLength(19);
  });
});

describe('creating many use cases', () => {
  it('creates all or none, and names the item that failed', async () => {
    const taken = unique('Taken');
    await app.register({ name: taken });
    const items = [unique('Many'), taken, unique('Many')].map((name) => ({
      name,
      legalEntityIds: [app.firm],
    }));
    const refused = await app.send('procurement', 'POST', `${USE_CASES}/batch`, { body: { items } });
    expect(refused.json).toMatchObject({
      type: '/problems/duplicate-name',
      errors: [{ pointer: '/items/1/name' }],
    });
    expect((await app.owner.query('SELECT FROM use_case WHERE name = $1', [items[0]?.name])).rowCount).toBe(
      0,
    );
    const wrong = await app.send('procurement', 'POST', `${USE_CASES}/batch`, {
      body: { items: [items[0], { ...items[2], scope: { decision: 'out', reason: 'x' } }] },
    });
    expect(errorsOf(wrong)).toEqual([['/items/1/scope/expiresOn', 'needed-with']]);
    const made = await app.send('procurement', 'POST', `${USE_CASES}/batch`, {
      body: { items: [items[0], items[2]] },
    });
    expect(made.status).toBe(201);
    expect(made.json['items']).toMatchObject([
      { name: items[0]?.name, legalEntityIds: [app.firm], tier: 'T1' },
      { name: items[2]?.name },
    ]);
  });
});

describe('the words for the reasons', () => {
  it('are there for every code, in both languages', async () => {
    const texts = await app.send('auditor', 'GET', '/api/v1/tier-reasons');
    expect(texts.json['items']).toContainEqual({
      code: 'clients_interact',
      text: { en: 'Clients interact with it.', zhHant: '客戶會與其互動。' },
    });
  });
});
