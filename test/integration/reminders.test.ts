import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner } from '../../src/modules/obligations/planner.js';
import { type Reminding, startReminding } from '../harness/reminding.js';

let r: Reminding;
beforeAll(async () => {
  r = await startReminding();
});
afterAll(() => r.close());
beforeEach(() => {
  r.mail.received.length = 0;
  r.mail.reaction = 'accept';
});

const NOON = 'T04:00:00Z'; // in Hong Kong

describe('a component that retires in thirty days', () => {
  it('reminds its owner once a step in the inbox and by mail, at nine in the morning, and no more', async () => {
    await r.app.setClock(`2027-01-29${NOON}`);
    const { owner, componentId } = await r.dependency('Northwind Large 3', '2027-03-01');
    const days = [
      '2027-01-30',
      '2027-02-21',
      '2027-02-22',
      '2027-02-27',
      '2027-02-28',
      '2027-03-01',
      '2027-03-08',
    ];
    await r.round(); // 60 days before is past: the owner learns of it at once
    for (const day of days) {
      await r.at(`${day}T00:59:00Z`);
      await r.at(`${day}T01:00:00Z`);
      await r.round();
    }
    const told = ['before_60', 'before_30', 'before_7', 'before_1', 'on_day', 'after_7'];
    expect(await r.ledger(owner.id)).toEqual(
      told.flatMap((step) => [`${step} email sent`, `${step} in_app sent`]),
    );
    expect(await r.stepsInInbox(owner)).toEqual(told);
    expect(r.mailTo(owner).map(({ subject }) => subject)).toEqual([
      ...Array.from({ length: 5 }, () => 'Northwind Large 3 retires on 1 March 2027'),
      'Overdue: Northwind Large 3 retired on 1 March 2027',
    ]);
    expect(new Set(r.mailTo(owner).map(({ messageId }) => messageId)).size).toBe(6);
    expect(await r.stateOf(componentId)).toEqual(['overdue']);
  });

  it('escalates to the risk officers when nothing was recorded as done, and not when it was', async () => {
    await r.app.setClock(`2027-05-01${NOON}`);
    const ignored = await r.dependency('Ignored', '2027-06-01');
    const handled = await r.dependency('Handled', '2027-06-01');
    await r.round();
    const { rows } = await r.app.owner.query<{ id: string }>(
      'SELECT id FROM obligation WHERE source_id = $1',
      [handled.componentId],
    );
    const done = await r.app.send(handled.owner, 'POST', `/api/v1/obligations/${rows[0]?.id}/done`, {
      body: { note: 'Moved to the successor.' },
    });
    expect(done.json).toMatchObject({ state: 'done', doneBy: handled.owner.id });
    r.mail.received.length = 0;
    await r.at(`2027-06-08${NOON}`);
    const officer = r.app.people.risk_officer;
    const escalated = r.mail.received.filter(({ to }) => to === `${officer}@example.com`);
    expect(escalated).toHaveLength(1);
    expect(escalated[0]?.text).toContain('Overdue: Ignored');
    expect(escalated[0]?.text).toContain('escalated');
    expect(r.mailTo(ignored.owner)).toHaveLength(1);
    expect(r.mailTo(handled.owner)).toEqual([]);
  });
});

describe('a clock that jumps', () => {
  it('a month ahead: one message with every missed step, oldest first, linked in the ledger', async () => {
    await r.app.setClock(`2027-07-01${NOON}`);
    const first = await r.dependency('Jumped 1', '2027-09-15');
    await r.dependency('Jumped 2', '2027-09-01').then(({ useCaseId }) => r.setOwner(useCaseId, first.owner));
    await r.round();
    r.mail.received.length = 0;
    await r.at(`2027-09-10${NOON}`);
    await r.round();
    const [message, ...others] = r.mailTo(first.owner);
    expect(others).toEqual([]);
    const text = message?.text ?? '';
    expect(text).toContain(
      '60 days before, 30 days before, 7 days before, the day before, on the day, 7 days after',
    );
    expect(text).toContain('60 days before, 30 days before, 7 days before (Asia');
    expect(text.indexOf('Jumped 2')).toBeLessThan(text.indexOf('Jumped 1'));
    const [reminder] = await r.inbox(first.owner);
    const planned = (reminder?.steps ?? []).map(({ step, dueOn }) => `${dueOn} ${step}`);
    expect(planned).toEqual([
      '2027-09-01 before_60',
      '2027-09-15 before_60',
      '2027-09-01 before_30',
      '2027-09-15 before_30',
      '2027-09-01 before_7',
      '2027-09-01 before_1',
      '2027-09-01 on_day',
      '2027-09-15 before_7',
      '2027-09-01 after_7',
    ]);
    const { rows } = await r.app.owner.query(
      `SELECT channel, count(DISTINCT reminder_id)::int AS messages, count(*)::int AS lines FROM delivery
        WHERE recipient_id = $1 AND planned_for > '2027-07-02' GROUP BY channel ORDER BY channel`,
      [first.owner.id],
    );
    expect(rows).toEqual([
      { channel: 'email', messages: 1, lines: 9 },
      { channel: 'in_app', messages: 1, lines: 9 },
    ]);
  });

  it('back: nothing is told again, and what is still to come is told in its time', async () => {
    await r.app.setClock(`2027-10-20${NOON}`);
    const { owner } = await r.dependency('Turned back', '2027-11-20');
    await r.at(`2027-11-14${NOON}`);
    const before = await r.ledger(owner.id);
    await r.at(`2027-10-01${NOON}`);
    await r.app.nest.get(ObligationPlanner).planAll();
    await r.at(`2027-11-14${NOON}`);
    expect(await r.ledger(owner.id)).toEqual(before);
    await r.at(`2027-11-19${NOON}`);
    expect((await r.ledger(owner.id)).slice(before.length)).toEqual([
      'before_1 email sent',
      'before_1 in_app sent',
    ]);
  });
});

describe('a date that moves', () => {
  it('later: the steps to come remind again, those of the old day no more', async () => {
    await r.app.setClock(`2028-01-10${NOON}`);
    const { owner, componentId } = await r.dependency('Postponed', '2028-02-01');
    await r.round();
    expect(await r.stepsInInbox(owner)).toEqual(['before_30']);
    await r.retireOn(componentId, '2028-02-09'); // 30 days before is this morning
    await r.round();
    await r.at(`2028-02-03${NOON}`);
    expect(await r.stepsInInbox(owner)).toEqual(['before_30', 'before_7']);
    expect(r.mailTo(owner).at(-1)?.subject).toBe('Postponed retires on 9 February 2028');
    await r.retireOn(componentId, '2028-02-01');
    await r.round();
    await r.at(`2028-02-09${NOON}`);
    // Back on the old day: its steps to come remind, and the days before are not told a second time.
    expect(await r.stepsInInbox(owner)).toEqual(['before_30', 'before_7', 'after_7']);
  });

  it('while no worker runs: what came due since is told late, and nothing that lay before the change', async () => {
    await r.app.setClock(`2028-05-31${NOON}`);
    const { owner, componentId } = await r.dependency('Unattended', '2028-12-01');
    await r.round();
    await r.retireOn(componentId, '2028-06-20');
    // As if the date had been moved two weeks ago: 7 days before was to come then, 30 days before was not.
    await r.app.owner.query(`UPDATE obligation_replan SET noted_at = noted_at - interval '14 days'`);
    await r.at(`2028-06-14${NOON}`);
    expect(await r.stepsInInbox(owner)).toEqual(['before_7']);
  });

  it('away: the obligation is cancelled; back again: it goes on where it stopped', async () => {
    await r.app.setClock(`2028-03-01${NOON}`);
    const { owner, componentId } = await r.dependency('Withdrawn', '2028-03-20');
    await r.round();
    await r.retireOn(componentId, null);
    await r.round();
    await r.at(`2028-03-14${NOON}`);
    expect(await r.stateOf(componentId)).toEqual(['cancelled']);
    expect(await r.stepsInInbox(owner)).toEqual(['before_30']);
    await r.retireOn(componentId, '2028-03-20');
    await r.round();
    await r.at(`2028-03-20${NOON}`);
    expect(await r.stateOf(componentId)).toEqual(['due']);
    expect(await r.stepsInInbox(owner)).toEqual(['before_30', 'before_1+on_day']);
  });

  it('reminds no more once the component is retired, and drops what was not sent yet', async () => {
    await r.app.setClock(`2028-04-01${NOON}`);
    const { owner, componentId } = await r.dependency('Gone', '2028-04-20');
    r.mail.reaction = 'refuse';
    await r.round();
    expect(await r.ledger(owner.id)).toEqual(['before_30 email failed', 'before_30 in_app sent']);
    await r.app.owner.query('UPDATE component SET retired_at = now() WHERE id = $1', [componentId]);
    await r.app.owner.query(
      'UPDATE reminder SET next_attempt_at = clock_timestamp() WHERE recipient_id = $1',
      [owner.id],
    );
    r.mail.reaction = 'accept';
    await r.at(`2028-05-20${NOON}`);
    expect(await r.stateOf(componentId)).toEqual(['cancelled']);
    expect(await r.ledger(owner.id)).toEqual(['before_30 email cancelled', 'before_30 in_app sent']);
    expect(r.mailTo(owner)).toEqual([]);
  });
});

describe('a snooze', () => {
  it('holds reminders back, and tells on its last day what they would have told', async () => {
    await r.app.setClock(`2028-11-01${NOON}`);
    const { owner, componentId } = await r.dependency('Put off', '2028-11-20');
    await r.round();
    const { rows } = await r.app.owner.query<{ id: string }>(
      'SELECT id FROM obligation WHERE source_id = $1',
      [componentId],
    );
    const snoozed = await r.app.send(owner, 'POST', `/api/v1/obligations/${rows[0]?.id}/snooze`, {
      body: { until: '2028-11-19', reason: 'The vendor answers by then.' },
    });
    expect(snoozed.json).toMatchObject({ snoozedUntil: '2028-11-19' });
    await r.at(`2028-11-18${NOON}`);
    expect(await r.stepsInInbox(owner)).toEqual(['before_30']);
    await r.at(`2028-11-19${NOON}`);
    expect(await r.stepsInInbox(owner)).toEqual(['before_30', 'before_7+before_1']);
  });
});
