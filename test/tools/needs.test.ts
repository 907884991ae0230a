import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';

const FIXTURE = ['-i', '-c', 'jest.unit.config.js', '--roots=test', '--testMatch=**/needs.fixture.ts'];

async function run(environment: NodeJS.ProcessEnv): Promise<{ code: unknown; printed: string }> {
  const { JEST_WORKER_ID: _ours, CI: _theirs, ...inherited } = process.env;
  const jest = spawn(process.execPath, ['scripts/test.mjs', ...FIXTURE], {
    cwd: PACKAGE_ROOT,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [jest.stdout, jest.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const [code] = (await once(jest, 'close')) as unknown[];
  return { code, printed };
}

it('skips loudly and by name what a machine cannot test', async () => {
  const { code, printed } = await run({});
  expect(code).toBe(0);
  expect(printed).toContain('SKIPPED: "a rare program" needs the program "no-such-program"');
  expect(printed).toContain('SKIPPED: "reads /proc" needs Linux and runs on sunos.');
  expect(printed).toMatch(
    /Skipped:\n.*a rare program \(needs no-such-program\).*\n.*reads \/proc \(needs Linux\)/,
  );
  expect(printed.trimEnd().endsWith('2 skipped\n\n1 passed, 0 failed')).toBe(true);
}, 120_000);

it('fails for it on a build server', async () => {
  const { code, printed } = await run({ CI: 'true' });
  expect(code).toBe(1);
  expect(printed).toContain('"reads /proc" needs Linux and runs on sunos, and under CI=true nothing may be');
  expect(printed.trimEnd().endsWith('\n1 passed, 2 failed')).toBe(true);
}, 120_000);
