/**
 * `npm test [-- arguments for Jest]`: runs every test and ends with the line `N passed, N failed`. Exit code 1 when
 * anything failed, when nothing ran, or when the tests did not end by themselves.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { checkNode, ensureInstalled, explain, ROOT } from './prepare.mjs';

/** When the results are written, everything has been stopped; what goes on longer has been forgotten by a test. */
const LINGER_MS = 15_000;

const folder = mkdtempSync(join(tmpdir(), 'underpin-results-'));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));

try {
  checkNode();
  await ensureInstalled();
  const results = join(folder, 'results.json');
  const ended = await runJest(results, process.argv.slice(2));
  const failures = summarise(readResults(results), ended);
  process.exitCode = failures ? 1 : 0;
} catch (error) {
  explain(error);
  process.stdout.write('\n0 passed, 1 failed\n');
  process.exitCode = 1;
}

/** @returns how Jest ended: its exit code, the signal that ended it, and whether it had to be ended */
function runJest(results, extra) {
  const jest = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const workers = extra.some((argument) => /^(-w|-i|--maxWorkers|--runInBand)/.test(argument))
    ? []
    : ['--maxWorkers=2'];
  const options = [process.env.NODE_OPTIONS, '--experimental-vm-modules', '--no-warnings']
    .filter(Boolean)
    .join(' ');
  const child = spawn(process.execPath, [jest, '--json', `--outputFile=${results}`, ...workers, ...extra], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: options },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  let lingered = false;
  const watch = setInterval(() => {
    if (!existsSync(results)) return;
    clearInterval(watch);
    setTimeout(() => (lingered = child.kill('SIGKILL')), LINGER_MS).unref();
  }, 500);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      clearInterval(watch);
      resolve({ code, signal, lingered });
    });
  });
}

function readResults(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
}

/** Prints what failed and what was skipped by name, and the counts as the last line. */
function summarise(results, ended) {
  const suites = results?.testResults ?? [];
  const tests = suites.flatMap((suite) =>
    suite.assertionResults.map((test) => ({ ...test, file: nameOf(suite) })),
  );
  const withStatus = (...statuses) => tests.filter(({ status }) => statuses.includes(status));
  const failed = withStatus('failed').map(titleOf);
  // A file that could not be loaded has no tests to count, and must not go unnoticed.
  for (const suite of suites) {
    if (suite.status === 'failed' && !suite.assertionResults.some(({ status }) => status === 'failed')) {
      failed.push(`${nameOf(suite)} › could not be run`);
    }
  }
  const passed = withStatus('passed').length;
  const skipped = withStatus('pending', 'todo', 'skipped', 'disabled').map(titleOf);

  const trouble = troubleOf(ended, results, passed + failed.length, failed.length);
  if (trouble) failed.push(trouble);
  list('Failed:', failed);
  list('Skipped:', skipped);
  if (skipped.length > 0) process.stdout.write(`\n${skipped.length} skipped\n`);
  process.stdout.write(`\n${passed} passed, ${failed.length} failed\n`);
  return failed.length > 0;
}

/** What went wrong beside the tests themselves. */
function troubleOf({ code, signal, lingered }, results, ran, failed) {
  if (lingered) return 'Jest did not end by itself: a test left a timer, a server or a connection open';
  if (!results) return `Jest ended without results (${signal ?? `exit code ${code}`})`;
  if (ran === 0) return 'No test ran';
  if (code !== 0 && failed === 0)
    return `Jest ended with ${signal ?? `exit code ${code}`} although no test failed`;
  return undefined;
}

function list(heading, lines) {
  if (lines.length > 0) process.stdout.write(`\n${heading}\n${lines.map((line) => `  ${line}\n`).join('')}`);
}

function nameOf(suite) {
  return relative(ROOT, suite.name);
}

function titleOf({ file, ancestorTitles, title }) {
  return [file, ...ancestorTitles, title].join(' › ');
}
