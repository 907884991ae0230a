import { describe, expect, it } from '@jest/globals';
import { type AlternativeInput, alternativeProblems, countProblems, ranked } from './alternative.js';

const TODAY = '2026-11-25';
const problems = (...inputs: AlternativeInput[]) =>
  alternativeProblems(inputs, 'dependent', TODAY).map(({ pointer, code }) => `${pointer} ${code}`);

describe('ranked', () => {
  it('gives the place in the list where no rank is said, and sorts by rank', () => {
    const sorted = ranked([
      { componentId: 'b', rank: 2 },
      { componentId: 'a', rank: 1 },
      { componentId: 'c' },
    ]);
    expect(sorted.map(({ rank, componentId }) => [rank, componentId])).toEqual([
      [1, 'a'],
      [2, 'b'],
      [3, 'c'],
    ]);
  });

  it('takes evidence that nobody stated for unknown', () => {
    expect(ranked([{ manualProcedure: 'phone' }])).toEqual([
      { rank: 1, componentId: null, manualProcedure: 'phone', fallbackEvidence: 'unknown', testedOn: null },
    ]);
  });
});

describe('alternativeProblems', () => {
  it('accepts components and procedures side by side, in any order of ranks', () => {
    expect(
      problems(
        { componentId: 'a', rank: 2, fallbackEvidence: 'tested_slow', testedOn: TODAY },
        { manualProcedure: 'phone', rank: 1 },
        { componentId: 'b', rank: 3, fallbackEvidence: 'documented' },
      ),
    ).toEqual([]);
  });

  it('wants exactly one of component and procedure', () => {
    expect(problems({})).toEqual(['/alternatives/0/componentId required']);
    expect(problems({ componentId: 'a', manualProcedure: 'phone' })).toEqual([
      '/alternatives/0/manualProcedure contradiction',
    ]);
  });

  it('wants each rank from 1 to n once', () => {
    expect(problems({ componentId: 'a', rank: 1 }, { componentId: 'b', rank: 1 })).toEqual([
      '/alternatives/1/rank unique',
    ]);
    expect(problems({ componentId: 'a', rank: 1 }, { componentId: 'b', rank: 3 })).toEqual([
      '/alternatives/1/rank range',
    ]);
    expect(problems({ componentId: 'a', rank: 2 }, { componentId: 'b' })).toEqual([
      '/alternatives/1/rank unique',
    ]);
  });

  it('refuses the dependent itself, and a component twice', () => {
    expect(problems({ componentId: 'dependent' })).toEqual(['/alternatives/0/componentId self-reference']);
    expect(problems({ componentId: 'a' }, { componentId: 'a' })).toEqual([
      '/alternatives/1/componentId unique',
    ]);
  });

  it('wants the day of a test that is claimed, and none that lies ahead', () => {
    expect(problems({ componentId: 'a', fallbackEvidence: 'tested_in_tolerance' })).toEqual([
      '/alternatives/0/testedOn needed-with',
    ]);
    expect(problems({ componentId: 'a', testedOn: '2026-11-26' })).toEqual([
      '/alternatives/0/testedOn not-in-future',
    ]);
  });
});

describe('countProblems', () => {
  it('wants k alternatives', () => {
    expect(countProblems(2, 2)).toEqual([]);
    expect(countProblems(2, 1)).toEqual([{ pointer: '/required', code: 'k-above-alternatives' }]);
  });

  it('lets a list be empty: the chain ends, or is not disclosed', () => {
    expect(countProblems(3, 0)).toEqual([]);
  });
});
