import { localDate } from '../../../kernel/clock.js';
import {
  type ExerciseRecord,
  exerciseDueOn,
  type KeptUse,
  latestOf,
  type PlanRecord,
  standingOf,
} from './plan-standing.js';

/** A plan as it is read: what the API shows of it, and what its standing is worked out of. */
export type ReadPlan = PlanRecord & {
  readonly decidedBy: string | null;
  /** RFC 3339, in UTC. */
  readonly decidedAt: string | null;
  readonly use: KeptUse;
  readonly timeZone: string;
};

/** A plan with what it is worth where its legal entity is, at an instant, and by when it has to be exercised. */
export function shownPlan(read: ReadPlan, now: Date): Record<string, unknown> {
  const { exercises, use, timeZone, ...shown } = read;
  const { decidedBy, decidedAt, state } = read;
  const isApproved = state === 'approved';
  const approvedOn = isApproved && decidedAt !== null ? localDate(new Date(decidedAt), timeZone) : null;
  return {
    ...shown,
    approvedBy: isApproved ? decidedBy : null,
    approvedAt: isApproved ? decidedAt : null,
    planState: standingOf(read, use, localDate(now, timeZone)),
    exerciseDueOn: approvedOn === null ? null : exerciseDueOn(read, use, approvedOn),
    lastExercise: summaryOf(latestOf(exercises)),
  };
}

function summaryOf(exercise: ExerciseRecord | null): ExerciseRecord | null {
  if (exercise === null) return null;
  const { id, exercisedOn, covers, outcome, measuredRecoveryHours, planHash } = exercise;
  return { id, exercisedOn, covers, outcome, measuredRecoveryHours, planHash };
}
