import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../../src/kernel/ids.js';
import { ArrangementApp, idOf } from '../harness/arrangement-app.js';
import { errorsOf, itemsOf } from '../harness/replies.js';

let at: ArrangementApp;
beforeAll(async () => {
  at = await ArrangementApp.start();
});
afterAll(() => at.app.close());

const NOBODY = '01900000-0000-7000-8000-000000000000';

describe('an arrangement that cannot be', () => {
  it.each([
    [{ legalEntityId: undefined }, { '/legalEntityId': 'required' }],
    [{ legalEntityId: NOBODY }, { '/legalEntityId': 'unknown-reference' }],
    [{ reference: '' }, { '/reference': 'too-short' }],
    [{ reference: 'x'.repeat(121) }, { '/reference': 'too-long' }],
    [{ reference: 'a\u0000' }, { '/reference': 'plain-text' }],
    [{ reference: null }, { '/reference': 'string' }],
    [{ kind: 'handshake' }, { '/kind': 'code' }],
    [{ providerId: null }, { '/providerId': 'needed-with' }],
    [{ providerId: NOBODY }, { '/providerId': 'unknown-reference' }],
    [{ componentIds: [NOBODY] }, { '/componentIds/0': 'unknown-reference' }],
    [{ componentIds: 'all' }, { '/componentIds': 'list' }],
    [{ startsOn: undefined }, { '/startsOn': 'required' }],
    [{ startsOn: '2026-02-30' }, { '/startsOn': 'date' }],
    [{ startsOn: '2026-12-31', endsOn: '2026-12-30' }, { '/endsOn': 'contradiction' }],
    [{ autoRenews: 'yes' }, { '/endsOn': 'needed-with' }],
    [{ autoRenews: true }, { '/autoRenews': 'code' }],
    [{ renewalMonths: 12 }, { '/renewalMonths': 'only-with' }],
    [{ endsOn: '2027-01-01', autoRenews: 'yes', renewalMonths: 0 }, { '/renewalMonths': 'range' }],
    [{ noticeDaysFirm: -1 }, { '/noticeDaysFirm': 'range' }],
    [{ noticeDaysFirm: 1.5 }, { '/noticeDaysFirm': 'integer' }],
    [{ noticeDaysProvider: 1e9 }, { '/noticeDaysProvider': 'range' }],
    [{ governingLaw: 'XX' }, { '/governingLaw': 'jurisdiction' }],
    [{ annualCost: { amountMinor: 5 } }, { '/annualCost/currency': 'required' }],
    [{ annualCost: { currency: 'HKD' } }, { '/annualCost/amountMinor': 'required' }],
    [{ annualCost: { amountMinor: 0.5, currency: 'HKD' } }, { '/annualCost/amountMinor': 'integer' }],
    [{ annualCost: { amountMinor: -5, currency: 'HKD' } }, { '/annualCost/amountMinor': 'range' }],
    [{ annualCost: { amountMinor: 5, currency: 'hkd' } }, { '/annualCost/currency': 'currency' }],
    [{ annualCost: { amountMinor: 5, currency: 'ZZZ' } }, { '/annualCost/currency': 'currency' }],
    [{ annualCost: 5 }, { '/annualCost': 'object' }],
    [{ ipProtectiveMeasure: 'yes' }, { '/protectiveMeasures': 'needed-with' }],
    [{ privacyBreachMaterial: 'no' }, { '/breachRationale': 'needed-with' }],
    [{ ownerId: NOBODY }, { '/ownerId': 'unknown-reference' }],
    [{ status: 'signed' }, { '/status': 'unknown-field' }],
    [{ noticeDeadlineOn: '2026-11-01' }, { '/noticeDeadlineOn': 'unknown-field' }],
  ])('%j', async (more, errors) => {
    const before = itemsOf(await at.get('?limit=200')).length;
    const reply = await at.post(more);
    expect([reply.status, errorsOf(reply)]).toEqual([422, errors]);
    expect(itemsOf(await at.get('?limit=200'))).toHaveLength(before);
  });

  it.each([
    [{}, { 'subProcessors/0/rank': 'required', 'subProcessors/0/service': 'required' }],
    [{ rank: 1, service: 'x', name: 'A' }, { 'subProcessors/0/rank': 'range' }],
    [{ rank: 3, service: 'x', name: 'A' }, { 'subProcessors/0/rank': 'rank-above-nobody' }],
    [{ rank: 2, service: 'x' }, { 'subProcessors/0/name': 'required' }],
    [{ rank: 2, service: 'x', providerId: NOBODY }, { 'subProcessors/0/providerId': 'unknown-reference' }],
    [
      { rank: 2, service: 'x', name: 'A', componentId: NOBODY },
      { 'subProcessors/0/componentId': 'not-among' },
    ],
    [
      { rank: 2, service: 'x', name: 'A', jurisdiction: 'hk' },
      { 'subProcessors/0/jurisdiction': 'jurisdiction' },
    ],
    [
      { rank: 2, service: 'x', name: 'A', disclosedOn: '2026-12-02' },
      { 'subProcessors/0/disclosedOn': 'not-in-future' },
    ],
    [{ rank: 2, service: 'x', name: 'A', tier: 1 }, { 'subProcessors/0/tier': 'unknown-field' }],
  ])('with the sub-processor %j', async (one, errors) => {
    const reply = await at.post({ subProcessors: [one] });
    const pointed = Object.fromEntries(
      Object.entries(errors).map(([pointer, code]) => [`/${pointer}`, code]),
    );
    expect([reply.status, errorsOf(reply)]).toEqual([422, pointed]);
  });

  it('with a sub-processor that is registered and named besides', async () => {
    const one = { rank: 2, service: 'x', name: 'A', providerId: at.hoster };
    expect(errorsOf(await at.post({ subProcessors: [one] }))).toEqual({
      '/subProcessors/0/name': 'contradiction',
    });
  });

  it.each([
    ['no_subprocessor', [2]],
    ['disclosed_two_tiers', [2, 3, 4]],
  ])('whose chain is said to be %s beside ranks %j', async (chain, ranks) => {
    const subProcessors = ranks.map((rank) => ({ rank, service: 'x', name: `Tier ${rank}` }));
    expect(errorsOf(await at.post({ chain, subProcessors }))).toEqual({ '/chain': 'contradiction' });
    expect((await at.post({ chain: 'deeper_or_cross_border', subProcessors })).status).toBe(201);
  });

  it.each([
    [[{ jurisdiction: 'XX' }], { '/territorySupport/0/jurisdiction': 'jurisdiction' }],
    [[{ jurisdiction: 'HK', status: 'maybe' }], { '/territorySupport/0/status': 'code' }],
    [[{ jurisdiction: 'HK', checkedOn: '2026-12-02' }], { '/territorySupport/0/checkedOn': 'not-in-future' }],
    [[{ jurisdiction: 'HK', componentId: NOBODY }], { '/territorySupport/0/componentId': 'not-among' }],
    [
      [{ jurisdiction: 'HK' }, { jurisdiction: 'HK', status: 'supported' }],
      { '/territorySupport/1': 'unique' },
    ],
  ])('with the territories %j', async (territorySupport, errors) => {
    expect(errorsOf(await at.post({ territorySupport }))).toEqual(errors);
  });

  it('which names a record that is retired; one that it names already may have gone since', async () => {
    const gone = await at.register.component(`Gone ${newId()}`, 'hosting', null);
    const made = await at.post({ componentIds: [gone] });
    await at.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [gone]);
    expect(errorsOf(await at.post({ componentIds: [gone] }))).toEqual({
      '/componentIds/0': 'retired-reference',
    });
    const changed = await at.patch(made, { componentIds: [gone, at.model] });
    expect([changed.status, changed.json['componentIds']]).toEqual([200, [gone, at.model].sort()]);
  });

  it('needs nobody on the other side under an open-source licence alone', async () => {
    expect((await at.post({ kind: 'open_source_licence', providerId: null })).status).toBe(201);
    expect(errorsOf(await at.post({ kind: 'in_house', providerId: null }))).toEqual({
      '/providerId': 'needed-with',
    });
  });
});

describe('what an arrangement has said and must not be forgotten', () => {
  it('an end that has passed takes another day, and not none', async () => {
    const made = await at.post({ endsOn: '2026-11-30' });
    const forgotten = await at.patch(made, { endsOn: null });
    expect([forgotten.status, forgotten.json['type'], errorsOf(forgotten)]).toEqual([
      409,
      '/problems/adverse-finding',
      { '/endsOn': 'has-passed' },
    ]);
    expect((await at.get(`/${idOf(made)}`)).json).toEqual(made.json);
    expect((await at.patch(made, { endsOn: '2027-11-30' })).json['state']).toBe('in_force');
  });

  const refusal = { jurisdiction: 'HK', status: 'unsupported', source: 'Terms 4', checkedOn: '2026-11-02' };
  it.each([
    ['leaving it out', []],
    ['not knowing any more', [{ ...refusal, status: 'unknown', checkedOn: '2026-11-30' }]],
    ['finding otherwise on the same day', [{ ...refusal, status: 'supported' }]],
    ['finding otherwise on no day', [{ ...refusal, status: 'supported', checkedOn: null }]],
    ['saying it of another place', [{ ...refusal, jurisdiction: 'SG' }]],
    ['moving it to an earlier day', [{ ...refusal, checkedOn: '2026-11-01' }]],
    ['moving it to no day', [{ ...refusal, checkedOn: null }]],
  ])('a refusal to serve a place is not lifted by %s', async (_how, territorySupport) => {
    const made = await at.post({ territorySupport: [refusal] });
    const reply = await at.patch(made, { territorySupport });
    expect([reply.status, errorsOf(reply)]).toEqual([409, { '/territorySupport': 'refusal-stands' }]);
  });

  it('a refusal of all is not lifted for one of them without a later look, nor where that is left to all', async () => {
    const made = await at.post({ componentIds: [at.model, at.host], territorySupport: [refusal] });
    const ofModel = (more: object) => [refusal, { ...refusal, componentId: at.model, ...more }];
    for (const more of [
      { status: 'supported' },
      { status: 'unknown' },
      { status: 'unsupported', checkedOn: null },
    ]) {
      const refused = await at.patch(made, { territorySupport: ofModel(more) });
      expect([refused.status, errorsOf(refused)]).toEqual([409, { '/territorySupport': 'refusal-stands' }]);
    }
    const looked = ofModel({ status: 'supported', checkedOn: '2026-12-01' });
    expect((await at.patch(made, { territorySupport: looked })).status).toBe(200);
    // The refusal of a route is not forgotten by leaving it to what is said of all.
    const routed = await at.post({
      componentIds: [at.model],
      territorySupport: [
        { ...refusal, status: 'supported' },
        { ...refusal, componentId: at.model },
      ],
    });
    const left = [{ ...refusal, status: 'supported' }];
    expect((await at.patch(routed, { territorySupport: left })).status).toBe(409);
  });

  it('a refusal is lifted by a later look', async () => {
    const made = await at.post({ territorySupport: [refusal] });
    const territorySupport = [{ ...refusal, status: 'supported', checkedOn: '2026-12-01' }];
    expect((await at.patch(made, { territorySupport })).json).toMatchObject({ territorySupport });
  });

  it('a refusal of one route goes with the route', async () => {
    const territorySupport = [{ ...refusal, componentId: at.model }];
    const made = await at.post({ componentIds: [at.model], territorySupport });
    expect((await at.patch(made, { territorySupport: [] })).status).toBe(409);
    expect((await at.patch(made, { componentIds: [], territorySupport: [] })).status).toBe(200);
  });
});
