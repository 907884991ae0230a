import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/platform/config/config.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { type ProgramProcess, startProgram } from '../harness/program-process.js';
import { type Reminding, startReminding } from '../harness/reminding.js';
import { until } from '../harness/until.js';

/** Processes are started from their sources, which takes many seconds on a busy machine. */
const PATIENCE = 240_000;

let r: Reminding;
let config: Config;
const workers: ProgramProcess[] = [];
beforeAll(async () => {
  r = await startReminding();
  config = r.app.nest.get<Config>(CONFIG);
});
afterEach(async () => {
  await Promise.all(workers.splice(0).map((worker) => worker.kill()));
});
afterAll(() => r.close());

function start(): ProgramProcess {
  const worker = startProgram('worker', config);
  workers.push(worker);
  return worker;
}

/** Mails of every recipient: how often each Message-ID arrived, and how often sending it was tried. */
async function mails() {
  const { rows } = await r.app.owner.query<{ message_id: string; state: string; attempts: number }>(
    `SELECT message_id, state, attempts FROM reminder WHERE channel = 'email' ORDER BY created_at, id`,
  );
  return rows.map(({ message_id, state, attempts }) => ({
    state,
    attempts,
    copies: r.mail.received.filter(({ messageId }) => messageId === `<${message_id}>`).length,
  }));
}

const allSent = async () => (await mails()).every(({ state }) => state === 'sent');
/** As if so much time had passed that a broken attempt may be taken over. */
const letTimePass = () =>
  r.app.owner.query(`UPDATE reminder SET next_attempt_at = clock_timestamp() WHERE state <> 'sent'`);
/** The queue and all that it knew. */
const wipeQueue = async () => {
  const { rows } = await r.app.owner.query<{ name: string }>(
    `SELECT format('jobs.%I', tablename) AS name FROM pg_tables
      WHERE schemaname = 'jobs' AND tablename NOT IN ('migration', 'meta')`,
  );
  await r.app.owner.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`);
};

async function components(count: number, retiresOn: string): Promise<void> {
  for (let n = 0; n < count; n++) await r.dependency(`Killed ${retiresOn} ${n}`, retiresOn);
}

const linesOf = async (dueOn: string) =>
  (
    await r.app.owner.query<{ channel: string; lines: number; recipients: number }>(
      `SELECT channel, count(*)::int AS lines, count(DISTINCT recipient_id)::int AS recipients
         FROM delivery WHERE due_on = $1 GROUP BY channel ORDER BY channel`,
      [dueOn],
    )
  ).rows;

describe('a worker that is killed', () => {
  it(
    'while the mail server holds the answer back: the message comes again under its Message-ID, the rest once',
    async () => {
      await r.app.setClock('2027-02-10T04:00:00Z');
      await components(6, '2027-03-01');
      r.mail.reaction = 'keep_silent';
      const first = start();
      await r.mail.arrived(4); // as many as it sends at once
      await first.kill();
      const interrupted = await mails();
      expect(interrupted.map(({ state }) => state).sort()).toEqual([
        'pending',
        'pending',
        'sending',
        'sending',
        'sending',
        'sending',
      ]);

      r.mail.reaction = 'accept';
      await wipeQueue();
      await letTimePass();
      start();
      await until('every message is sent', allSent);
      const copies = (await mails())
        .map(({ attempts, copies: n }) => `${attempts} attempts, ${n} copies`)
        .sort();
      expect(copies).toEqual([
        ...Array.from({ length: 2 }, () => '1 attempts, 1 copies'),
        ...Array.from({ length: 4 }, () => '2 attempts, 2 copies'),
      ]);
      expect(await linesOf('2027-03-01')).toEqual([
        { channel: 'email', lines: 6, recipients: 6 },
        { channel: 'in_app', lines: 6, recipients: 6 },
      ]);
    },
    PATIENCE,
  );

  it(
    'again and again in the middle of its work: nothing is lost, and nothing doubled that the mail server answered',
    async () => {
      r.mail.received.length = 0;
      await r.app.setClock('2027-05-10T04:00:00Z');
      await r.app.owner.query(`DELETE FROM delivery; DELETE FROM reminder`);
      await components(40, '2027-06-01');
      for (const arrivals of [7, 20]) {
        const worker = start();
        await r.mail.arrived(arrivals);
        await worker.kill();
        await letTimePass();
      }
      start();
      start();
      await until('every message is sent', async () => (await mails()).length >= 40 && (await allSent()));
      for (const { attempts, copies } of await mails()) {
        expect(copies).toBeGreaterThanOrEqual(1);
        expect(copies).toBeLessThanOrEqual(attempts);
      }
      // At most the four that were under way at each of the two kills were tried twice.
      expect((await mails()).filter(({ attempts }) => attempts > 1).length).toBeLessThanOrEqual(8);
      expect(await linesOf('2027-06-01')).toEqual([
        { channel: 'email', lines: 40, recipients: 40 },
        { channel: 'in_app', lines: 40, recipients: 40 },
      ]);
    },
    PATIENCE,
  );
});

describe('a worker that is asked to stop', () => {
  it(
    'finishes what it is sending, and ends well',
    async () => {
      await r.app.setClock('2027-08-10T04:00:00Z');
      const worker = start();
      await until('the worker is at work', () => worker.output().includes('at work'));
      await components(1, '2027-09-01');
      const { rows } = await r.app.owner.query<{ at: Date }>('SELECT clock_timestamp() AS at');
      await until('the jobs have run since', async () => {
        const beats = await r.app.owner.query(
          `SELECT FROM heartbeat WHERE name = 'obligations.plan' AND beat_at > $1`,
          [rows[0]?.at],
        );
        return beats.rowCount === 1;
      });
      expect(await worker.stop()).toBe(0);
      expect((await mails()).some(({ state }) => state === 'sending')).toBe(false);
    },
    PATIENCE,
  );
});
