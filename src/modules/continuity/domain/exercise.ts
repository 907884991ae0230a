import type { FieldError } from '../../../kernel/domain-error.js';
import { type Case, CASES } from './codes.js';
import { type ExerciseRecord, latestOf, saysLess } from './plan-standing.js';

/** What is said of an exercise of a plan. */
export interface ExerciseFacts {
  /** YYYY-MM-DD */
  exercisedOn: string;
  /** Which of the cases of its plan was exercised. */
  covers: Case[];
  /** Null: not known. */
  measuredRecoveryHours: number | null;
  outcome: string;
  issues: string | null;
  evidenceId: string | null;
  performedBy: string | null;
}

/** The plan that is exercised. */
export interface ExercisedPlan {
  covers: readonly string[];
  hash: string;
  /** YYYY-MM-DD: when it became another than the one approved before; null: it never did. */
  changedOn: string | null;
}

const WITH_ISSUES: readonly string[] = ['failed', 'succeeded_with_issues'];

/**
 * What is said of an exercise and cannot stand.
 * @param named the cases that the request names: the plan may have been for more before
 * @param today YYYY-MM-DD, where the legal entity of the plan is
 */
export function exerciseProblems(
  { exercisedOn, outcome, issues }: ExerciseFacts,
  named: readonly string[],
  plan: ExercisedPlan,
  today: string,
): FieldError[] {
  return [
    ...(exercisedOn > today ? [{ pointer: '/exercisedOn', code: 'not-in-future' }] : []),
    ...(named.every((one) => plan.covers.includes(one))
      ? []
      : [{ pointer: '/covers', code: 'not-among', params: { other: 'covers of the plan' } }]),
    ...(WITH_ISSUES.includes(outcome) && issues === null
      ? [{ pointer: '/issues', code: 'needed-with', params: { other: `outcome: ${outcome}` } }]
      : []),
  ];
}

/** What was exercised on a day: before the plan became another, it was another. */
export function exercisedHash({ hash, changedOn }: ExercisedPlan, exercisedOn: string): string | null {
  return changedOn !== null && exercisedOn < changedOn ? null : hash;
}

/** What an exercise that failed found, and when, stays as it is. */
export function failureProblems(current: ExerciseFacts, wanted: ExerciseFacts): FieldError[] {
  if (current.outcome !== 'failed') return [];
  const isLess = !current.covers.every((one) => wanted.covers.includes(one));
  return [
    ...(wanted.outcome === 'failed' ? [] : ['/outcome']),
    ...(wanted.exercisedOn < current.exercisedOn ? ['/exercisedOn'] : []),
    ...(isLess ? ['/covers'] : []),
  ].map((pointer) => ({ pointer, code: 'exercise-failed' }));
}

/**
 * Why an exercise cannot be taken away, or said to be of another day or case: one that says more would speak in its place.
 * @param others exercises of its plan that are not retired
 * @param wanted what it would be; null: retired
 * @param pointer what would be changed
 */
export function forgottenProblems(
  current: ExerciseRecord,
  wanted: ExerciseRecord | null,
  others: readonly ExerciseRecord[],
  pointer: string,
): FieldError[] {
  if (wanted === null && current.outcome === 'failed') return [{ pointer, code: 'exercise-failed' }];
  const ofSamePlan = others.filter(({ planHash }) => planHash === current.planHash);
  // Of another day it may be of another plan.
  const stays = wanted?.planHash === current.planHash ? wanted : null;
  const isHidden = CASES.some((one) => {
    if (!current.covers.includes(one)) return false;
    const rest = ofSamePlan.filter(({ covers }) => covers.includes(one));
    if (latestOf([...rest, current]) !== current) return false;
    const left = latestOf(stays?.covers.includes(one) ? [...rest, stays] : rest);
    return left !== null && left !== stays && saysLess(current, left);
  });
  return isHidden ? [{ pointer, code: 'not-to-be-forgotten' }] : [];
}
