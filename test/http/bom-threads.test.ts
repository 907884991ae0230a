import { setImmediate as turn } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { BomThreads, type BomThreadOptions } from '../../src/modules/interchange/bom-threads.js';
import { documentOf, library } from '../harness/bom-app.js';

const EXEC_ARGV = ['--import', new URL('../harness/run-ts.mjs', import.meta.url).href];

let made: BomThreads[] = [];
const threads = (options: Partial<BomThreadOptions> = {}): BomThreads => {
  const one = new BomThreads({ waiting: 4, patienceMs: 20_000, execArgv: EXEC_ARGV, ...options });
  made.push(one);
  return one;
};
afterEach(async () => {
  await Promise.all(made.map((one) => one.onApplicationShutdown()));
  made = [];
});

const small = documentOf([library()]);
const manyParts = (): object =>
  documentOf(Array.from({ length: 100_000 }, (_, i) => ({ type: 'library', name: `n${i}` })));

describe('reading documents', () => {
  it('leaves the process free, however many small parts a document has', async () => {
    const pool = threads();
    await pool.read(small); // what is loaded once is loaded
    let isRead = false;
    const reading = pool.read(manyParts()).finally(() => (isRead = true));
    let turns = 0;
    while (!isRead) {
      await turn();
      turns++;
    }
    expect(turns).toBeGreaterThan(500);
    expect(await reading).toEqual({
      problems: [{ pointer: '/components', code: 'too-many', params: { max: 2000 } }],
    });
  });

  it('is refused when too many wait, and taken again afterwards', async () => {
    const pool = threads({ waiting: 1 });
    const outcomes = await Promise.allSettled([pool.read(small), pool.read(small), pool.read(small)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect(outcomes[2]).toMatchObject({ reason: { code: 'unavailable' } });
    expect(await pool.read(small)).toMatchObject({ content: { specVersion: '1.6' } });
  });

  it('is given up when it takes too long', async () => {
    await expect(threads({ patienceMs: 1 }).read(manyParts())).rejects.toMatchObject({ code: 'unavailable' });
  });
});
