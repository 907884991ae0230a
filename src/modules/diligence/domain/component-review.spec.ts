import { describe, expect, it } from '@jest/globals';
import {
  forgottenProblems,
  REVIEW_KINDS,
  REVIEW_OUTCOMES,
  retirementProblems,
  type ReviewFacts,
  reviewProblems,
} from './component-review.js';

const facts = (more: Partial<ReviewFacts> = {}): ReviewFacts => ({
  ...{ performedBy: null, outcome: 'acceptable', decision: 'x', reason: 'x', ownerId: 'x', measures: [] },
  ...{ evidenceIds: [], validTo: null, ...more },
});
const measure = { text: 'Scan', controlName: null, evidenceId: null };

describe('what a component review found wanting', () => {
  it('never becomes milder, whichever way the record is changed', () => {
    const allowed = REVIEW_OUTCOMES.flatMap((from) =>
      REVIEW_OUTCOMES.filter((to) => {
        const [current, wanted] = [from, to].map((outcome) => facts({ outcome, measures: [measure] }));
        return from !== to && forgottenProblems(current!, wanted!).length === 0;
      }).map((to) => `${from} > ${to}`),
    );
    expect(allowed).toEqual([
      ...['acceptable > acceptable_with_measures', 'acceptable > not_acceptable', 'acceptable > unknown'],
      'acceptable_with_measures > not_acceptable',
      ...['unknown > acceptable', 'unknown > acceptable_with_measures', 'unknown > not_acceptable'],
    ]);
  });

  it('keeps the record and its measures; where nothing was, both may go', () => {
    const kept = REVIEW_OUTCOMES.filter((outcome) => retirementProblems(facts({ outcome })).length > 0);
    expect(kept).toEqual(['acceptable_with_measures', 'not_acceptable']);
    const losing = REVIEW_OUTCOMES.filter(
      (outcome) => forgottenProblems(facts({ outcome, measures: [measure] }), facts({ outcome })).length > 0,
    );
    expect(losing).toEqual(kept);
  });
});

describe('a kind of component review', () => {
  it('needs a reason and an owner where it is a consideration', () => {
    const bare = facts({ decision: null, reason: null, ownerId: null });
    const needing = REVIEW_KINDS.map((kind) => {
      const identity = { kind, legalEntityId: '', componentId: '', useCaseId: null, componentVersion: null };
      const problems = reviewProblems({ ...identity, performedOn: '2026-11-20' }, bare, '2026-12-01');
      return [kind, ...problems.map(({ pointer }) => pointer)];
    }).filter(([, ...pointers]) => pointers.length > 0);
    expect(needing).toEqual([
      ['confidentiality', '/decision', '/reason', '/ownerId'],
      ['internal_ownership', '/reason', '/ownerId'],
    ]);
  });
});
