import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';

it('ends with the counts of what passed and failed, whatever was skipped', async () => {
  const { JEST_WORKER_ID: _ours, UNDERPIN_TEST_CLUSTER: _too, ...environment } = process.env;
  const run = spawn(
    process.execPath,
    ['scripts/test.mjs', '-i', 'src/platform/config/config.spec.ts', '-t', 'needs nothing'],
    { cwd: PACKAGE_ROOT, env: environment, stdio: ['ignore', 'pipe', 'ignore'] },
  );
  let printed = '';
  run.stdout.setEncoding('utf8').on('data', (text: string) => (printed += text));
  expect(await once(run, 'close')).toEqual([0, null]);
  const lines = printed.trimEnd().split('\n');
  expect(lines.at(-1)).toBe('1 passed, 0 failed');
  expect(lines).toContainEqual(expect.stringMatching(/^\d+ skipped$/));
}, 120_000);
