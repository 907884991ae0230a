/** `npm run check`: what needs no database, in under a minute: format, lint, types, architecture, unit tests. */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { checkNode, ensureInstalled, explain, ROOT } from './prepare.mjs';

const CACHE = join(ROOT, 'node_modules', '.cache', 'check');

/** Name, program of the package and its arguments. What takes longest begins first. */
const CHECKS = [
  ['unit tests', 'jest/bin/jest.js', ['-c', 'jest.unit.config.js', '--passWithNoTests', '--maxWorkers=1']],
  ['lint', 'eslint/bin/eslint.js', ['.', '--cache', '--cache-location', join(CACHE, 'eslint')]],
  [
    'types',
    'typescript/bin/tsc',
    [
      '--noEmit',
      '-p',
      'tsconfig.json',
      '--incremental',
      '--tsBuildInfoFile',
      join(CACHE, 'types.tsbuildinfo'),
    ],
  ],
  [
    'format',
    'prettier/bin/prettier.cjs',
    ['--check', '.', '--log-level=warn', '--cache', '--cache-location', join(CACHE, 'prettier')],
  ],
  ...(existsSync(join(ROOT, '.dependency-cruiser.cjs'))
    ? [
        [
          'architecture',
          'dependency-cruiser/bin/dependency-cruise.mjs',
          ['--config', '.dependency-cruiser.cjs', 'src', 'migrations'],
        ],
      ]
    : []),
];

/** More at once would only take the processor from one another. */
const AT_ONCE = 2;

try {
  checkNode();
  await ensureInstalled();
  const waiting = [...CHECKS];
  const failed = [];
  const work = async () => {
    for (let check = waiting.shift(); check; check = waiting.shift()) {
      if (!(await passes(check))) failed.push(check[0]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  process.stdout.write(failed.length > 0 ? `\nFailed: ${failed.join(', ')}\n` : '\nEverything holds.\n');
  process.exitCode = failed.length > 0 ? 1 : 0;
} catch (error) {
  explain(error);
  process.exitCode = 1;
}

/** Runs one check and prints what it said when it failed. */
function passes([name, program, args]) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'node_modules', program), ...args], {
      cwd: ROOT,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        NODE_OPTIONS: '--experimental-vm-modules --no-warnings',
        PORTFOLIOS: '1000',
        SUBJECTS: '1000',
      },
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      process.stdout.write(`${code === 0 ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
      if (code !== 0) process.stdout.write(`\n${output.trim()}\n\n`);
      resolve(code === 0);
    });
  });
}
