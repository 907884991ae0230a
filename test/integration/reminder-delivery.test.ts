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
      expect(r.mailTo(owner)).toHaveLength(1);
      expect(await r.stepsInInbox(owner)).toEqual(['before_30+before_30']);
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
    expect(r.mailTo(owner)).toEqual([]);
    await r.app.owner.query(`UPDATE reminder SET state = 'failed', attempts = 1 WHERE recipient_id = $1`, [
      owner.id,
    ]);
    await r.round();
    expect(r.mailTo(owner).map(({ messageId }) => messageId)).toEqual([`<${(await read())?.message_id}>`]);
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
    expect(r.mailTo(owner)).toHaveLength(1);
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
