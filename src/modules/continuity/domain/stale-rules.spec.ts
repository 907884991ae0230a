import { describe, expect, it } from '@jest/globals';
import { CHANGE_KINDS, CHANGE_MATRIX, MATRIX_RULE_CODES } from './change-matrix.js';
import { makesCadenceFaster, openRulesOf, staleRulesOf, stateOf } from './stale-rules.js';

describe('the matrix', () => {
  it('has rules for every kind, each once, and knows them all', () => {
    for (const kind of CHANGE_KINDS) {
      const { rules } = CHANGE_MATRIX[kind];
      expect([kind, rules.length > 0, new Set(rules).size]).toEqual([kind, true, rules.length]);
    }
    const used = new Set<string>(CHANGE_KINDS.flatMap((kind) => CHANGE_MATRIX[kind].rules));
    expect(MATRIX_RULE_CODES.filter((rule) => !used.has(rule))).toEqual([]);
  });

  it('never re-opens a validation where a change is minor, and everything else whatever the ruling', () => {
    for (const kind of CHANGE_KINDS) {
      for (const { rule, standing } of staleRulesOf({ kind, ruling: 'minor' })) {
        expect([kind, rule, standing]).toEqual([kind, rule, rule === 'R-13b' ? 'untouched' : 'stale']);
      }
    }
  });

  it('leaves as much open without a ruling as with the strictest', () => {
    for (const kind of CHANGE_KINDS) {
      const open = openRulesOf({ kind, ruling: null }, []);
      expect(open).toEqual(openRulesOf({ kind, ruling: 'material' }, []));
      expect(open).toEqual([...CHANGE_MATRIX[kind].rules]);
    }
  });
});

describe('where a change stands', () => {
  const minor = { kind: 'prompt_or_orchestration_changed', ruling: 'minor' } as const;

  it('follows from the ruling and from what was redone', () => {
    expect(stateOf({ ...minor, ruling: null }, ['R-13c'])).toBe('untriaged');
    expect(stateOf(minor, [])).toBe('open');
    expect(stateOf(minor, ['R-13c'])).toBe('closed');
    expect(stateOf({ ...minor, ruling: 'material' }, ['R-13c'])).toBe('open');
  });

  it('makes monitoring faster only while something that was told is kept back', () => {
    const withdrawn = { kind: 'transparency_withdrawn', state: 'untriaged', isRetired: false };
    expect(makesCadenceFaster(withdrawn)).toBe(true);
    expect(makesCadenceFaster({ ...withdrawn, state: 'open' })).toBe(true);
    expect(makesCadenceFaster({ ...withdrawn, state: 'closed' })).toBe(false);
    expect(makesCadenceFaster({ ...withdrawn, isRetired: true })).toBe(false);
    expect(makesCadenceFaster({ ...withdrawn, kind: 'other' })).toBe(false);
  });
});
