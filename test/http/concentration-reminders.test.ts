import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner, ReminderSweeper } from '../../src/modules/obligations/obligations.public.js';
import { idOf, LimitApp } from '../harness/limit-app.js';
import { itemsOf } from '../harness/replies.js';

let limits: LimitApp;
beforeAll(async () => {
  limits = await LimitApp.start();
});
beforeEach(async () => {
  await limits.begin();
  await round();
});
afterAll(() => limits.app.close());

/** What a worker does. */
async function round(): Promise<void> {
  await limits.keeper.keep();
  await limits.app.nest.get(ObligationPlanner).planChanged();
  await limits.app.nest.get(ReminderSweeper).run();
}

async function at(instant: string): Promise<void> {
  await limits.app.setClock(instant);
  await round();
}

/** What is asked for because of the only excess, the oldest first. */
async function asked(): Promise<[unknown, unknown, unknown][]> {
  const { only, get } = { only: await limits.only(), get: limits.get.bind(limits) };
  const path = `/api/v1/obligations?kind=concentration_finding&sourceId=${idOf(only)}&sort=createdAt`;
  return itemsOf(await get(path)).map(({ dueOn, state, ownerId }) => [dueOn, state, ownerId]);
}

const told = async (person: { key: string }): Promise<unknown[]> =>
  itemsOf(await limits.get('/api/v1/reminders?limit=200', person)).flatMap(({ steps }) =>
    (steps as { kind: string; step: string; because: string; source: { name: string } }[])
      .filter(({ kind }) => kind === 'concentration_finding')
      .map(({ step, because, source }) => `${step} ${because} ${source.name}`),
  );

describe('an excess that asks for a decision', () => {
  it('is told to the owner of the limit as it is found, and escalated when nobody decides', async () => {
    const owner = await limits.app.person({ roles: ['procurement'] });
    const officer = { key: limits.app.keys.risk_officer };
    await limits.limit({ name: 'Vendors', ownerId: owner.id });
    await round();
    expect(await asked()).toEqual([['2027-02-14', 'scheduled', owner.id]]);
    expect(await told(owner)).toEqual(['before_30 owner Vendors: Vendor A']);
    expect(await told(officer)).toEqual([]);
    await at('2027-02-14T01:00:00Z');
    expect(await asked()).toEqual([['2027-02-14', 'due', owner.id]]);
    await at('2027-02-21T01:00:00Z');
    expect(await asked()).toEqual([['2027-02-14', 'overdue', owner.id]]);
    expect(await told(officer)).toEqual(['after_7 escalation Vendors: Vendor A']);
  });

  it('falls to the risk officers where the limit has no owner', async () => {
    await limits.limit({ name: 'Nobody’s' });
    await round();
    expect(await asked()).toEqual([['2027-02-14', 'scheduled', null]]);
    expect(await told({ key: limits.app.keys.risk_officer })).toContain('before_30 role Nobody’s: Vendor A');
  });

  it('moves with the decision: to the last day of an acceptance, and back when it has ended', async () => {
    await limits.limit();
    await round();
    await limits.accept({ until: '2027-03-31' });
    await round();
    expect(await asked()).toEqual([['2027-03-31', 'scheduled', null]]);
    await at('2027-03-31T16:00:00Z');
    expect(await asked()).toEqual([['2027-05-01', 'scheduled', null]]);
  });

  it('goes over to the owner of a plan, until its day', async () => {
    await limits.limit();
    await round();
    const owner = await limits.app.person({ roles: ['procurement'] });
    await limits.act('treat', { ownerId: owner.id, plan: 'Move.', dueOn: '2027-03-01' }, 'risk_officer');
    await round();
    expect(await asked()).toEqual([
      ['2027-02-14', 'cancelled', null],
      ['2027-03-01', 'scheduled', owner.id],
    ]);
  });

  it('is cancelled when the excess is gone', async () => {
    await limits.limit();
    await round();
    await limits.threshold(0.9);
    await round();
    expect(await asked()).toEqual([['2027-02-14', 'cancelled', null]]);
  });

  it('follows the limit when it gets an owner or another name, and the full plan finds the same', async () => {
    await limits.limit();
    await round();
    const { app, limitId } = limits;
    const owner = await app.person({ roles: ['procurement'] });
    await app.owner.query('UPDATE concentration_limit SET owner_id = $2 WHERE id = $1', [limitId, owner.id]);
    await round();
    expect((await asked()).map(([, state, who]) => [state, who])).toEqual([
      ['cancelled', null],
      ['scheduled', owner.id],
    ]);
    expect(await app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 0 });
    await app.owner.query(`DELETE FROM obligation_replan`);
    await app.owner.query(`UPDATE obligation SET state = 'cancelled' WHERE owner_id = $1`, [owner.id]);
    expect(await app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 1 });
  });
});
