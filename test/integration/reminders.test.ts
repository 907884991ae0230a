import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ObligationPlanner } from '../../src/modules/obligations/planner.js';
import { ReminderSender } from '../../src/modules/obligations/sender.js';
import { CLAIM, FALL_DUE } from '../../src/modules/obligations/persistence/sweep.repository.js';
import { ReminderSweeper } from '../../src/modules/obligations/sweeper.js';
import type { Pool } from 'pg';
import { POOL } from '../../src/platform/tokens.js';
import { startApp } from '../harness/app.js';
import { RegisterWriter } from '../harness/register.js';
import { itemsOf } from '../harness/replies.js';
import { type Owner, type Reminding, startReminding } from '../harness/reminding.js';

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
const mailTo = ({ email }: Owner) => r.mail.received.filter(({ to }) => to === email);
const inbox = async ({ key }: Owner) =>
  itemsOf(await r.app.send({ key }, 'GET', '/api/v1/reminders?limit=200')) as {
    id: string;
    readAt: string | null;
    steps: { step: string; dueOn: string; because: string }[];
  }[];
const stepsInInbox = async (owner: Owner) =>
  (await inbox(owner)).map(({ steps }) => steps.map(({ step }) => step).join('+')).reverse();
const stateOf = async (componentId: string) =>
  (
    await r.app.owner.query<{ state: string }>(
      'SELECT state FROM obligation WHERE source_id = $1 ORDER BY cycle',
      [componentId],
    )
  ).rows.map(({ state }) => state);
const retireOn = (componentId: string, date: string | null) =>
  r.app.owner.query('UPDATE component SET retires_on = $2 WHERE id = $1', [componentId, date]);

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
    expect(await stepsInInbox(owner)).toEqual(told);
    expect(mailTo(owner).map(({ subject }) => subject)).toEqual([
      ...Array.from({ length: 5 }, () => 'Northwind Large 3 retires on 1 March 2027'),
      'Overdue: Northwind Large 3 retired on 1 March 2027',
    ]);
    expect(new Set(mailTo(owner).map(({ messageId }) => messageId)).size).toBe(6);
    expect(await stateOf(componentId)).toEqual(['overdue']);
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
    expect(mailTo(ignored.owner)).toHaveLength(1);
    expect(mailTo(handled.owner)).toEqual([]);
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
    const [message, ...others] = mailTo(first.owner);
    expect(others).toEqual([]);
    const text = message?.text ?? '';
    expect(text).toContain(
      '60 days before, 30 days before, 7 days before, the day before, on the day, 7 days after',
    );
    expect(text).toContain('60 days before, 30 days before, 7 days before (Asia');
    expect(text.indexOf('Jumped 2')).toBeLessThan(text.indexOf('Jumped 1'));
    const [reminder] = await inbox(first.owner);
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
    expect(await stepsInInbox(owner)).toEqual(['before_30']);
    await retireOn(componentId, '2028-02-09'); // 30 days before is this morning
    await r.round();
    await r.at(`2028-02-03${NOON}`);
    expect(await stepsInInbox(owner)).toEqual(['before_30', 'before_7']);
    expect(mailTo(owner).at(-1)?.subject).toBe('Postponed retires on 9 February 2028');
    await retireOn(componentId, '2028-02-01');
    await r.round();
    await r.at(`2028-02-09${NOON}`);
    // Back on the old day: its steps to come remind, and the days before are not told a second time.
    expect(await stepsInInbox(owner)).toEqual(['before_30', 'before_7', 'after_7']);
  });

  it('while no worker runs: what came due since is told late, and nothing that lay before the change', async () => {
    await r.app.setClock(`2028-05-31${NOON}`);
    const { owner, componentId } = await r.dependency('Unattended', '2028-12-01');
    await r.round();
    await retireOn(componentId, '2028-06-20');
    // As if the date had been moved two weeks ago: 7 days before was to come then, 30 days before was not.
    await r.app.owner.query(`UPDATE obligation_replan SET noted_at = noted_at - interval '14 days'`);
    await r.at(`2028-06-14${NOON}`);
    expect(await stepsInInbox(owner)).toEqual(['before_7']);
  });

  it('away: the obligation is cancelled; back again: it goes on where it stopped', async () => {
    await r.app.setClock(`2028-03-01${NOON}`);
    const { owner, componentId } = await r.dependency('Withdrawn', '2028-03-20');
    await r.round();
    await retireOn(componentId, null);
    await r.round();
    await r.at(`2028-03-14${NOON}`);
    expect(await stateOf(componentId)).toEqual(['cancelled']);
    expect(await stepsInInbox(owner)).toEqual(['before_30']);
    await retireOn(componentId, '2028-03-20');
    await r.round();
    await r.at(`2028-03-20${NOON}`);
    expect(await stateOf(componentId)).toEqual(['due']);
    expect(await stepsInInbox(owner)).toEqual(['before_30', 'before_1+on_day']);
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
    expect(await stateOf(componentId)).toEqual(['cancelled']);
    expect(await r.ledger(owner.id)).toEqual(['before_30 email cancelled', 'before_30 in_app sent']);
    expect(mailTo(owner)).toEqual([]);
  });
});

describe('who is told', () => {
  it('is the technology owner also through other components, alternatives and things merely used, once', async () => {
    await r.app.setClock(`2028-06-01${NOON}`);
    const { owner, componentId, useCaseId } = await r.dependency('Deep', '2029-01-01');
    const gateway = await r.register.component('Gateway', 'gateway', null);
    const tool = await r.register.component('Evaluation', 'evaluation', null);
    const spare = await r.register.component('Spare', 'language_model', null);
    await r.register.requires({ component: gateway }, [{ component: spare }, { component: componentId }]);
    await r.register.requires({ component: tool }, [{ component: gateway }], { effect: 'uses' });
    await r.register.requires({ component: gateway }, [{ component: tool }]); // a ring
    await r.register.requires({ useCase: useCaseId }, [{ component: tool }], { effect: 'uses' });
    const entity = await r.register.legalEntity('Peak Asset Management');
    const other = await r.register.useCase('Other house', 'T3', entity);
    await r.register.requires({ useCase: other }, [{ component: tool }], { effect: 'uses' });
    await r.setOwner(other, await r.owner());
    await r.round();
    const { rows } = await r.app.owner.query<{ owner_id: string }>(
      `SELECT owner_id FROM obligation WHERE source_id = $1 AND state = 'scheduled'`,
      [componentId],
    );
    expect(rows).toHaveLength(2);
    expect(rows.map(({ owner_id }) => owner_id)).toContain(owner.id);
  });

  it('follows the owner: the next one is told at once, the former one no more', async () => {
    await r.app.setClock(`2028-08-01${NOON}`);
    const { owner, componentId, useCaseId } = await r.dependency('Handed over', '2028-08-20');
    await r.round();
    const next = await r.owner('zh-Hant');
    await r.setOwner(useCaseId, next);
    await r.at(`2028-08-13${NOON}`);
    expect(await stepsInInbox(owner)).toEqual(['before_30']);
    expect(await stepsInInbox(next)).toEqual(['before_7']);
    expect(mailTo(next).map(({ subject, language }) => [subject, language])).toEqual([
      ['Handed over 將於 2028年8月20日 停止服務', 'zh-Hant'],
    ]);
    expect((await stateOf(componentId)).sort()).toEqual(['cancelled', 'scheduled']);
  });

  it('is never nobody: without an owner the risk officers, without those the administrators', async () => {
    await r.app.setClock(`2028-09-01${NOON}`);
    const { owner, componentId } = await r.dependency('Left behind', '2028-09-20');
    await r.round();
    r.mail.received.length = 0;
    const disable = (id: string) =>
      r.app.owner.query(`UPDATE person SET status = 'disabled' WHERE id = $1`, [id]);
    await disable(owner.id);
    await r.round();
    const { risk_officer: officer, admin } = r.app.people;
    expect(r.mail.received.map(({ to }) => to)).toEqual([`${officer}@example.com`]);
    expect(r.mail.received[0]?.text).toContain('falls to the risk officers');
    await disable(officer);
    await r.at(`2028-09-13${NOON}`);
    await r.app.owner.query(`UPDATE person SET status = 'active' WHERE id = $1`, [officer]);
    expect(r.mail.received.slice(1).map(({ to }) => to)).toEqual([`${admin}@example.com`]);
    expect(r.mail.received[1]?.text).toContain('falls to the administrators');
    expect((await stateOf(componentId)).sort()).toEqual(['cancelled', 'scheduled']);
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
    expect(await stepsInInbox(owner)).toEqual(['before_30']);
    await r.at(`2028-11-19${NOON}`);
    expect(await stepsInInbox(owner)).toEqual(['before_30', 'before_7+before_1']);
  });
});

describe('workers side by side', () => {
  it('tell everything once between them', async () => {
    await r.app.setClock(`2029-02-01${NOON}`);
    const owners = await Promise.all(Array.from({ length: 16 }, () => r.owner()));
    for (const [i, owner] of owners.entries()) {
      for (const n of [1, 2]) {
        const { useCaseId } = await r.dependency(`Parallel ${i} ${n}`, '2029-02-20');
        await r.setOwner(useCaseId, owner);
      }
    }
    const planner = r.app.nest.get(ObligationPlanner);
    const sweeper = r.app.nest.get(ReminderSweeper);
    const sender = r.app.nest.get(ReminderSender);
    const both = (work: () => Promise<unknown>) => Promise.all([work(), work(), work()]);
    await both(() => planner.planChanged());
    await both(() => sweeper.run());
    await both(() => sender.run());
    for (const owner of owners) {
      expect(mailTo(owner)).toHaveLength(1);
      expect(await stepsInInbox(owner)).toEqual(['before_30+before_30']);
    }
  });
});

describe('a mail server that refuses', () => {
  it('is asked again later under the same Message-ID, and given up after the last attempt', async () => {
    await r.app.setClock(`2029-06-01${NOON}`);
    const { owner } = await r.dependency('Refused', '2029-06-20');
    r.mail.reaction = 'refuse';
    await r.round();
    await r.round(); // its time to try again has not come
    const read = async () =>
      (
        await r.app.owner.query<{ state: string; attempts: number; last_error: string; message_id: string }>(
          `SELECT state, attempts, last_error, message_id FROM reminder WHERE recipient_id = $1 AND channel = 'email'`,
          [owner.id],
        )
      ).rows[0];
    expect(await read()).toMatchObject({
      state: 'failed',
      attempts: 1,
      last_error: expect.stringContaining('451'),
    });
    const again = () =>
      r.app.owner.query('UPDATE reminder SET next_attempt_at = clock_timestamp() WHERE recipient_id = $1', [
        owner.id,
      ]);
    for (let attempt = 2; attempt <= 25; attempt++) {
      await again();
      await r.app.nest.get(ReminderSender).run();
    }
    expect(await read()).toMatchObject({ state: 'dead', attempts: 24 });
    r.mail.reaction = 'accept';
    await again();
    await r.round();
    expect(mailTo(owner)).toEqual([]);
    await r.app.owner.query(`UPDATE reminder SET state = 'failed', attempts = 1 WHERE recipient_id = $1`, [
      owner.id,
    ]);
    await r.round();
    expect(mailTo(owner).map(({ messageId }) => messageId)).toEqual([`<${(await read())?.message_id}>`]);
  });
});

describe('a database that goes away while the mail server answers', () => {
  it('is told afterwards what was accepted, so that nothing is sent twice', async () => {
    await r.at(`2029-06-25${NOON}`); // what other tests left
    r.mail.received.length = 0;
    const { owner } = await r.dependency('Interrupted', '2029-07-20');
    r.mail.reaction = 'hold';
    const round = r.round();
    await r.mail.arrived(1);
    const cut = await r.app.nest.get<Pool>(POOL).query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND state = 'idle in transaction'`,
    );
    r.mail.release();
    await round;
    expect(cut.rowCount).toBe(1);
    expect(await r.ledger(owner.id)).toEqual(['before_30 email sent', 'before_30 in_app sent']);
    r.mail.reaction = 'accept';
    await r.app.owner.query('UPDATE reminder SET next_attempt_at = clock_timestamp()');
    await r.round();
    expect(mailTo(owner)).toHaveLength(1);
  });
});

describe('the sweep', () => {
  it('reads the index of what is due, and nothing else, to learn that nothing is', async () => {
    const { rows: people } = await r.app.owner.query<{ id: string }>('SELECT id FROM person LIMIT 1');
    await r.app.owner.query(
      `WITH many AS (
         INSERT INTO obligation (id, kind, source_type, source_id, owner_id, due_on, time_zone, due_from, due_until, state)
         SELECT gen_random_uuid(), 'component_retirement', 'component', gen_random_uuid(), $1, '2090-01-01', 'UTC',
                '2090-01-01', '2090-01-02', 'scheduled' FROM generate_series(1, 5000)
         RETURNING id)
       INSERT INTO obligation_step (obligation_id, due_on, step, audience, planned_for, fires_at, state)
       SELECT id, '2090-01-01', step, 'owner', '2089-12-01', '2089-12-01', 'armed'
         FROM many, unnest('{before_30,before_7,before_1}'::text[]) AS step`,
      [people[0]?.id],
    );
    await r.at('2029-07-01T00:00:00Z');
    await r.app.owner.query('ANALYZE obligation, obligation_step');
    for (const [sql, indexes] of [
      [CLAIM, ['obligation_step_armed_idx']],
      [FALL_DUE, ['obligation_falling_due_idx', 'obligation_passing_idx']],
    ] as const) {
      const values = sql === CLAIM ? ['2029-07-01', 1000, ['in_app', 'email']] : ['2029-07-01', 1000];
      const { rows } = await r.app.owner.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`, values);
      const scans = scansOf(rows[0]['QUERY PLAN'][0].Plan).filter((scan) => scan['Actual Loops'] > 0);
      expect(scans.filter((scan) => String(scan['Relation Name']).startsWith('obligation'))).toEqual(
        indexes.map((index) => expect.objectContaining({ 'Index Name': index, 'Actual Rows': 0 })),
      );
    }
  });
});

interface PlanNode {
  'Actual Loops': number;
  'Relation Name'?: string;
  Plans?: PlanNode[];
}

/** Every node of a plan that reads a table, in order. */
function scansOf(node: PlanNode): PlanNode[] {
  const isScan = node['Relation Name'] !== undefined && !('Operation' in node);
  return [...(isScan ? [node] : []), ...(node.Plans ?? []).flatMap(scansOf)];
}

describe('without a mail server', () => {
  it('writes each message once as a file to the outbox', async () => {
    const app = await startApp();
    try {
      await app.setClock('2027-01-01T04:00:00Z');
      const register = new RegisterWriter(app.owner);
      await register.component('Alone', 'language_model', null, { retiresOn: '2027-01-31' });
      for (let round = 0; round < 3; round++) {
        await app.nest.get(ObligationPlanner).planChanged();
        await app.nest.get(ReminderSweeper).run();
        await app.nest.get(ReminderSender).run();
      }
      const files = await readdir(join(app.dataDir, 'outbox'));
      expect(files).toHaveLength(1); // to the one risk officer: nothing depends on it
      expect(files[0]).toMatch(/^reminder\.[0-9a-f]{40}_underpin\.eml$/);
    } finally {
      await app.close();
    }
  });
});
