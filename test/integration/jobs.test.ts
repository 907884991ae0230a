import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { Config } from '../../src/platform/config/config.js';
import { every, type JobDetail, type PeriodicJob } from '../../src/platform/jobs/periodic-job.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { StartupError } from '../../src/platform/startup-error.js';
import { startApp, type TestApp } from '../harness/app.js';
import { type JobProcess, jobProcess, Work } from '../harness/job-work.js';
import { until } from '../harness/until.js';

let app: TestApp;
let databaseUrl: string;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  app = await startApp();
  databaseUrl = app.nest.get<Config>(CONFIG).databaseUrl ?? '';
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await app.owner.query('DELETE FROM heartbeat');
});
afterAll(() => app.close());

async function runner(jobs: PeriodicJob[]): Promise<JobProcess> {
  const made = await jobProcess(jobs, { databaseUrl, queueUrl: null });
  closing.push(() => made.close());
  return made;
}

const tick = every(1, 'test.tick', Work, (work) => work.run());
const schedulers = async () =>
  (
    await app.owner.query<{ id: string }>('SELECT scheduler_id AS id FROM jobs.scheduler ORDER BY 1')
  ).rows.map(({ id }) => id);
const health = async () =>
  (
    (await app.send(null, 'GET', '/health/ready')).json['checks'] as unknown as {
      name: string;
      state: string;
      reason: string;
    }[]
  ).find(({ name }) => name === 'jobs');

describe('periodic jobs', () => {
  it('run at once, again and again, and leave a sign of life with what they did', async () => {
    const { runner: made, work } = await runner([tick]);
    await made.start();
    await until('it has run four times', () => work.runs >= 4);
    const { rows } = await app.owner.query<{ detail: JobDetail }>(
      `SELECT detail FROM heartbeat WHERE name = 'test.tick'`,
    );
    expect(rows[0]?.detail).toMatchObject({ everySeconds: 1 });
    expect(await health()).toEqual({ name: 'jobs', state: 'ok', reason: '' });
  });

  it('run once at a time in a process, and a stop waits for the run in hand', async () => {
    const { runner: made, work } = await runner([tick]);
    let finish = (): void => undefined;
    work.wait = new Promise((resolve) => (finish = resolve));
    await made.start();
    await until('the first run is under way', () => work.runs === 1);
    await app.owner.query('DELETE FROM heartbeat');
    await until(
      'a second tick has come',
      async () => (await app.owner.query('SELECT FROM heartbeat')).rowCount === 1,
    );
    expect(work.mostAtOnce).toBe(1);
    let stopped = false;
    const stop = made.stop().then(() => (stopped = true));
    expect(stopped).toBe(false);
    finish();
    await stop;
    expect([work.atOnce, work.runs]).toEqual([0, 1]);
  });

  it('go on when the queue loses everything it knew', async () => {
    const { runner: made, work } = await runner([tick]);
    await made.start();
    await until('it runs', () => work.runs >= 2);
    await app.owner.query('TRUNCATE jobs.job, jobs.scheduler CASCADE');
    const before = work.runs;
    await until('it runs again', () => work.runs >= before + 4, 60_000);
    expect(await schedulers()).toEqual(['test.tick']);
  }, 90_000);

  it('of another release are taken off the schedule', async () => {
    const old = await runner([every(3600, 'test.of_old', Work, (work) => work.run())]);
    await old.runner.start();
    await old.runner.stop();
    expect(await schedulers()).toContain('test.of_old');
    const { runner: made } = await runner([tick]);
    await made.start();
    expect(await schedulers()).toEqual(['test.tick']);
  });

  it('of another release are no longer expected once they have stopped', async () => {
    await app.owner.query(
      `INSERT INTO heartbeat (name, beat_at, detail) VALUES
         ('test.of_old', clock_timestamp() - interval '100 seconds', '{"everySeconds": 15}')`,
    );
    expect(await health()).toMatchObject({ reason: expect.stringContaining('test.of_old') });
    const { runner: made } = await runner([tick]);
    await made.start();
    await until('health is well again', async () => (await health())?.state === 'ok');
  }, 60_000);

  it('wake another one when they found work for it', async () => {
    const next = every(3600, 'test.next', Work, async (work) => ({ next: (await work.run())['runs'] ?? 0 }));
    const first = every(
      3600,
      'test.first',
      Work,
      async () => ({ found: 1 }),
      ({ found }) => (found ? 'test.next' : null),
    );
    const { runner: made, work } = await runner([first, next]);
    await made.start();
    await until('the other one was woken', () => work.runs >= 2);
  });

  it('that fail show no success, and do not keep others from running', async () => {
    const broken = every(1, 'test.broken', Work, () => Promise.reject(new TypeError('Ms Chan')));
    const { runner: made, work } = await runner([broken, tick]);
    await made.start();
    await until('the other one runs', () => work.runs >= 3);
    const { rows } = await app.owner.query<{ name: string; succeeded: boolean; error: string | null }>(
      'SELECT name, succeeded_at IS NOT NULL AS succeeded, error FROM heartbeat ORDER BY name',
    );
    expect(rows).toEqual([
      { name: 'test.broken', succeeded: false, error: 'TypeError' },
      { name: 'test.tick', succeeded: true, error: null },
    ]);
    expect(await health()).toMatchObject({ state: 'ok' }); // one failure is made good by the next run
    await app.owner.query(`UPDATE heartbeat SET since = since - interval '2 minutes'`);
    await until('the runs go on', () => work.runs >= 5);
    expect(await health()).toEqual({
      name: 'jobs',
      state: 'degraded',
      reason: `Failing at every run: test.broken (TypeError). See the worker's log.`,
    });
  });

  it('that fail once are well again after the next run', async () => {
    let failures = 0;
    const shaky = every(1, 'test.shaky', Work, (work) => {
      if (failures++ === 0) throw new Error('once');
      return work.run();
    });
    const { runner: made, work } = await runner([shaky]);
    await made.start();
    await until('it has run again', () => work.runs >= 2);
    await app.owner.query(`UPDATE heartbeat SET since = since - interval '2 minutes'`);
    expect(await health()).toMatchObject({ state: 'ok' });
  });
});

describe('a process with jobs', () => {
  it('takes at most six connections for the queue', async () => {
    const { runner: made, work } = await runner([tick]);
    await made.start();
    await until('it runs', () => work.runs >= 3);
    const { rows } = await app.owner.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_stat_activity
        WHERE datname = current_database() AND application_name IN ('underpin-queue', 'underpin-worker')
           OR application_name LIKE '%underpin:w%'`,
    );
    expect(rows[0]?.n).toBeGreaterThan(0);
    expect(rows[0]?.n).toBeLessThanOrEqual(6);
  });

  it('does not start on a database whose queue tables were never made', async () => {
    const { runner: made } = await runner([tick]);
    await app.owner.query('ALTER SCHEMA jobs RENAME TO elsewhere');
    try {
      await expect(made.start()).rejects.toThrow(StartupError);
    } finally {
      await app.owner.query('ALTER SCHEMA elsewhere RENAME TO jobs');
    }
  });
});

describe('jobs that have stopped', () => {
  it('are named in the health of every process', async () => {
    expect(await health()).toMatchObject({
      state: 'degraded',
      reason: expect.stringContaining('No job has run'),
    });
    await app.owner.query(
      `INSERT INTO heartbeat (name, beat_at, detail) VALUES
         ('test.alive', clock_timestamp(), '{"everySeconds": 15}'),
         ('test.stopped', clock_timestamp() - interval '100 seconds', '{"everySeconds": 15}'),
         ('test.rare', clock_timestamp() - interval '1 hour', '{"everySeconds": 3600}')`,
    );
    const found = await health();
    expect(found).toMatchObject({ state: 'degraded', reason: expect.stringContaining('test.stopped') });
    expect(found?.reason).not.toMatch(/alive|rare/);
  });

  it('count as stuck when they are alive and no run ends', async () => {
    await app.owner.query(
      `INSERT INTO heartbeat (name, beat_at, succeeded_at, detail) VALUES
         ('test.busy', clock_timestamp(), clock_timestamp() - interval '10 minutes', '{"everySeconds": 15}'),
         ('test.stuck', clock_timestamp(), clock_timestamp() - interval '20 minutes', '{"everySeconds": 15}')`,
    );
    expect(await health()).toMatchObject({
      state: 'degraded',
      reason: 'No run has ended for long of: test.stuck.',
    });
  });
});

describe('answers kept for repeated requests', () => {
  it('are forgotten after their day, and not before', async () => {
    const { IdempotencyCleanup } = await import('../../src/platform/jobs/idempotency-cleanup.js');
    await app.owner.query(
      `INSERT INTO idempotency_key (account, route, key, fingerprint, status, expires_at)
       VALUES ('a', 'r', 'old', '', 204, now() - interval '1 second'), ('a', 'r', 'new', '', 204, now() + interval '1 hour')`,
    );
    const { runner: made } = await runner([
      every(3600, 'test.forget', IdempotencyCleanup, async (c) => ({ n: await c.run() })),
    ]);
    await made.start();
    await until('the old one is gone', async () => {
      const { rows } = await app.owner.query<{ key: string }>('SELECT key FROM idempotency_key');
      return rows.length === 1 && rows[0]?.key === 'new';
    });
  });
});
