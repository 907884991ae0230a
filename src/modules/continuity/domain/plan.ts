import { addDays } from '../../../kernel/clock.js';
import type { FieldError } from '../../../kernel/domain-error.js';
import { type Case, CASES } from './codes.js';
import { type ExerciseRecord, standingFailure } from './plan-standing.js';

/** What a plan says, and may be changed: what its approval is bound to, with whose it is and what it keeps going. */
export interface PlanFacts {
  name: string;
  nameZhHant: string | null;
  /** What fails; neither: whatever does. */
  providerId: string | null;
  componentId: string | null;
  covers: Case[];
  strategy: string;
  fallbackComponentId: string | null;
  manualProcedure: string | null;
  steps: string | null;
  /** How long recovery is planned to take; null: not known. */
  recoveryHours: number | null;
  evidenceId: string | null;
  ownerId: string;
  /** YYYY-MM-DD: the last day on which its approval holds. */
  validTo: string;
}

/** Whose a plan is and what it keeps going: the same for good. */
export interface PlanSubject {
  legalEntityId: string;
  useCaseId: string;
}

/** So long may a plan hold without being looked at again, in days: two years. */
const MOST_DAYS = 731;

/**
 * What is said of a plan and cannot stand.
 * @param today YYYY-MM-DD, where its legal entity is
 */
export function planProblems(facts: PlanFacts, today: string): FieldError[] {
  const { providerId, componentId, strategy, fallbackComponentId, manualProcedure, validTo } = facts;
  const problems: FieldError[] = [];
  const refuse = (pointer: string, code: string, other?: string): void =>
    void problems.push({ pointer, code, ...(other === undefined ? {} : { params: { other } }) });
  if (providerId !== null && componentId !== null) refuse('/componentId', 'contradiction', 'providerId');
  const switches = strategy === 'switch_to_fallback';
  if (switches && fallbackComponentId === null) {
    refuse('/fallbackComponentId', 'needed-with', 'strategy: switch_to_fallback');
  }
  if (!switches && fallbackComponentId !== null) {
    refuse('/fallbackComponentId', 'only-with', 'strategy: switch_to_fallback');
  }
  if (fallbackComponentId !== null && fallbackComponentId === componentId) {
    refuse('/fallbackComponentId', 'contradiction', 'componentId');
  }
  if (strategy === 'manual_procedure' && manualProcedure === null) {
    refuse('/manualProcedure', 'needed-with', 'strategy: manual_procedure');
  }
  if (validTo <= today || validTo > addDays(today, MOST_DAYS)) refuse('/validTo', 'ahead-within-two-years');
  return problems;
}

/** What nobody approves: a plan of which it is not known how it works. */
export function submissionProblems({ strategy }: Pick<PlanFacts, 'strategy'>): FieldError[] {
  return strategy === 'unknown' ? [{ pointer: '/strategy', code: 'to-be-known' }] : [];
}

type Scope = Pick<PlanFacts, 'covers' | 'providerId' | 'componentId'>;

/**
 * What a change would forget of exercises that failed: a plan that is for less than before would not be the one that failed.
 * @param exercises that are not retired
 */
export function narrowingProblems(
  current: Scope,
  wanted: Scope,
  exercises: readonly ExerciseRecord[],
): FieldError[] {
  const failed = casesThatFailed(exercises);
  if (failed.length === 0) return [];
  const code = 'exercise-failed';
  const isLeftOut = failed.some((one) => current.covers.includes(one) && !wanted.covers.includes(one));
  const isForLess = (field: 'providerId' | 'componentId'): boolean =>
    wanted[field] !== null && wanted[field] !== current[field];
  return [
    ...(isLeftOut ? [{ pointer: '/covers', code }] : []),
    ...(['providerId', 'componentId'] as const)
      .filter(isForLess)
      .map((field) => ({ pointer: `/${field}`, code })),
  ];
}

/** Why a plan cannot be retired: what failed would be forgotten with it. */
export function retirementProblems(exercises: readonly ExerciseRecord[]): FieldError[] {
  return casesThatFailed(exercises).length === 0 ? [] : [{ pointer: '', code: 'exercise-failed' }];
}

function casesThatFailed(exercises: readonly ExerciseRecord[]): Case[] {
  return CASES.filter(
    (one) => standingFailure(exercises.filter(({ covers }) => covers.includes(one))) !== null,
  );
}
