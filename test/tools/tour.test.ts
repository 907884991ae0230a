import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ScoreKeeper } from '../../src/modules/scoring/scoring.public.js';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';
import { startApp, type TestApp } from '../harness/app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
  const accounts = Object.entries(app.people).map(([role, id]) => [
    role,
    { email: `${id}@example.com`, apiKey: app.keys[role as keyof typeof app.keys] },
  ]);
  await writeFile(join(app.dataDir, 'accounts.json'), JSON.stringify(Object.fromEntries(accounts)));
});
afterAll(() => app.close());

interface Told {
  code: number | null;
  output: string;
}

const tour = (...args: string[]): Promise<Told> =>
  new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [join(PACKAGE_ROOT, 'scripts/tour.mjs'), ...args],
      { cwd: app.dataDir },
      (_error, stdout, stderr) => resolve({ code: child.exitCode, output: stdout + stderr }),
    );
  });

/** Scores are kept as a worker keeps them, while something else is at work. */
async function whileKept<T>(work: Promise<T>): Promise<T> {
  const keeper = app.nest.get(ScoreKeeper);
  let isDone = false;
  void work.finally(() => (isDone = true));
  while (!isDone) await keeper.keep();
  return work;
}

describe('the tour', () => {
  it('goes from an unknown provider to a score that fell at each step, and may be taken again', async () => {
    const args = ['--url', app.url, '--credentials', join(app.dataDir, 'accounts.json')];
    for (let turn = 0; turn < 2; turn++) {
      const { code, output } = await whileKept(tour(...args));
      expect([code, output]).toEqual([0, expect.stringContaining('\nAs told.\n')]);
      expect(output).toContain('/problems/four-eyes');
      const residuals = [...output.matchAll(/residual ([\d.]+), reported/g)].map(([, figure]) =>
        Number(figure),
      );
      expect(residuals).toHaveLength(5);
      expect([...residuals].sort((a, b) => b - a)).toEqual(residuals);
    }
  }, 120_000);

  it('says what is missing where there is nothing to talk to', async () => {
    const none = await tour('--url', app.url, '--credentials', join(app.dataDir, 'none.json'));
    expect(none).toEqual({
      code: 2,
      output: expect.stringContaining('start Underpin with its demonstration first'),
    });
    const args = ['--url', 'http://127.0.0.1:1', '--credentials', join(app.dataDir, 'accounts.json')];
    expect(await tour(...args)).toEqual({ code: 2, output: expect.stringContaining('Nothing answers at') });
  });
});
