import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner, ReminderSweeper } from '../../src/modules/obligations/obligations.public.js';
import { idOf, NOW } from '../harness/arrangement-app.js';
import type { Reply } from '../harness/app.js';
import { ChangeApp } from '../harness/change-app.js';
import { itemsOf } from '../harness/replies.js';

let changes: ChangeApp;
let owner: { id: string; key: string };
beforeAll(async () => {
  changes = await ChangeApp.start();
  owner = await changes.app.person({ roles: ['procurement'] });
});
beforeEach(() => changes.app.setClock(NOW));
afterAll(() => changes.app.close());

/** What a worker does. */
async function round(instant?: string): Promise<void> {
  if (instant) await changes.app.setClock(instant);
  await changes.app.nest.get(ObligationPlanner).planChanged();
  await changes.app.nest.get(ReminderSweeper).run();
}

/** What is asked for because of a change, the oldest first. */
async function asked(of: Reply, kind: string): Promise<unknown[][]> {
  await round();
  const path = `/api/v1/obligations?kind=${kind}&sourceType=change_event&sourceId=${idOf(of)}&sort=createdAt`;
  return itemsOf(await changes.app.send('auditor', 'GET', path)).map(({ dueOn, state, ownerId }) => [
    ...([dueOn, state, ownerId] as const),
  ]);
}

async function told(person: { key: string }): Promise<string[]> {
  const reply = await changes.app.send(person, 'GET', '/api/v1/reminders?limit=200');
  return itemsOf(reply).flatMap(({ steps }) =>
    (steps as { kind: string; step: string; because: string; source: { name: string; nameZhHant: string } }[])
      .filter(({ kind }) => kind.startsWith('change_'))
      .map(
        ({ kind, step, because, source }) => `${kind} ${step} ${because} ${source.name} ${source.nameZhHant}`,
      ),
  );
}
const NAMES = 'Another change: Model 其他改動：Model';
const other = (more = {}): Promise<Reply> =>
  changes.made({ kind: 'other', legalEntityId: changes.at.firm, ...more });

describe('a change that waits for a ruling', () => {
  it('asks its owner at once and three days long, then the risk officers, until somebody rules', async () => {
    const made = await other({ ownerId: owner.id });
    expect(await asked(made, 'change_triage')).toEqual([['2026-12-04', 'scheduled', owner.id]]);
    expect(await told(owner)).toEqual([`change_triage before_3 owner ${NAMES}`]);
    await round('2026-12-04T02:00:00Z');
    expect(await asked(made, 'change_triage')).toEqual([['2026-12-04', 'due', owner.id]]);
    await round('2026-12-05T02:00:00Z');
    expect(await asked(made, 'change_triage')).toEqual([['2026-12-04', 'overdue', owner.id]]);
    expect(await told({ key: changes.app.keys.risk_officer })).toEqual([
      `change_triage after_1 escalation ${NAMES}`,
    ]);
    await changes.triage(made, 'minor');
    expect(await asked(made, 'change_triage')).toEqual([['2026-12-04', 'cancelled', owner.id]]);
    expect(await asked(made, 'change_redo')).toEqual([['2027-01-04', 'scheduled', owner.id]]);
  });

  it('is the risk officers’ where it has no owner, or one who has left, and goes with the event', async () => {
    const left = await changes.app.person({ roles: ['procurement'] });
    const made = await other({ ownerId: left.id });
    await changes.app.owner.query(`UPDATE person SET status = 'disabled' WHERE id = $1`, [left.id]);
    expect((await asked(made, 'change_triage')).at(-1)).toEqual(['2026-12-04', 'scheduled', null]);
    const nobody = await changes.made();
    expect(await asked(nobody, 'change_triage')).toEqual([['2026-12-04', 'scheduled', null]]);
    await changes.patch(nobody, { ownerId: owner.id });
    expect((await asked(nobody, 'change_triage')).at(-1)).toEqual(['2026-12-04', 'scheduled', owner.id]);
    await changes.retire(nobody);
    expect((await asked(nobody, 'change_triage')).at(-1)).toEqual(['2026-12-04', 'cancelled', owner.id]);
    await changes.send('POST', `/${idOf(nobody)}/restore`);
    expect((await asked(nobody, 'change_triage')).at(-1)).toEqual(['2026-12-04', 'scheduled', owner.id]);
  });
});

describe('what a change made stale', () => {
  it('is asked for thirty days from the ruling, until nothing is open', async () => {
    const made = await other({ ownerId: owner.id });
    expect(await asked(made, 'change_redo')).toEqual([]);
    // Already the third of December where the legal entity is.
    await changes.app.setClock('2026-12-02T17:00:00Z');
    await changes.triage(made, 'material');
    expect(await asked(made, 'change_redo')).toEqual([['2027-01-02', 'scheduled', owner.id]]);
    await round('2027-01-09T02:00:00Z');
    expect(await asked(made, 'change_redo')).toEqual([['2027-01-02', 'overdue', owner.id]]);
    expect(await told({ key: changes.app.keys.risk_officer })).toContain(
      `change_redo after_7 escalation ${NAMES}`,
    );
    await changes.resolve(made);
    expect(await asked(made, 'change_redo')).toEqual([['2027-01-02', 'overdue', owner.id]]);
    await changes.resolve(made, { rule: 'R-13b' });
    expect(await asked(made, 'change_redo')).toEqual([['2027-01-02', 'cancelled', owner.id]]);
  });

  it('is asked for by its first day again where what was redone is taken back', async () => {
    const made = await changes.made({ kind: 'prompt_or_orchestration_changed', ownerId: owner.id });
    await changes.triage(made, 'minor');
    expect(await asked(made, 'change_redo')).toEqual([['2026-12-31', 'scheduled', owner.id]]);
    const closed = await changes.resolve(made);
    expect(await asked(made, 'change_redo')).toEqual([['2026-12-31', 'cancelled', owner.id]]);
    await changes.app.setClock('2027-01-05T02:00:00Z');
    await changes.withdraw(closed);
    expect((await asked(made, 'change_redo')).at(-1)).toEqual(['2026-12-31', 'overdue', owner.id]);
  });

  it('is asked for anew when a minor change turns out to be material', async () => {
    const made = await changes.made({ kind: 'prompt_or_orchestration_changed', ownerId: owner.id });
    await changes.triage(made, 'minor');
    await changes.resolve(made, { rule: 'R-13c' });
    expect(await asked(made, 'change_redo')).toEqual([]);
    await changes.app.setClock('2026-12-10T02:00:00Z');
    await changes.triage(made, 'material');
    expect(await asked(made, 'change_redo')).toEqual([['2027-01-09', 'scheduled', owner.id]]);
  });

  it('was announced, and is asked for on the day on which it takes effect, until somebody records that it happened', async () => {
    const announced = { happenedOn: null, announcedOn: '2026-11-20', takesEffectOn: '2027-02-01' };
    const made = await other({ ownerId: owner.id, ...announced });
    expect(await asked(made, 'change_effect')).toEqual([['2027-02-01', 'scheduled', owner.id]]);
    await round('2027-02-01T02:00:00Z');
    expect(await told(owner)).toContain(`change_effect on_day owner ${NAMES}`);
    await changes.patch(made, { happenedOn: '2027-02-01' });
    expect(await asked(made, 'change_effect')).toEqual([['2027-02-01', 'cancelled', owner.id]]);
  });

  it('is planned in full as it is by notes, and not twice', async () => {
    const made = await other();
    await changes.triage(made, 'material');
    await round();
    await changes.app.owner.query('DELETE FROM obligation_replan');
    expect(await changes.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 0 });
    await changes.app.owner.query('ALTER TABLE change_event DISABLE TRIGGER USER');
    await changes.app.owner.query(`UPDATE change_event SET state = 'closed' WHERE id = $1`, [idOf(made)]);
    await changes.app.owner.query('ALTER TABLE change_event ENABLE TRIGGER USER');
    expect(await changes.app.nest.get(ObligationPlanner).planAll()).toMatchObject({ changes: 1 });
    expect((await asked(made, 'change_redo')).at(-1)?.[1]).toBe('cancelled');
  });
});
