import { afterAll, afterEach, beforeAll, expect, it } from '@jest/globals';
import type { Config } from '../../src/platform/config/config.js';
import { every } from '../../src/platform/jobs/periodic-job.js';
import { CONFIG } from '../../src/platform/tokens.js';
import { startApp, type TestApp } from '../harness/app.js';
import { type JobProcess, jobProcess, Work } from '../harness/job-work.js';
import { describeNeeding } from '../harness/needs.js';
import { RedisServer } from '../harness/redis-server.js';
import { until } from '../harness/until.js';

const tick = every(1, 'test.tick', Work, (work) => work.run());

describeNeeding('redis-server', 'a queue on Redis', () => {
  let app: TestApp;
  let redis: RedisServer;
  const processes: JobProcess[] = [];
  beforeAll(async () => {
    app = await startApp();
    redis = await RedisServer.reserve();
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.close()));
    await redis.kill();
  });
  afterAll(() => app.close());

  async function process(): Promise<JobProcess> {
    const databaseUrl = app.nest.get<Config>(CONFIG).databaseUrl ?? '';
    const made = await jobProcess([tick], { databaseUrl, queueUrl: redis.url });
    processes.push(made);
    return made;
  }

  it('wakes the jobs, and shares the runs among the processes', async () => {
    await redis.start();
    const [first, second] = [await process(), await process()];
    await first.runner.start();
    await second.runner.start();
    const startedAt = Date.now();
    await until('both have run', () => first.work.runs >= 3 && second.work.runs >= 3);
    const seconds = (Date.now() - startedAt) / 1_000;
    // Each looks once by itself when it starts; the rest are the ticks, each given to one of them.
    expect(first.work.runs + second.work.runs).toBeLessThanOrEqual(2 + seconds + 2);
    const { rowCount } = await app.owner.query('SELECT FROM jobs.scheduler');
    expect(rowCount).toBe(0);
  });

  it('that is killed and comes back empty holds nothing up for good', async () => {
    await redis.start();
    const { runner, work } = await process();
    await runner.start();
    await until('it runs', () => work.runs >= 3);
    await redis.kill();
    await redis.start();
    const before = work.runs;
    await until('it runs again, woken by the queue', () => work.runs >= before + 5);
  }, 120_000);

  it('that is away does not keep the work from being done', async () => {
    const { runner, work } = await process();
    await runner.start();
    await until('the work is done without it', () => work.runs >= 1);
    await redis.start();
    const before = work.runs;
    await until('it is woken by the queue', () => work.runs >= before + 5);
  }, 120_000);
});
