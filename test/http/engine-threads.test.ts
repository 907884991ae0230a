import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { invalid } from '../../src/kernel/domain-error.js';
import { ENGINE_THREADS, EngineThreads } from '../../src/modules/scoring/engine-threads.js';
import { startApp, type TestApp } from '../harness/app.js';

const EXEC_ARGV = ['--import', new URL('../harness/run-ts.mjs', import.meta.url).href];

/** A chain of n nodes under n use cases: much to compute, little to say. Parents are in no cut set. */
function chain(n: number) {
  const ids = (prefix: string) => Array.from({ length: n }, (_, i) => `${prefix}${i}`);
  const needs = (of: string, node: string) => ({ of, k: 1, alternatives: [{ node, counts: true }] });
  return {
    nodes: ids('n').map((id) => ({ id, kind: 'ultimate_parent' })),
    requirements: [
      ...ids('n')
        .slice(1)
        .map((id, i) => needs(`n${i}`, id)),
      ...ids('u').map((id) => needs(id, 'n0')),
    ],
    useCases: ids('u').map((id) => ({ id, tier: 'T1' as const })),
  };
}

describe('a heavy question', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  it('leaves the process answering others', async () => {
    const body = chain(2500);
    const light = chain(2);
    await app.send('auditor', 'POST', '/api/v1/simulations/portfolio', { body: light });
    let done = false;
    const started = performance.now();
    const heavy = app
      .send('auditor', 'POST', '/api/v1/simulations/portfolio', { body })
      .finally(() => (done = true));
    const waits: number[] = [];
    while (!done) {
      const asked = performance.now();
      expect((await fetch(`${app.url}/health/live`)).status).toBe(200);
      waits.push(performance.now() - asked);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const took = performance.now() - started;
    expect([200, 422]).toContain((await heavy).status);
    expect(took).toBeGreaterThan(500);
    expect(Math.max(...waits)).toBeLessThan(took / 2);
  });
});

describe('the threads of the engine', () => {
  const made: EngineThreads[] = [];
  const threads = (options: Partial<typeof ENGINE_THREADS>): EngineThreads => {
    const one = new EngineThreads({ ...ENGINE_THREADS, threads: 1, execArgv: EXEC_ARGV, ...options });
    made.push(one);
    return one;
  };
  const ask = (pool: EngineThreads, n: number) =>
    pool.ask('simulatePortfolio', () => ({ input: chain(n), failed: [], maxOrder: 2 }));
  afterEach(async () => {
    for (const pool of made.splice(0)) await pool.onApplicationShutdown();
  });

  it('refuse at once when too many are waiting, and answer those who wait', async () => {
    const pool = threads({ waiting: 1 });
    const accepted = [ask(pool, 3), ask(pool, 3)];
    await expect(ask(pool, 3)).rejects.toMatchObject({ code: 'unavailable' });
    for (const text of await Promise.all(accepted)) {
      expect(JSON.parse(text)).toMatchObject({ stopped: [], blastRadius: { n0: 1, n2: 1 } });
    }
    await expect(ask(pool, 3)).resolves.toContain('graphHash');
  });

  it('keep nobody waiting for a question that cannot be made, and its place until it is given up', async () => {
    const pool = threads({ waiting: 0, patienceMs: 50 });
    let giveUp = (_reason: Error): void => undefined;
    const stuck = pool.ask('simulatePortfolio', () => new Promise((_, reject) => (giveUp = reject)));
    await expect(stuck).rejects.toMatchObject({ code: 'unavailable' });
    await expect(ask(pool, 3)).rejects.toMatchObject({ code: 'unavailable' });
    giveUp(new Error('gone'));
    await new Promise(setImmediate);
    const refused = pool.ask('simulatePortfolio', () => Promise.reject(invalid()));
    await expect(refused).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('do not let anybody make a question that may not wait, and take the next when one cannot be made', async () => {
    const pool = threads({ waiting: 0 });
    const first = ask(pool, 3);
    let made = 0;
    const second = pool.ask('simulatePortfolio', () => {
      made++;
      return { input: chain(3), failed: [], maxOrder: 2 };
    });
    await expect(second).rejects.toMatchObject({ code: 'unavailable' });
    expect(made).toBe(0);
    await first;
    await expect(pool.ask('simulatePortfolio', () => Promise.reject(new Error('not there')))).rejects.toThrow(
      'not there',
    );
    await expect(ask(pool, 3)).resolves.toContain('graphHash');
  });

  it('say that it is too complex when the time is up', async () => {
    await expect(ask(threads({ deadlineMs: 50 }), 2500)).rejects.toMatchObject({
      code: 'portfolio-too-complex',
      params: { limit: '0.05 s' },
    });
  });

  it('are ended when they do not give up by themselves, and new ones take their place', async () => {
    const pool = threads({ patienceMs: 1500, deadlineMs: 60_000 });
    await expect(ask(pool, 5000)).rejects.toMatchObject({ code: 'unavailable' });
    pool.options.patienceMs = 30_000;
    await expect(ask(pool, 3)).resolves.toContain('graphHash');
  });
});
