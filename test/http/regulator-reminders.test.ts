import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Reply } from '../harness/app.js';
import { DatedApp, idOf, NOW } from '../harness/dated-app.js';

let at: DatedApp;
beforeAll(async () => {
  at = await DatedApp.start();
});
beforeEach(async () => {
  await at.app.setClock(NOW);
  at.reminding.mail.received.length = 0;
});
afterAll(() => at.close());

const notification = (more: object = {}): Promise<Reply> =>
  at.post('regulator-correspondence', {
    ...{ kind: 'notification', legalEntityId: at.firm, useCaseIds: [at.useCase] },
    ...{ decision: 'notify', decidedBy: at.owner.id, decidedOn: '2026-12-01', ...more },
  });

describe('notice to the regulator', () => {
  it('reminds when it is decided, on the day of the change, three, five and six business days after it, the last time senior managers too', async () => {
    const made = await notification({ changeTookPlaceOn: '2026-12-17' });
    expect(await at.asked(made)).toEqual(['regulator_notice 2026-12-28 scheduled owner']);
    expect(await at.told(at.owner, made)).toEqual(['at_once owner']);
    expect(at.mails()).toEqual(['Written notice to the SFC is due by 28 December 2026: Research']);
    const manager = { key: at.app.keys.senior_manager };
    for (const [day, steps, management] of [
      ['2026-12-17', ['business_7 owner', 'at_once owner'], []],
      ['2026-12-20', ['business_7 owner', 'at_once owner'], []],
      ['2026-12-21', ['business_4 owner', 'business_7 owner', 'at_once owner'], []],
      ['2026-12-23', ['business_2 owner', 'business_4 owner', 'business_7 owner', 'at_once owner'], []],
      [
        '2026-12-24',
        ['business_1 owner', 'business_2 owner', 'business_4 owner', 'business_7 owner', 'at_once owner'],
        ['business_1 management'],
      ],
    ] as const) {
      await at.round(`${day}T02:00:00Z`);
      expect([day, await at.told(at.owner, made)]).toEqual([day, steps]);
      expect([day, await at.told(manager, made)]).toEqual([day, management]);
    }
    expect(await at.told({ key: at.app.keys.risk_officer }, made)).toEqual(['business_1 escalation']);
    await at.act('PATCH', `regulator-correspondence/${idOf(made)}`, { sentOn: '2026-12-24' });
    expect(await at.asked(made)).toEqual(['regulator_notice 2026-12-28 cancelled owner']);
    await at.round('2026-12-29T02:00:00Z');
    expect(await at.told(manager, made)).toHaveLength(1);
  });

  it('moves with the day of the change, and goes when none need be given', async () => {
    const made = await notification({ decision: 'undecided', decidedBy: null, decidedOn: null });
    expect(await at.asked(made)).toEqual([]);
    const path = `regulator-correspondence/${idOf(made)}`;
    await at.act('PATCH', path, { changeTookPlaceOn: '2026-12-17' });
    expect(await at.asked(made)).toEqual(['regulator_notice 2026-12-28 scheduled another']);
    await at.act('PATCH', path, { changeTookPlaceOn: '2027-01-04' });
    expect(await at.asked(made)).toEqual(['regulator_notice 2027-01-12 scheduled another']);
    await at.act('PATCH', path, {
      ...{ decision: 'not_a_significant_change', decisionReason: 'Small.', decidedBy: at.owner.id },
      decidedOn: '2026-12-01',
    });
    expect(await at.asked(made, 'regulator_notice')).toContain(
      'regulator_notice 2027-01-12 cancelled another',
    );
  });
});

describe('a use case of high risk', () => {
  const useCase = async (more: object = {}): Promise<string> => {
    const made = await at.post('use-cases', {
      ...{ name: `Advice ${Math.floor(performance.now() * 1000)}`, legalEntityIds: [at.firm] },
      ...{
        purposes: ['investment_advice'],
        recipients: ['client'],
        owners: { compliance: at.owner.id },
        ...more,
      },
    });
    return idOf(made);
  };
  const planned = 'notification_decision 2026-12-31';

  it('asks compliance whether to notify while it is planned, and by the next day where it is approved', async () => {
    const id = await useCase();
    expect(await at.asked(id)).toEqual([`${planned} scheduled owner`]);
    expect(await at.told(at.owner, id)).toEqual(['before_30 owner']);
    await at.app.setClock('2026-12-05T02:00:00Z');
    const approved = await at.act('PATCH', `use-cases/${id}`, { status: 'approved' }, at.second);
    expect(approved.json['statusSince']).toBe('2026-12-05');
    expect(await at.asked(id)).toEqual(['notification_decision 2026-12-06 scheduled owner']);
    await at.round('2026-12-06T02:00:00Z');
    expect(at.mails()).toContainEqual(
      expect.stringMatching(/^Decide by 6 December 2026 whether the SFC is notified: Advice/),
    );
    // Decided, and nobody says when the change takes place: it did when it was approved.
    const notice = await notification({ useCaseIds: [id], decidedOn: '2026-12-06' });
    expect(await at.asked(id)).toEqual(['notification_decision 2026-12-06 cancelled owner']);
    expect(await at.asked(notice)).toEqual(['regulator_notice 2026-12-14 scheduled owner']);
    await at.act('DELETE', `use-cases/${id}`);
    expect(await at.asked(notice)).toEqual(['regulator_notice 2026-12-14 cancelled owner']);
  });

  it('asks again when the decision is taken back, and the risk officers where nobody is named', async () => {
    const id = await useCase({ owners: {} });
    expect(await at.asked(id)).toEqual([`${planned} scheduled officers`]);
    const made = await notification({
      ...{ useCaseIds: [id], decision: 'not_a_significant_change', decisionReason: 'Small.' },
    });
    expect(await at.asked(id)).toEqual([`${planned} cancelled officers`]);
    await at.act('DELETE', `regulator-correspondence/${idOf(made)}`);
    expect(await at.asked(id)).toEqual([`${planned} scheduled officers`]);
  });

  it('that is out of scope asks whether it still is', async () => {
    const id = await useCase({
      scope: { decision: 'out', reason: 'No regulated activity.', expiresOn: '2027-01-10' },
    });
    expect(await at.asked(id)).toEqual(['scope_expiry 2027-01-10 scheduled owner']);
    await at.round('2027-01-10T02:00:00Z');
    expect(at.mails()).toContainEqual(
      expect.stringMatching(/^That a use case is out of scope holds until 10 January 2027: Advice/),
    );
    await at.act('PATCH', `use-cases/${id}`, { scope: { decision: 'in' } });
    expect(await at.asked(id, 'scope_expiry')).toEqual(['scope_expiry 2027-01-10 cancelled owner']);
    expect(await at.asked(id, 'notification_decision')).toEqual([
      'notification_decision 2026-12-31 overdue owner',
    ]);
  });
});
