import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { InspectionFacts } from './facts.js';
import { RULES } from './rules.js';
import { coverageOf } from './testing/coverage-of.js';
import { activity } from './testing/good-firm.js';
import { aRegister, inspected, type TestRegister } from './testing/register.js';
import { aSharedRegister, factsFor, FIRMS } from './testing/two-firms.js';
import { verdict } from './testing/verdict.js';

/** What every rule comes to on every subject of one legal entity, and by which records. */
function resultsFor(legalEntityId: string, facts: InspectionFacts): Map<string, string> {
  const covered = coverageOf(inspected(facts), RULES);
  const results = covered.flatMap(({ rule, judged }) =>
    judged
      .filter(({ subject }) => subject.legalEntityIds.includes(legalEntityId))
      .map(({ subject, result }): [string, string] => [
        `${rule.code} ${subject.type} ${subject.id} ${subject.legalEntityIds.join()}`,
        JSON.stringify([result, subject.useCases.map(({ id }) => id), subject.tier, subject.isOn]),
      ]),
  );
  return new Map(results.sort());
}

describe('a use that two legal entities have', () => {
  it('comes to the same for one of them, whether that one is asked about or both', () => {
    fc.assert(
      fc.property(aSharedRegister, fc.constantFrom(...FIRMS), (facts, legalEntityId) => {
        expect(resultsFor(legalEntityId, factsFor(legalEntityId, facts))).toEqual(
          resultsFor(legalEntityId, facts),
        );
      }),
      { numRuns: 300 },
    );
  });

  const shared = aRegister()
    .plus('legalEntities', { id: 'sister', name: 'sister', nameZhHant: null, kind: 'licensed_corporation' })
    .use({ legalEntityIds: ['firm', 'sister'] });
  const stateFor = (
    of: string,
    rule: Parameters<typeof verdict>[0],
    clause: string,
    register: TestRegister,
  ) => verdict(rule, register, 'use', of).clauses.find((one) => one.clause === clause);

  it.each([
    ['R-13b', 'validated'],
    ['R-13c', 'tested'],
    ['R-13d', 'monitored'],
    ['R-18c', 'tested'],
    ['R-21', 'tested'],
  ] as const)('%s: what was tried on it was tried for both, whoever recorded it', (rule, clause) => {
    for (const legalEntityId of FIRMS) {
      expect(stateFor(legalEntityId, rule, clause, shared)?.state).toBe('complete');
      expect(stateFor(legalEntityId, rule, clause, shared.without('activities'))?.state).toBe('gap');
    }
  });

  it.each([
    ['R-11', 'decided', 'fitness_decision'],
    ['R-11', 'senior', 'fitness_decision'],
    ['R-10b', 'given', 'legal_review'],
    ['R-10b', 'signed', 'legal_review'],
  ] as const)('%s %s: each decides, and is advised, for itself', (rule, clause, kind) => {
    expect(stateFor('firm', rule, clause, shared)?.state).toBe('complete');
    expect(stateFor('sister', rule, clause, shared)?.state).toBe('gap');
    const failed = activity(kind, {
      id: 'theirs',
      legalEntityId: 'sister',
      outcome: 'failed',
      performedBy: null,
    });
    expect(stateFor('firm', rule, clause, shared.plus('activities', failed))?.state).toBe('complete');
  });

  it.each([
    ['R-22a', 'both', 'dataFlows', 'flow'],
    ['R-30', 'early_discussion', 'correspondence', 'early_discussion'],
  ] as const)(
    '%s: a flow of data, or a letter, is that of the one that it is recorded of',
    (rule, clause, list, id) => {
      const theirs = shared.with(list, id, { legalEntityId: 'sister' });
      expect(stateFor('sister', rule, clause, theirs)?.state).toBe('complete');
      expect(stateFor('firm', rule, clause, theirs)?.state).not.toBe('complete');
    },
  );

  it('is changed for both by what happened to the use itself, and for one by what it says of a provider', () => {
    const change = { legalEntityId: 'sister', providerId: null, useCaseId: 'use' };
    const changed = shared.change('prompt_or_orchestration_changed', ['R-13c'], change);
    expect(stateFor('firm', 'R-13c', 'tested', changed)?.because).toBe('changed_since');
    const told = { legalEntityId: 'sister', providerId: 'maker' };
    const withdrawn = shared.change('transparency_withdrawn', ['R-13c'], told);
    expect(stateFor('firm', 'R-13c', 'tested', withdrawn)?.state).toBe('complete');
    expect(stateFor('sister', 'R-13c', 'tested', withdrawn)?.because).toBe('changed_since');
  });
});
