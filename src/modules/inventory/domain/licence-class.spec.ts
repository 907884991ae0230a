import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import { licenceClass } from './licence-class.js';
import { CLASS_OF_ID, LINKING_EXCEPTIONS } from './licence-classes.js';

const list = createRequire(import.meta.url) as (name: string) => string[];
const lowerCase = (...names: string[]): Set<string> =>
  new Set(names.flatMap((name) => list(name)).map((id) => id.toLowerCase()));

describe('the class of a licence', () => {
  it.each([
    ['MIT', 'permissive'],
    ['Apache-2.0 WITH LLVM-exception', 'permissive'],
    ['LGPL-2.1-or-later', 'weak_copyleft'],
    ['MPL-2.0', 'weak_copyleft'],
    ['GPL-3.0-only', 'strong_copyleft'],
    ['GPL-2.0+', 'strong_copyleft'],
    ['GPL-2.0-only WITH Classpath-exception-2.0', 'weak_copyleft'],
    ['GPL-2.0-only WITH openvpn-openssl-exception', 'strong_copyleft'],
    ['AGPL-3.0-or-later', 'strong_copyleft'],
    ['BUSL-1.1', 'restricted'],
    ['CC-BY-NC-4.0', 'restricted'],
    ['LicenseRef-Vendor-Terms', 'restricted'],
    ['DocumentRef-x:LicenseRef-Vendor-Terms', 'restricted'],
    ['Glulxe', 'unknown'],
    ['NOASSERTION', 'unknown'],
    ['Free for all', 'unknown'],
    ['', 'unknown'],
    ['NONE', 'none'],
    [null, 'unknown'],
  ])('%s is %s', (expression, expected) => expect(licenceClass(expression)).toBe(expected));

  it('is the mildest of those to choose from, and the strictest of those that hold together', () => {
    expect(licenceClass('GPL-3.0-only OR MIT')).toBe('permissive');
    expect(licenceClass('MIT OR Glulxe')).toBe('permissive');
    expect(licenceClass('MIT AND GPL-3.0-only')).toBe('strong_copyleft');
    expect(licenceClass('MIT AND Glulxe')).toBe('unknown');
    expect(licenceClass('LicenseRef-Own AND Apache-2.0')).toBe('restricted');
    expect(licenceClass('(LGPL-3.0-only OR MIT) AND MPL-2.0')).toBe('weak_copyleft');
    expect(licenceClass('MIT AND (GPL-2.0-only OR LicenseRef-Own)')).toBe('strong_copyleft');
  });
});

describe('the table of licences', () => {
  it('knows about a hundred ids, each of them of the SPDX list', () => {
    const listed = lowerCase('spdx-license-ids', 'spdx-license-ids/deprecated.json');
    expect([...CLASS_OF_ID.keys()].filter((id) => !listed.has(id))).toEqual([]);
    expect(CLASS_OF_ID.size).toBeGreaterThan(100);
  });

  it('knows exceptions of the SPDX list alone', () => {
    const listed = lowerCase('spdx-exceptions');
    expect([...LINKING_EXCEPTIONS].filter((id) => !listed.has(id))).toEqual([]);
  });
});
