import { addDays } from '../../../kernel/clock.js';
import { type Case, CASES, PLAN_STANDINGS, type PlanStanding } from './codes.js';
import { addMonths } from './months.js';

/** What is read of an exercise that is not retired. */
export interface ExerciseRecord {
  readonly id: string;
  /** YYYY-MM-DD */
  readonly exercisedOn: string;
  readonly covers: readonly string[];
  readonly outcome: string;
  /** Null: not known. */
  readonly measuredRecoveryHours: number | null;
  /** Of the plan that was exercised; null: an earlier one than is recorded. */
  readonly planHash: string | null;
}

/** What is read of a plan that is not retired. */
export interface PlanRecord<Exercise extends ExerciseRecord = ExerciseRecord> {
  readonly id: string;
  readonly legalEntityId: string;
  /** What fails; neither: whatever does. */
  readonly providerId: string | null;
  readonly componentId: string | null;
  readonly covers: readonly string[];
  readonly state: string;
  /** Of what it says. */
  readonly hash: string;
  /** YYYY-MM-DD: the last day on which its approval holds. */
  readonly validTo: string;
  readonly exercises: readonly Exercise[];
}

/** What a plan keeps going, as far as it decides how often, and how fast. */
export interface KeptUse {
  readonly tier: string;
  readonly criticalOperation: string;
  /** Null: not known. */
  readonly toleranceHours: number | null;
}

/** A use of something, whose plans are looked for. */
export interface PlannedUse extends KeptUse {
  readonly legalEntityIds: readonly string[];
  readonly parts: readonly UsedPart[];
}

export interface UsedPart {
  readonly id: string;
  /** Null: nobody knows who provides it. */
  readonly providerId: string | null;
  /** A part that nobody names: it may be anything. */
  readonly undisclosed?: boolean;
}

/** What the plans of a use come to. */
export interface Continuity<Plan> {
  /** Design and operation of the control; null: of one of its legal entities there is no plan for it. */
  readonly state: { readonly design: number; readonly operating: number } | null;
  readonly gate: 'approved' | 'suspension_only' | 'draft' | 'unknown';
  /** Those that speak of it. */
  readonly plans: readonly Plan[];
}

/** Months within which a plan is exercised again (a standard of the house): half a year where more depends on it. */
export function exercisePeriod({ tier, criticalOperation }: KeptUse): number {
  return tier === 'T1' || criticalOperation !== 'no' ? 6 : 12;
}

/** Days in which a plan is exercised after its approval, and again after an exercise that did not show that it works. */
export const DAYS_TO_EXERCISE = 90;

/** Whether somebody has approved a plan as it is, and the day of its review has not passed. */
export function isInForce({ state, validTo }: Pick<PlanRecord, 'state' | 'validTo'>, today: string): boolean {
  return state === 'approved' && validTo >= today;
}

/** What a plan is worth on a day: the least of its cases. */
export function standingOf(plan: PlanRecord, use: KeptUse, today: string): PlanStanding {
  if (!isInForce(plan, today)) return 'draft';
  const standings = plan.covers.map((covered) => standingIn(plan, covered, use, today));
  return PLAN_STANDINGS.find((standing) => standings.some((one) => one === standing)) ?? 'untested';
}

/** What exercises can say of a plan. */
type Exercised = Exclude<PlanStanding, 'none' | 'draft'>;

/** What exercises say of a plan in one case, approved or not. */
function standingIn(plan: PlanRecord, covered: string, use: KeptUse, today: string): Exercised {
  const exercise = decidingExercise(plan, covered);
  if (exercise === null) return 'untested';
  const shown = shownBy(exercise, use);
  if (shown !== 'proven') return shown;
  return addMonths(exercise.exercisedOn, exercisePeriod(use)) < today ? 'exercise_overdue' : 'proven';
}

/** What is not known of an exercise, or of the tolerance, shows nothing. */
function shownBy(exercise: ExerciseRecord, { toleranceHours }: KeptUse): Exercised {
  const { outcome, measuredRecoveryHours } = exercise;
  if (outcome === 'failed') return 'exercise_failed';
  if (outcome === 'unknown' || measuredRecoveryHours === null || toleranceHours === null) return 'untested';
  return measuredRecoveryHours > toleranceHours ? 'too_slow' : 'proven';
}

/**
 * The exercise that decides of a plan in one case: a failure that none has remedied since, of whatever the plan said then;
 * else the last one of the plan as it is.
 */
export function decidingExercise<Exercise extends ExerciseRecord>(
  { hash, exercises }: Pick<PlanRecord<Exercise>, 'hash' | 'exercises'>,
  covered: string,
): Exercise | null {
  const ofCase = exercises.filter(({ covers }) => covers.includes(covered));
  return standingFailure(ofCase) ?? latestOf(ofCase.filter(({ planHash }) => planHash === hash));
}

/** A failure after which nothing succeeded: what was on the same day may have been before it. */
export function standingFailure<Exercise extends ExerciseRecord>(
  ofCase: readonly Exercise[],
): Exercise | null {
  const failed = latestOf(ofCase.filter(({ outcome }) => outcome === 'failed'));
  if (failed === null) return null;
  const isRemedied = ofCase.some(
    ({ outcome, exercisedOn }) => SUCCEEDED.has(outcome) && exercisedOn > failed.exercisedOn,
  );
  return isRemedied ? null : failed;
}

const SUCCEEDED: ReadonlySet<string> = new Set(['succeeded', 'succeeded_with_issues']);

/** Of two on one day the one that says less: nobody knows which was the later. */
export function latestOf<Exercise extends ExerciseRecord>(exercises: readonly Exercise[]): Exercise | null {
  return exercises.reduce<Exercise | null>(
    (latest, one) => (latest === null || isAfter(one, latest) ? one : latest),
    null,
  );
}

function isAfter(one: ExerciseRecord, other: ExerciseRecord): boolean {
  if (one.exercisedOn !== other.exercisedOn) return one.exercisedOn > other.exercisedOn;
  return saysLess(one, other) || (!saysLess(other, one) && one.id > other.id);
}

const RANK: Readonly<Record<string, number>> = {
  succeeded: 2,
  succeeded_with_issues: 1,
  unknown: 0,
  failed: -1,
};

/** Whether an exercise says less for a plan than another: by its outcome, or by how long recovery took. */
export function saysLess(one: ExerciseRecord, other: ExerciseRecord): boolean {
  const [rank, otherRank] = [RANK[one.outcome] ?? 0, RANK[other.outcome] ?? 0];
  return rank === otherRank ? hoursOf(one) > hoursOf(other) : rank < otherRank;
}

function hoursOf({ measuredRecoveryHours }: ExerciseRecord): number {
  return measuredRecoveryHours ?? Number.POSITIVE_INFINITY;
}

/**
 * The day by which a plan that was approved has to be exercised: for each of its cases a period after the last exercise that
 * showed that it works; where none did, ninety days after the approval, or after the exercise that did not.
 * @param approvedOn YYYY-MM-DD
 */
export function exerciseDueOn(plan: PlanRecord, use: KeptUse, approvedOn: string): string {
  const days = plan.covers.map((covered) => {
    const exercise = decidingExercise(plan, covered);
    if (exercise === null) return addDays(approvedOn, DAYS_TO_EXERCISE);
    const { exercisedOn } = exercise;
    if (shownBy(exercise, use) === 'proven') return addMonths(exercisedOn, exercisePeriod(use));
    return addDays(exercisedOn > approvedOn ? exercisedOn : approvedOn, DAYS_TO_EXERCISE);
  });
  return days.reduce((earliest, day) => (day < earliest ? day : earliest));
}

/**
 * What the plans of a use case come to for one use of it (methodology 4.4, domain R; R-29b). Each legal entity has plans of its
 * own, and of several the worst counts. A part is covered by a plan for whatever fails, for it, or for who provides it; of
 * several parts the worst counts. A failed exercise outweighs every plan for the same case that was exercised well.
 */
export function continuityOf<Plan extends PlanRecord>(
  plans: readonly Plan[],
  use: PlannedUse,
  today: string,
): Continuity<Plan> {
  const { legalEntityIds, parts } = use;
  const about = plans.filter((plan) => parts.some((part) => mayBeFor(plan, part)));
  const read = about.filter(({ legalEntityId }) => legalEntityIds.includes(legalEntityId));
  const entities = legalEntityIds.map((id) => read.filter(({ legalEntityId }) => legalEntityId === id));
  const isPlanned = (own: readonly Plan[]): boolean =>
    own.some((plan) => parts.some((part) => isFor(plan, part)));
  if (entities.length === 0 || !entities.every(isPlanned))
    return { state: null, gate: 'unknown', plans: read };
  const least = (of: (own: readonly Plan[], covered: Case) => number, covered: Case): number =>
    Math.min(...entities.map((own) => of(own, covered)));
  const designed = (own: readonly Plan[], covered: Case): number => designOf(own, covered, use, today);
  const worked = (own: readonly Plan[], covered: Case): number => operationOf(own, covered, use, today);
  return {
    state: {
      design: halves(CASES.map((covered) => least(designed, covered))),
      operating: halves(CASES.map((covered) => least(worked, covered))),
    },
    gate:
      least(designed, 'provider_failure') === 1
        ? 'approved'
        : least(designed, 'own_suspension') === 1
          ? 'suspension_only'
          : 'draft',
    plans: read,
  };
}

/** The mean, rounded down to 0, 0.5 or 1: one of the two cases is a half. */
function halves(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.floor(mean * 2) / 2;
}

function isFor({ providerId, componentId }: PlanRecord, part: UsedPart): boolean {
  if (providerId === null && componentId === null) return true;
  return componentId === part.id || (providerId !== null && providerId === part.providerId);
}

/** The same where something is not known: whoever provides it may be any, and a part that nobody names may be anything. */
function mayBeFor(plan: PlanRecord, part: UsedPart): boolean {
  if (part.undisclosed || isFor(plan, part)) return true;
  return plan.providerId !== null && part.providerId === null;
}

function isCovering(plan: PlanRecord, covered: Case, today: string): boolean {
  return plan.covers.includes(covered) && isInForce(plan, today);
}

function designOf(plans: readonly PlanRecord[], covered: Case, { parts }: PlannedUse, today: string): number {
  const covering = plans.filter((plan) => isCovering(plan, covered, today));
  return parts.every((part) => covering.some((plan) => isFor(plan, part))) ? 1 : 0;
}

/** Whoever tries again with another plan has not remedied what failed. */
function operationOf(plans: readonly PlanRecord[], covered: Case, use: PlannedUse, today: string): number {
  const hasFailed = plans.some(
    ({ exercises }) => standingFailure(exercises.filter(({ covers }) => covers.includes(covered))) !== null,
  );
  if (hasFailed) return 0;
  const covering = plans.filter((plan) => isCovering(plan, covered, today));
  return Math.min(
    ...use.parts.map((part) =>
      Math.max(
        0,
        ...covering.filter((plan) => isFor(plan, part)).map((plan) => worthOf(plan, covered, use, today)),
      ),
    ),
  );
}

/** How well a plan was shown to work; too slow, and not known, is not shown. */
function worthOf(plan: PlanRecord, covered: Case, use: KeptUse, today: string): number {
  if (standingIn(plan, covered, use, today) !== 'proven') return 0;
  return decidingExercise(plan, covered)?.outcome === 'succeeded' ? 1 : 0.5;
}
