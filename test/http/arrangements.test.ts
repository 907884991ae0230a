import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { ArrangementApp, ARRANGEMENTS, idOf } from '../harness/arrangement-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let at: ArrangementApp;
beforeAll(async () => {
  at = await ArrangementApp.start();
});
afterAll(() => at.app.close());

/** Everything that an arrangement can say. */
const whole = (): Record<string, unknown> => ({
  name: 'Model services',
  nameZhHant: '模型服務協議',
  componentIds: [at.host, at.model].sort(),
  endsOn: '2026-12-31',
  noticeDaysFirm: 60,
  noticeDaysProvider: 90,
  autoRenews: 'yes',
  renewalMonths: 12,
  providerMayTerminate: 'yes',
  governingLaw: 'HK',
  annualCost: { amountMinor: 1_250_000, currency: 'HKD' },
  reliance: 'material',
  substitutability: 'highly_complex',
  reintegration: 'difficult',
  retention: 'up_to_30_days',
  trainingUse: 'contractually_excluded',
  chain: 'disclosed_two_tiers',
  privacyTerms: 'evidenced',
  auditRights: 'partial',
  termsOfUse: 'allowed',
  ipBreachMaterial: 'yes',
  privacyBreachMaterial: 'no',
  breachRationale: 'Output reaches clients; no personal data does.',
  ipProtectiveMeasure: 'yes',
  privacyProtectiveMeasure: 'no',
  protectiveMeasures: 'Insurance policy P-77.',
  subProcessors: [
    {
      ...{ rank: 2, name: null, providerId: at.hoster, service: 'Hosting', componentId: at.model },
      ...{ jurisdiction: 'SG', disclosedOn: '2026-11-30', source: 'Annex 3' },
    },
    {
      ...{ rank: 3, name: 'Harbour Edge Ltd', providerId: null, service: 'Delivery', componentId: null },
      ...{ jurisdiction: null, disclosedOn: null, source: null },
    },
  ],
  territorySupport: [
    {
      ...{ jurisdiction: 'HK', componentId: null, status: 'supported' },
      ...{ source: 'https://example.com/places', checkedOn: '2026-12-01' },
    },
    { jurisdiction: 'HK', componentId: at.model, status: 'restricted', source: null, checkedOn: null },
  ],
  ownerId: at.app.people.procurement,
});

describe('an arrangement', () => {
  it('is stored as it was sent, with the term that runs and the last day to give notice', async () => {
    const sent = at.body(whole());
    const made = await at.app.send('procurement', 'POST', ARRANGEMENTS, { body: sent });
    expect(made.status).toBe(201);
    expect(made.json).toMatchObject({
      ...sent,
      state: 'in_force',
      termEndsOn: '2026-12-31',
      noticeDeadlineOn: '2026-11-01',
      retiredAt: null,
    });
    expect(made.headers.get('location')).toBe(`${ARRANGEMENTS}/${idOf(made)}`);
    const read = await at.get(`/${idOf(made)}`);
    expect([read.json, read.etag]).toEqual([made.json, '"1"']);
    expect(itemsOf(await at.get(`?q=${encodeURIComponent(String(sent['reference']))}`))).toEqual([made.json]);
  });

  it('knows nothing that was not said', async () => {
    const { json } = await at.post();
    const unknown = Object.entries(json).filter(([, value]) => (value as unknown) === 'unknown');
    expect(unknown.map(([field]) => field)).toEqual([
      ...['autoRenews', 'providerMayTerminate', 'reliance', 'substitutability', 'reintegration', 'retention'],
      ...['trainingUse', 'chain', 'privacyTerms', 'auditRights', 'termsOfUse', 'ipBreachMaterial'],
      ...['privacyBreachMaterial', 'ipProtectiveMeasure', 'privacyProtectiveMeasure'],
    ]);
    expect(json).toMatchObject({ endsOn: null, annualCost: null, componentIds: [], territorySupport: [] });
  });

  it.each([
    ['without an end', {}, ['in_force', null, null]],
    ['that begins tomorrow', { startsOn: '2026-12-02' }, ['future', null, null]],
    [
      'that ends today',
      { endsOn: '2026-12-01', noticeDaysFirm: 0 },
      ['in_force', '2026-12-01', '2026-12-01'],
    ],
    ['that ended yesterday', { endsOn: '2026-11-30' }, ['ended', '2026-11-30', null]],
    [
      'that renewed itself',
      { endsOn: '2026-01-31', autoRenews: 'yes', renewalMonths: 1, noticeDaysFirm: 30 },
      ['in_force', '2026-12-31', '2026-12-01'],
    ],
    [
      'that renewed itself for nobody knows how long',
      { endsOn: '2026-01-31', autoRenews: 'yes', noticeDaysFirm: 30 },
      ['in_force', null, null],
    ],
  ])('%s', async (_what, more, expected) => {
    const { json } = await at.post(more);
    expect([json['state'], json['termEndsOn'], json['noticeDeadlineOn']]).toEqual(expected);
  });

  it('has the day of the place of its legal entity', async () => {
    const abroad = await at.app.send('admin', 'POST', '/api/v1/legal-entities', {
      body: { name: 'Abroad', kind: 'other', timeZone: 'America/New_York' },
    });
    const { json } = await at.post({ legalEntityId: idOf(abroad), endsOn: '2026-11-30' });
    expect(json['state']).toBe('in_force');
  });

  it('changes, field by field and list by list, and tells the log what', async () => {
    const made = await at.post(whole());
    const changed = await at.patch(made, {
      endsOn: null,
      autoRenews: 'no',
      renewalMonths: null,
      annualCost: { amountMinor: 5, currency: 'JPY' },
      chain: 'unknown',
      subProcessors: [],
      componentIds: [at.model],
    });
    expect([changed.status, changed.etag]).toEqual([200, '"2"']);
    expect(changed.json).toMatchObject({
      endsOn: null,
      termEndsOn: null,
      annualCost: { amountMinor: 5, currency: 'JPY' },
      subProcessors: [],
      componentIds: [at.model],
      territorySupport: (made.json as Record<string, unknown>)['territorySupport'],
    });
    const entries = await at.app.send('auditor', 'GET', `/api/v1/audit-entries?resourceId=${idOf(made)}`);
    const change = itemsOf(entries).find(({ action }) => action === 'arrangement.changed');
    expect(Object.keys(change?.['changes'] as object).sort()).toEqual([
      ...['annualCost', 'autoRenews', 'chain', 'componentIds', 'endsOn', 'renewalMonths', 'subProcessors'],
    ]);
  });

  it('keeps its version when nothing changes, in whatever order its components are sent', async () => {
    const made = await at.post(whole());
    const same = await at.patch(made, { ...whole(), componentIds: [at.model, at.host].sort().reverse() });
    expect([same.status, same.etag, same.json]).toEqual([200, '"1"', made.json]);
  });

  it('is read as it was', async () => {
    // By a past instant its term is that of the day of the instant, not of business time.
    const made = await at.post({ ...whole(), endsOn: '2199-12-31' });
    const then = await at.app.instant();
    await at.patch(made, { reference: `Later ${newId()}`, componentIds: [], territorySupport: [] });
    expect((await at.get(`/${idOf(made)}?asOf=${then}`)).json).toEqual(made.json);
  });

  it('belongs to its legal entity: outside it is not there', async () => {
    const made = await at.post();
    const own = await at.post({ legalEntityId: at.other }, at.local);
    expect(own.status).toBe(201);
    expect((await at.get(`/${idOf(made)}`, at.local)).status).toBe(404);
    expect((await at.patch(made, { name: 'Mine' }, at.local)).status).toBe(404);
    expect((await at.act(made, 'DELETE', '"1"', at.local)).status).toBe(404);
    const ids = itemsOf(await at.get('?limit=200', at.local)).map(({ id }) => id);
    expect(ids).toEqual([idOf(own)]);
    const elsewhere = await at.post({}, at.local);
    expect([elsewhere.status, errorsOf(elsewhere)]).toEqual([422, { '/legalEntityId': 'unknown-reference' }]);
  });

  it('has a reference that no other of its legal entity has, whatever its case and width', async () => {
    await at.post({ reference: 'MSA 1' });
    const again = await at.post({ reference: 'ｍｓａ 1' });
    expect([again.status, again.json['type']]).toEqual([409, '/problems/conflict']);
    expect(errorsOf(again)).toEqual({ '/reference': 'unique' });
    expect((await at.post({ reference: 'MSA 1', legalEntityId: at.other })).status).toBe(201);
  });

  it('is made once, however often it is sent under one key', async () => {
    const headers = { 'idempotency-key': `arrangement-${newId()}` };
    const body = at.body();
    const send = () => at.app.send('procurement', 'POST', ARRANGEMENTS, { body, headers });
    const [one, two] = await Promise.all([send(), send()]);
    expect([one.status, two.status, two.json]).toEqual([201, 201, one.json]);
  });

  it('takes one change under one version, of twenty at once', async () => {
    const made = await at.post();
    const change = (n: number) =>
      at.app.send('procurement', 'PATCH', `${ARRANGEMENTS}/${idOf(made)}`, {
        body: { name: `Name ${n}`, componentIds: n % 2 ? [at.model] : [at.host] },
        ifMatch: '"1"',
      });
    const replies = await Promise.all(Array.from({ length: 20 }, (_, n) => change(n)));
    expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(19).fill(412)]);
    const won = replies.find(({ status }) => status === 200);
    expect((await at.get(`/${idOf(made)}`)).json).toEqual(won?.json);
  });

  it('comes in batches, all or none', async () => {
    const items = [at.body(whole()), at.body(), at.body({ startsOn: '2026-02-30' })];
    const before = itemsOf(await at.get('?limit=200')).length;
    const refused = await at.app.send('procurement', 'POST', `${ARRANGEMENTS}/batch`, { body: { items } });
    expect([refused.status, errorsOf(refused)]).toEqual([422, { '/items/2/startsOn': 'date' }]);
    const taken = String(items[0]?.['reference']);
    const twice = [items[0], at.body({ reference: taken })];
    const conflict = await at.app.send('procurement', 'POST', `${ARRANGEMENTS}/batch`, {
      body: { items: twice },
    });
    // Both are under way together: the one that comes second is named, and that may be either.
    const [[pointer, code] = []] = Object.entries(errorsOf(conflict));
    expect([conflict.status, code]).toEqual([409, 'unique']);
    expect(pointer).toMatch(/^\/items\/[01]\/reference$/);
    expect(itemsOf(await at.get('?limit=200'))).toHaveLength(before);
    const made = await at.app.send('procurement', 'POST', `${ARRANGEMENTS}/batch`, {
      body: { items: items.slice(0, 2) },
    });
    expect([made.status, itemsOf(made)]).toEqual([
      201,
      [expect.objectContaining(items[0]!), expect.objectContaining(items[1]!)],
    ]);
  });
});

describe('an arrangement that is retired', () => {
  it('stays to be read, gives its reference free, and comes back', async () => {
    const made = await at.post(whole());
    expect((await at.act(made, 'DELETE', '"2"')).status).toBe(412);
    expect((await at.act(made, 'DELETE')).status).toBe(204);
    expect((await at.act(made, 'DELETE', '"2"')).json['type']).toBe('/problems/retired');
    expect((await at.patch(made, { name: 'x' })).json['type']).toBe('/problems/retired');
    const reference = (made.json as Record<string, unknown>)['reference'];
    const twin = await at.post({ reference });
    expect(twin.status).toBe(201);
    expect((await at.act(made, 'restore')).status).toBe(409);
    await at.act(twin, 'DELETE');
    const back = await at.act(made, 'restore');
    expect([back.status, back.json]).toEqual([200, { ...made.json, updatedAt: expect.any(String) }]);
    expect((await at.act(made, 'restore')).json['type']).toBe('/problems/not-retired');
  });

  it('no longer holds its provider and its legal entity, which it held while it was in use', async () => {
    const provider = await at.register.provider(`Held ${newId()}`);
    const entity = await at.register.legalEntity(`Held ${newId()}`);
    const made = await at.post({ providerId: provider, legalEntityId: entity });
    const paths = [`/api/v1/providers/${provider}`, `/api/v1/legal-entities/${entity}`];
    for (const path of paths) {
      const held = await at.app.send('risk_officer', 'DELETE', path, { ifMatch: '"1"' });
      expect([held.status, held.json['type']]).toEqual([409, '/problems/in-use']);
      expect(held.text).toContain(String((made.json as Record<string, unknown>)['reference']));
    }
    await at.act(made, 'DELETE');
    for (const path of paths) {
      expect((await at.app.send('risk_officer', 'DELETE', path, { ifMatch: '"1"' })).status).toBe(204);
    }
    const refused = await at.act(made, 'restore');
    expect([refused.status, refused.json['type'], errorsOf(refused)]).toEqual([
      409,
      '/problems/retired',
      { '/legalEntityId': 'retired-reference', '/providerId': 'retired-reference' },
    ]);
  });

  it('does not name itself to whoever does not see it, and still holds its provider', async () => {
    const provider = await at.register.provider(`Held ${newId()}`);
    const made = await at.post({ providerId: provider });
    const held = await at.app.send(at.local, 'DELETE', `/api/v1/providers/${provider}`, { ifMatch: '"1"' });
    expect([held.status, held.json['type']]).toEqual([409, '/problems/in-use']);
    expect(held.text).not.toContain(String((made.json as Record<string, unknown>)['reference']));
  });
});

describe('the list of arrangements', () => {
  it('is filtered by what people ask, in the order that they ask', async () => {
    const entity = await at.register.legalEntity(`Listed ${newId()}`);
    const make = (more: object) => at.post({ legalEntityId: entity, ...more });
    const a = await make({ reference: 'L-1', endsOn: '2027-06-30', componentIds: [at.model] });
    const b = await make({ reference: 'L-2', kind: 'click_through', ownerId: at.app.people.procurement });
    const c = await make({
      reference: 'L-3',
      endsOn: '2027-03-31',
      providerId: at.hoster,
      nameZhHant: '託管',
    });
    const list = async (query: string) =>
      itemsOf(await at.get(`?legalEntityId=${entity}&${query}`)).map(({ id }) => id);
    const [one, two, three] = [a, b, c].map(idOf);
    expect(await list('sort=reference')).toEqual([one, two, three]);
    expect(await list('sort=-createdAt')).toEqual([three, two, one]);
    expect(await list('sort=endsOn')).toEqual([three, one, two]);
    expect(await list('endsBefore=2027-06-30')).toEqual([three]);
    expect(await list(`componentId=${at.model}`)).toEqual([one]);
    expect(await list(`providerId=${at.hoster}`)).toEqual([three]);
    expect(await list(`ownerId=${at.app.people.procurement}`)).toEqual([two]);
    expect(await list('kind=click_through')).toEqual([two]);
    expect(await list(`q=${encodeURIComponent('託管')}`)).toEqual([three]);
    await at.act(b, 'DELETE');
    expect(await list('sort=reference')).toEqual([one, three]);
    expect(await list('sort=reference&includeRetired=true')).toEqual([one, two, three]);
    const first = await at.get(`?legalEntityId=${entity}&sort=endsOn&limit=1&includeRetired=true`);
    const second = await at.get(
      `?legalEntityId=${entity}&sort=endsOn&limit=2&includeRetired=true&cursor=${String(first.json['nextCursor'])}`,
    );
    expect([...itemsOf(first), ...itemsOf(second)].map(({ id }) => id)).toEqual([three, one, two]);
  });
});
