import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ObligationPlanner, ReminderSweeper } from '../../src/modules/obligations/obligations.public.js';
import { ArrangementApp, idOf } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { itemsOf } from '../harness/replies.js';

let at: ArrangementApp;
let officer: { id: string; key: string };
beforeAll(async () => {
  at = await ArrangementApp.start();
  officer = await at.app.person({ roles: ['risk_officer'] });
});
afterAll(() => at.app.close());

/** What a worker does. */
async function round(instant?: string): Promise<void> {
  if (instant) await at.app.setClock(instant);
  await at.app.nest.get(ObligationPlanner).planChanged();
  await at.app.nest.get(ReminderSweeper).run();
}
const record = (more: object = {}): Promise<Reply> =>
  at.app.send(officer, 'POST', '/api/v1/controls', {
    body: {
      domain: 'D',
      control: 'encryption',
      level: 'firm',
      legalEntityId: at.firm,
      validTo: '2027-02-28',
      ...more,
    },
  });
async function asked(of: Reply): Promise<[unknown, unknown, unknown][]> {
  await round();
  const path = `/api/v1/obligations?kind=control_expiry&sourceId=${idOf(of)}&sort=createdAt`;
  return itemsOf(await at.app.send('auditor', 'GET', path)).map(({ dueOn, state, ownerId }) => [
    dueOn,
    state,
    ownerId,
  ]);
}
async function told(person: { key: string }): Promise<string[]> {
  const reply = await at.app.send(person, 'GET', '/api/v1/reminders?limit=200');
  return itemsOf(reply).flatMap(({ steps }) =>
    (steps as { kind: string; step: string; source: { name: string; nameZhHant: string } }[])
      .filter(({ kind }) => kind === 'control_expiry')
      .map(({ step, source }) => `${step} ${source.name} ${source.nameZhHant}`),
  );
}

describe('a control that counts until a day', () => {
  it('asks who recorded it to look at it in time, moves with its day, and goes with it', async () => {
    const made = await record();
    expect(await asked(made)).toEqual([['2027-02-28', 'scheduled', officer.id]]);
    await round('2027-02-21T02:00:00Z');
    expect(await told(officer)).toContain('before_7 Encryption both ways: Firm 雙向加密：Firm');
    await round('2027-02-28T02:00:00Z');
    expect(await asked(made)).toEqual([['2027-02-28', 'due', officer.id]]);
    const path = `/api/v1/controls/${idOf(made)}`;
    const moved = await at.app.send(officer, 'PATCH', path, {
      body: { validTo: '2027-12-31' },
      ifMatch: made.etag,
    });
    expect(moved.status).toBe(200);
    expect((await asked(made)).at(-1)).toEqual(['2027-12-31', 'scheduled', officer.id]);
    expect((await at.app.send(officer, 'DELETE', path, { ifMatch: moved.etag })).status).toBe(204);
    expect((await asked(made)).every(([, state]) => state === 'cancelled' || state === 'done')).toBe(true);
  });

  it('of what is retired asks for nothing', async () => {
    const provider = await at.register.provider('Leaving');
    const made = await record({ level: 'provider', providerId: provider, validTo: '2027-11-30' });
    expect(await asked(made)).toHaveLength(1);
    await at.app.owner.query('UPDATE provider SET retired_at = now() WHERE id = $1', [provider]);
    await at.app.nest.get(ObligationPlanner).planAll();
    expect((await asked(made)).map(([, state]) => state)).toEqual(['cancelled']);
  });
});
