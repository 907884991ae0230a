/** What contingency plans and their exercises come to, for other modules: pure, without the rest of the module. */
export {
  type Continuity,
  continuityOf,
  decidingExercise,
  type ExerciseRecord,
  exerciseDueOn,
  isInForce,
  type KeptUse,
  type PlanRecord,
  type PlannedUse,
  standingOf,
} from './domain/plan-standing.js';
export { type Case, CASES, PLAN_STANDINGS, type PlanStanding } from './domain/codes.js';
