import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, it } from '@jest/globals';

/**
 * Describes tests that need a program which a machine may lack. Without it they are skipped by name and loudly;
 * on a build server (CI=true) its absence is a failure, so that nothing goes untested there.
 * @param program name of an executable on the PATH
 */
export function describeNeeding(program: string, name: string, tests: () => void): void {
  if (isInstalled(program)) {
    describe(name, tests);
    return;
  }
  const complaint = `"${name}" needs the program "${program}", which is not installed`;
  if (mayNotSkip()) {
    describe(name, () => it(`has the program ${program}`, () => fail(complaint)));
    return;
  }
  console.warn(`SKIPPED: ${complaint}.`);
  describe.skip(`${name} (needs ${program})`, tests);
}

/** A test of what only Linux can do, such as to tell processes apart by /proc; skipped elsewhere on the same terms. */
export function itOnLinux(name: string, test: () => Promise<void>): void {
  if (process.platform === 'linux') {
    it(name, test);
    return;
  }
  const complaint = `"${name}" needs Linux and runs on ${process.platform}`;
  if (mayNotSkip()) {
    it(name, () => fail(complaint));
    return;
  }
  console.warn(`SKIPPED: ${complaint}.`);
  it.skip(`${name} (needs Linux)`, test);
}

function mayNotSkip(): boolean {
  return process.env.CI === 'true';
}

function fail(complaint: string): never {
  throw new Error(`${complaint}, and under CI=true nothing may be skipped.`);
}

function isInstalled(program: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
