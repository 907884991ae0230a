// `npm run bench`: measures, prints, judges nothing. All ratios of a table come from one run, side by side.
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkNode, ensureBuilt, ensureInstalled } from './prepare.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
checkNode();
await ensureInstalled();
await ensureBuilt();
const loader = new URL('../test/harness/run-ts.mjs', import.meta.url).href;
const child = spawn(
  process.execPath,
  ['--no-warnings', '--import', loader, join(root, 'test/bench/bench.ts'), ...process.argv.slice(2)],
  {
    cwd: root,
    stdio: 'inherit',
  },
);
child.on('exit', (code) => process.exit(code ?? 1));
