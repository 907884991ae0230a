import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { PACKAGE_ROOT } from '../../src/platform/package-root.js';

describe('the shapes of the contract', () => {
  it('have a name each: of two classes of one name the document would hold one, for both', () => {
    const src = join(PACKAGE_ROOT, 'src');
    const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.(dto|answer|query)\.ts$/.test(file) || file.endsWith('controller.ts'),
    );
    const names = files.flatMap((file) =>
      [...readFileSync(join(src, file), 'utf8').matchAll(/^(?:export )?class (\w+)/gm)].map(
        ([, name]) => name,
      ),
    );
    expect(names.length).toBeGreaterThan(100);
    expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([]);
  });
});
