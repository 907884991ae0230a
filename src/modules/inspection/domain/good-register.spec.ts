import { describe, expect, it } from '@jest/globals';
import { coverageOf } from './testing/coverage-of.js';
import { RULES } from './rules.js';
import { aRegister } from './testing/register.js';

describe('the good register', () => {
  it.each(coverageOf(aRegister().build(), RULES).map((one) => [one.rule.code, one] as const))(
    '%s is kept, or asks for nothing',
    (_code, { judged }) => {
      const open = judged.flatMap(({ subject, result }) =>
        result.clauses
          .filter(({ state }) => state === 'gap' || state === 'unknown')
          .map(({ clause, because }) => `${subject.id} ${clause} ${because}`),
      );
      expect(open).toEqual([]);
    },
  );
});
