import { describe, expect, it } from '@jest/globals';
import { licenceOf } from './licences.js';

const id = (text: string, rest: object = {}) => ({ license: { id: text, ...rest } });
const named = (text: string) => ({ license: { name: text } });
const said = (...licenses: object[]) => licenceOf(licenses).licence;

describe('the licence of a component of a document', () => {
  it('is its one licence or expression', () => {
    expect(said(id('MIT'))).toBe('MIT');
    expect(said({ expression: 'MIT OR Apache-2.0' })).toBe('MIT OR Apache-2.0');
    expect(said(named('Apache-2.0'))).toBe('Apache-2.0');
    expect(said(named('NONE'))).toBe('NONE');
  });

  it('is all of several, for nothing says that one may choose', () => {
    expect(said(id('MIT'), id('GPL-3.0-only'))).toBe('MIT AND GPL-3.0-only');
    expect(said(id('MIT'), { expression: 'ISC OR GPL-3.0-only' })).toBe('MIT AND (ISC OR GPL-3.0-only)');
    expect(said(id('MIT'), id('MIT'))).toBe('MIT');
  });

  it('is what somebody concluded rather than what was declared', () => {
    const concluded = id('GPL-2.0-only', { acknowledgement: 'concluded' });
    expect(said(id('MIT', { acknowledgement: 'declared' }), concluded)).toBe('GPL-2.0-only');
    expect(said(id('MIT'), { expression: 'ISC', acknowledgement: 'concluded' })).toBe('ISC');
  });

  it('is unknown where nobody says, or where a part is no expression', () => {
    expect(licenceOf(undefined)).toEqual({ licence: null, wrong: [] });
    expect(licenceOf([])).toEqual({ licence: null, wrong: [] });
    expect(licenceOf([named('NOASSERTION')])).toEqual({ licence: null, wrong: [] });
    expect(licenceOf([id('MIT'), named('Terms of the house')])).toEqual({ licence: null, wrong: [1] });
    expect(licenceOf([id('MIT'), named('NONE')])).toEqual({ licence: null, wrong: [0, 1] });
    const long = Array.from({ length: 60 }, (_, i) => named(`LicenseRef-terms-${i}`));
    expect(licenceOf(long).licence).toBeNull();
  });
});
