import { localDate } from '../../../kernel/clock.js';
import {
  type Case,
  decidingExercise,
  type KeptUse,
  PLAN_STANDINGS,
  type PlanRecord,
  type PlanStanding,
  standingOf,
} from '../../continuity/plans.public.js';

/** A plan for a use case that an outage interrupts. */
export interface OutagePlan extends PlanRecord {
  readonly name: string;
  readonly nameZhHant: string | null;
  /** As planned; null: not known. */
  readonly recoveryHours: number | null;
  readonly fallbackComponentId: string | null;
  readonly use: KeptUse;
  readonly timeZone: string;
}

/** Whether what a plan falls back on fails of the same failure. */
export type FallbackFails = 'yes' | 'no' | 'unknown';

/** What the plans of a use case are worth in an outage. */
export interface PlanInOutage {
  planId: string | null;
  /** Null where the use case is not interrupted. */
  planState: PlanStanding | null;
  recoveryHours: number | null;
  gapHours: number | null;
}

/** An outage, as far as plans have to know. */
export interface OutageOfPlans {
  /** Of the use case, as far as the reader sees them: each has plans of its own. */
  readonly legalEntityIds: readonly string[];
  readonly toleranceHours: number | null;
  /** How long it lasts. */
  readonly hours: number;
  readonly now: Date;
  /** What interrupts: plans that are not for it are not followed. */
  readonly interruptedBy: Case;
  /** Whether a provider or component has failed. */
  readonly hasFailed: (id: string) => boolean;
  readonly fallbackFails: (componentId: string) => FallbackFails;
}

interface Found {
  readonly plan: OutagePlan | null;
  readonly planState: PlanStanding;
  readonly recoveryHours: number | null;
}

const NONE: Found = { plan: null, planState: 'none', recoveryHours: null };

/**
 * The plan that is followed in an outage: one for what has failed, rather than one for whatever fails; approved, rather than
 * not; and of these the one that was shown to work best. Where several legal entities have plans, the worst of theirs.
 * @param plans null: the use case is not interrupted
 */
export function planInOutage(
  plans: readonly OutagePlan[] | null,
  outage: OutageOfPlans,
): PlanInOutage & { plan: OutagePlan | null } {
  if (plans === null) return { plan: null, planId: null, planState: null, recoveryHours: null, gapHours: 0 };
  const [first = NONE, ...others] = outage.legalEntityIds.map((id) => {
    const own = plans.filter(({ legalEntityId }) => legalEntityId === id);
    return followed(own, outage);
  });
  const { plan, planState, recoveryHours } = others.reduce(worse, first);
  const { toleranceHours, hours } = outage;
  // Who does not know how long recovery takes has to wait until the outage is over.
  const gapHours = toleranceHours === null ? null : Math.max(0, (recoveryHours ?? hours) - toleranceHours);
  return { plan, planId: plan?.id ?? null, planState, recoveryHours, gapHours };
}

function followed(plans: readonly OutagePlan[], outage: OutageOfPlans): Found {
  const applying = plans.filter(
    (plan) => plan.covers.includes(outage.interruptedBy) && isFor(plan, outage) !== null,
  );
  return applying.map((plan) => judged(plan, outage)).reduce((best, one) => better(best, one, outage), NONE);
}

/** How closely a plan is about what has failed: 2 a component, 1 its provider, 0 whatever fails; null: about something else. */
function isFor({ providerId, componentId }: OutagePlan, { hasFailed }: OutageOfPlans): number | null {
  if (componentId !== null) return hasFailed(componentId) ? 2 : null;
  if (providerId !== null) return hasFailed(providerId) ? 1 : null;
  return 0;
}

function judged(plan: OutagePlan, outage: OutageOfPlans): Found {
  const { use, timeZone, fallbackComponentId } = plan;
  const { interruptedBy } = outage;
  const planState = standingOf({ ...plan, covers: [interruptedBy] }, use, localDate(outage.now, timeZone));
  const fails = fallbackComponentId !== null && outage.fallbackFails(fallbackComponentId) !== 'no';
  // What nobody approved, what failed, and what falls back on what may have failed too, promises nothing.
  const isRelied = planState !== 'draft' && planState !== 'exercise_failed' && !fails;
  const measured = decidingExercise(plan, interruptedBy)?.measuredRecoveryHours ?? null;
  return { plan, planState, recoveryHours: isRelied ? (measured ?? plan.recoveryHours) : null };
}

function better(one: Found, other: Found, outage: OutageOfPlans): Found {
  if (one.plan === null || other.plan === null) return one.plan === null ? other : one;
  const keys = ({ plan, planState }: Found): number[] => [
    planState === 'draft' ? 0 : 1,
    isFor(plan!, outage) ?? 0,
    PLAN_STANDINGS.indexOf(planState),
  ];
  const [mine, theirs] = [keys(one), keys(other)];
  const at = mine.findIndex((key, i) => key !== theirs[i]);
  if (at >= 0) return mine[at]! > theirs[at]! ? one : other;
  const [hours, otherHours] = [hoursOf(one), hoursOf(other)];
  return hours === otherHours ? earlier(one, other) : hours < otherHours ? one : other;
}

function worse(one: Found, other: Found): Found {
  const [rank, otherRank] = [one, other].map(({ planState }) => PLAN_STANDINGS.indexOf(planState));
  if (rank !== otherRank) return rank! < otherRank! ? one : other;
  const [hours, otherHours] = [hoursOf(one), hoursOf(other)];
  return hours === otherHours ? earlier(one, other) : hours > otherHours ? one : other;
}

function hoursOf({ recoveryHours }: Found): number {
  return recoveryHours ?? Number.POSITIVE_INFINITY;
}

function earlier(one: Found, other: Found): Found {
  return (one.plan?.id ?? '') < (other.plan?.id ?? '') ? one : other;
}
