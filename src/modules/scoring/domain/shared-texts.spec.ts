import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { shareTexts } from './shared-texts.js';
import { editsArbitrary } from './testing/random-edits.js';

describe('texts that are shared', () => {
  it('say what they said', () => {
    fc.assert(
      fc.property(editsArbitrary(), ({ facts }) => {
        const shared = structuredClone(facts);
        shareTexts(shared);
        expect(shared).toEqual(facts);
      }),
      { numRuns: 200 },
    );
  });

  it('leave what names no record, and a field that is not read', () => {
    const component = { id: 'c', name: 'C', kind: 'library', providerId: 'gone', deployment: 'unknown' };
    const rest = { baseModelStatus: 'none', baseModelId: null, substitutability: 'unknown' as const };
    const facts = {
      components: [{ ...component, ...rest, status: 'in_use', retiresOn: null, retired: false }],
      ...{ providers: [], requirements: [], useCases: [] },
    };
    const before = structuredClone(facts);
    shareTexts(facts);
    expect(facts).toEqual(before);
  });
});
