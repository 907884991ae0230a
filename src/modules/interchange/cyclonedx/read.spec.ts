import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { BomReading } from './bom-content.js';
import { readBom } from './read.js';

const document = (rest: object = {}) => ({ bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, ...rest });
const shaOf = (reading: BomReading) => ('sha256' in reading ? reading.sha256 : reading.problems);

describe('reading a document', () => {
  it('knows it again, whatever the order of its members', () => {
    const one = readBom(document({ components: [{ type: 'library', name: 'a' }] }));
    const same = readBom({ components: [{ name: 'a', type: 'library' }], ...document() });
    const other = readBom(document({ components: [{ type: 'library', name: 'b' }] }));
    expect(shaOf(one)).toEqual(shaOf(same));
    expect(shaOf(one)).not.toEqual(shaOf(other));
  });

  it('never fails, whatever it is given', () => {
    const anything = fc.dictionary(
      fc.constantFrom('components', 'vulnerabilities', 'metadata', 'x'),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(anything, (rest) => {
        const reading = readBom(document(rest));
        expect('content' in reading || reading.problems.length > 0).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it('names no part of the document by a reference that is broken', () => {
    const reading = readBom(
      document({
        components: [{ type: 'library', name: 'a', 'bom-ref': 'a' }],
        vulnerabilities: [{ id: 'CVE-2026-1000', affects: [{ ref: 'urn:cdx:x/1#%E0%A4%A' }] }],
      }),
    );
    if ('problems' in reading) throw new Error(JSON.stringify(reading.problems));
    expect(reading.content.vulnerabilities).toEqual([]);
    expect(reading.content.notUnderstood).toEqual([
      { pointer: '/vulnerabilities/0/affects/0/ref', reason: 'affects_nothing_listed' },
    ]);
  });
});
