import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  ACTIVITY_OUTCOMES,
  type ActivityFacts,
  forgottenProblems,
  type Issue,
  ISSUE_STATES,
  retirementProblems,
} from './assurance-activity.js';

const KINDS = ['validation', 'accuracy_test', 'monitoring_run'];
const NOTHING = {
  ...{ performedBy: null, performer: null, scope: [], scopeComponentIds: [], evidenceIds: [] },
  ...{ nextDueOn: null, summary: null },
};

const number = fc.option(fc.integer({ min: 0, max: 3 }), { nil: null });
const issues = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c'))
  .chain((texts) =>
    fc.tuple(
      ...texts.map((text) => fc.constantFrom(...ISSUE_STATES).map((dealtWith) => ({ text, dealtWith }))),
    ),
  )
  .map((all) => all.map((one): Issue => ({ ...one, ownerId: null, dueOn: null, reason: null })));
const facts: fc.Arbitrary<ActivityFacts> = fc
  .record({
    outcome: fc.constantFrom(...ACTIVITY_OUTCOMES),
    openIssues: issues,
    target: number,
    result: number,
    breaches: fc.constantFrom(null, 'one', 'two'),
  })
  .map((found) => ({ ...NOTHING, ...found }));

const isDone = ({ dealtWith }: Issue): boolean => dealtWith !== 'open' && dealtWith !== 'unknown';

describe('an assurance activity', () => {
  it('that found something wanting is never made one that may be retired, but by dealing with its issues', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), facts, facts, (kind, current, wanted) => {
        if (forgottenProblems({ ...current, kind }, wanted).length > 0) return;
        const before = retirementProblems({ ...current, kind, openIssues: [] });
        const after = retirementProblems({ ...wanted, kind, openIssues: [] });
        expect(after.length).toBeGreaterThanOrEqual(before.length);
        for (const { text } of current.openIssues.filter((issue) => !isDone(issue))) {
          const kept = wanted.openIssues.find((issue) => issue.text === text);
          expect(kept).toBeDefined();
          expect(isDone(kept!) || retirementProblems({ ...wanted, kind }).length > 0).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('may be left as it is, whatever it found', () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), facts, (kind, current) => {
        expect(forgottenProblems({ ...current, kind }, current)).toEqual([]);
      }),
    );
  });
});
