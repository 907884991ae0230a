import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';

const CRUISER = join(PACKAGE_ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs');

async function cruise(folder: string): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [CRUISER, '--config', '.dependency-cruiser.cjs', folder],
      {
        cwd: PACKAGE_ROOT,
      },
    );
    return stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe('who imports whom', () => {
  it('is as the design says', async () => {
    expect(await cruise('src')).toContain('no dependency violations found');
  });

  it('is really looked at: a forbidden import is found', async () => {
    const folder = await mkdtemp(join(PACKAGE_ROOT, 'src/kernel/forbidden-'));
    try {
      await writeFile(join(folder, 'bad.ts'), `import '../../platform/logging.js';\n`);
      expect(await cruise('src/kernel')).toContain('kernel-imports-nothing');
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
