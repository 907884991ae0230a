import { describe, expect, it } from '@jest/globals';
import type { FrozenInputs } from './frozen-inputs.js';
import { type ComparedVersion, movedBetween } from './moved.js';

const version = (facts: object): ComparedVersion => ({
  inputs: { facts, bestGraph: null, undisclosed: null } as unknown as FrozenInputs,
  ...{ components: [], methodVersion: 'v1', scoredOn: '2026-03-01', error: null },
});
const moved = (from: object, to: object) => movedBetween(version(from), version(to), new Map());

describe('what moved a score', () => {
  it('tells figures to four decimals, or as many as tell them apart', () => {
    expect(moved({ radius: 5 / 7, weight: 1 }, { radius: 6 / 7, weight: 2 })).toEqual([
      { path: ['radius'], from: '0.7143', to: '0.8571' },
      { path: ['weight'], from: '1', to: '2' },
    ]);
    expect(moved({ radius: 0.12345678 }, { radius: 0.123456789 })).toEqual([
      { path: ['radius'], from: '0.12345678', to: '0.123456789' },
    ]);
    expect(moved({ radius: 1e-9 }, { radius: null })).toEqual([{ path: ['radius'], from: '1e-9', to: null }]);
  });

  it('leaves ids, days and codes as they are', () => {
    expect(moved({ node: '0.12345678-a', on: '2026-01-01' }, { node: 'b', on: '2026-01-02' })).toEqual([
      { path: ['node'], from: '0.12345678-a', to: 'b' },
      { path: ['on'], from: '2026-01-01', to: '2026-01-02' },
    ]);
  });
});
