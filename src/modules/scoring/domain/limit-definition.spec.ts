import { describe, expect, it } from '@jest/globals';
import {
  definitionOf,
  definitionProblems,
  type LimitDefinition,
  thresholdProblems,
  validityProblems,
} from './limit-definition.js';

const wrong = (given: Parameters<typeof definitionOf>[0]): string[] =>
  definitionProblems(definitionOf(given)).map(({ pointer, code }) => `${pointer} ${code}`);

describe('the definition of a limit', () => {
  it('counts shares over everything unless it says otherwise', () => {
    const basis = (measure: LimitDefinition['measure']) => definitionOf({ measure, axis: 'provider' }).basis;
    expect(basis('share')).toBe('effective');
    expect(basis('blast_radius')).toBeNull();
  });

  it.each([
    [{ measure: 'share' }, ['/axis needed-with']],
    [{ measure: 'hhi', layer: 'hosting' }, ['/axis needed-with']],
    [{ measure: 'share', axis: 'provider', layer: 'language_model', basis: 'declared' }, []],
    [{ measure: 'blast_radius' }, []],
    [{ measure: 'blast_radius', axis: 'component', layer: 'hosting' }, []],
    [{ measure: 'blast_radius', axis: 'provider', layer: 'hosting' }, ['/layer only-with']],
    [{ measure: 'blast_radius', basis: 'declared' }, ['/basis only-with']],
    [
      { measure: 'single_point', axis: 'region', layer: 'hosting', basis: 'effective' },
      ['/axis only-with', '/layer only-with', '/basis only-with'],
    ],
  ] as const)('%j', (given, problems) => {
    expect(wrong(given)).toEqual(problems);
  });
});

describe('the threshold of a limit', () => {
  it.each([
    ['share', undefined, 'needed-with'],
    ['hhi', null, 'needed-with'],
    ['blast_radius', 1, 'never-exceeded'],
    ['blast_radius', 0.999, undefined],
    ['share', 0, undefined],
    ['single_point', 0, 'only-with'],
    ['single_point', null, undefined],
  ] as const)('of %s: %p', (measure, threshold, code) => {
    expect(thresholdProblems(measure, threshold)[0]?.code).toBe(code);
  });
});

describe('the validity of a limit', () => {
  it('does not end before it begins, and may be one day', () => {
    expect(validityProblems('2026-12-02', '2026-12-01')[0]?.pointer).toBe('/validTo');
    expect(validityProblems('2026-12-02', '2026-12-02')).toEqual([]);
    expect(validityProblems('2026-12-02', null)).toEqual([]);
  });
});
