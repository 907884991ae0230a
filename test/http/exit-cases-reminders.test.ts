import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner, ReminderSweeper } from '../../src/modules/obligations/obligations.public.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { ExitApp } from '../harness/exit-app.js';
import { itemsOf } from '../harness/replies.js';

let exits: ExitApp;
let owner: { id: string; key: string };
beforeAll(async () => {
  exits = await ExitApp.start();
  owner = await exits.app.person({ roles: ['procurement'] });
});
beforeEach(() => exits.app.setClock(NOW));
afterAll(() => exits.app.close());

/** What a worker does. */
async function round(instant?: string): Promise<void> {
  if (instant) await exits.app.setClock(instant);
  await exits.app.nest.get(ObligationPlanner).planChanged();
  await exits.app.nest.get(ReminderSweeper).run();
}

/** What is asked for because of an exit, the oldest first. */
async function asked(of: Reply): Promise<unknown[][]> {
  await round();
  const path = `/api/v1/obligations?kind=exit_due&sourceType=exit_case&sourceId=${idOf(of)}&sort=createdAt`;
  return itemsOf(await exits.app.send('auditor', 'GET', path)).map(({ dueOn, state, ownerId }) => [
    ...([dueOn, state, ownerId] as const),
  ]);
}

async function told(person: { key: string }): Promise<string[]> {
  const reply = await exits.app.send(person, 'GET', '/api/v1/reminders?limit=200');
  return itemsOf(reply).flatMap(({ steps }) =>
    (steps as { kind: string; step: string; because: string; source: { name: string } }[])
      .filter(({ kind }) => kind === 'exit_due')
      .map(({ step, because, source }) => `${step} ${because} ${source.name}`),
  );
}

describe('an exit that is to be complete', () => {
  it('asks its owner by its day, and the risk officers after it, until it is closed', async () => {
    const made = await exits.made({ ownerId: owner.id, ...exits.replaced(), steps: exits.complete() });
    expect(await asked(made)).toEqual([['2027-02-28', 'scheduled', owner.id]]);
    await exits.patch(made, { dueOn: '2027-01-15' });
    expect(await asked(made)).toEqual([['2027-01-15', 'scheduled', owner.id]]);
    await round('2027-01-15T02:00:00Z');
    expect(await asked(made)).toEqual([['2027-01-15', 'due', owner.id]]);
    expect(await told(owner)).toContain('on_day owner Model');
    await round('2027-01-22T02:00:00Z');
    expect(await told({ key: exits.app.keys.risk_officer })).toEqual(['after_7 escalation Model']);
    await exits.decide(made, 'submit', undefined, 'procurement');
    expect(await asked(made)).toEqual([['2027-01-15', 'overdue', owner.id]]);
    expect((await exits.decide(made, 'close', {}, 'senior_manager')).status).toBe(200);
    expect(await asked(made)).toEqual([['2027-01-15', 'done', owner.id]]);
    expect(await asked(made)).toEqual([['2027-01-15', 'done', owner.id]]);
    const { rows } = await exits.app.owner.query(
      `SELECT s.state FROM obligation_step s JOIN obligation o ON o.id = s.obligation_id
        WHERE o.source_id = $1 AND s.state = 'armed'`,
      [idOf(made)],
    );
    expect(rows).toEqual([]);
  });

  it('asks nobody any more when it is abandoned or retired, and again when it comes back', async () => {
    const abandoned = await exits.ofAnother({ ownerId: owner.id });
    expect(await asked(abandoned)).toEqual([['2027-02-28', 'scheduled', owner.id]]);
    await exits.decide(abandoned, 'abandon', { reason: 'The firm stays.' }, 'senior_manager');
    expect(await asked(abandoned)).toEqual([['2027-02-28', 'cancelled', owner.id]]);
    const retired = await exits.ofAnother({ ownerId: owner.id });
    await round();
    await exits.retire(retired);
    expect(await asked(retired)).toEqual([['2027-02-28', 'cancelled', owner.id]]);
    await exits.send('POST', `/${idOf(retired)}/restore`);
    expect(await asked(retired)).toEqual([['2027-02-28', 'scheduled', owner.id]]);
  });

  it('is the risk officers’ where its owner has left, and is planned in full as by notes', async () => {
    const left = await exits.app.person({ roles: ['procurement'] });
    const made = await exits.ofAnother({ ownerId: left.id });
    await exits.app.owner.query(`UPDATE person SET status = 'disabled' WHERE id = $1`, [left.id]);
    expect((await asked(made)).at(-1)).toEqual(['2027-02-28', 'scheduled', null]);
    await exits.app.owner.query('DELETE FROM obligation_replan');
    expect(await exits.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 0 });
    await exits.app.owner.query('ALTER TABLE exit_case DISABLE TRIGGER USER');
    await exits.app.owner.query(`UPDATE exit_case SET due_on = '2027-03-01' WHERE id = $1`, [idOf(made)]);
    await exits.app.owner.query('ALTER TABLE exit_case ENABLE TRIGGER USER');
    expect(await exits.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 1 });
    expect((await asked(made)).at(-1)).toEqual(['2027-03-01', 'scheduled', null]);
  });
});
