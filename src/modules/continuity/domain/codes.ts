/** What a plan is for: something that others provide fails, or the firm itself suspends the use (paragraphs 20 and 29). */
export const CASES = ['provider_failure', 'own_suspension'] as const;
export type Case = (typeof CASES)[number];

/** How a use case is kept going. */
export const STRATEGIES = [
  'switch_to_fallback',
  'manual_procedure',
  'degrade_service',
  'stop_service',
  'rebuild_in_house',
  'unknown',
] as const;

/** Where a plan stands among those who decide on it. */
export const PLAN_STATES = ['draft', 'submitted', 'approved', 'rejected'] as const;

/** What a plan is worth on a day, the worst first. */
export const PLAN_STANDINGS = [
  'none',
  'draft',
  'exercise_failed',
  'too_slow',
  'untested',
  'exercise_overdue',
  'proven',
] as const;
export type PlanStanding = (typeof PLAN_STANDINGS)[number];

export const OUTCOMES = ['succeeded', 'succeeded_with_issues', 'failed', 'unknown'] as const;

/** In one order, so that the same cases are the same plan. */
export function inOrder(cases: readonly string[]): Case[] {
  return CASES.filter((one) => cases.includes(one));
}
