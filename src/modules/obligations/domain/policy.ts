import type { ObligationKind, StepCode } from './codes.js';
import { instantOf } from './local-time.js';

/** Who a step speaks to: the owner alone, or the owner and those above who must know that nothing was done. */
export type Audience = 'owner' | 'escalation';

export interface PolicyStep {
  code: StepCode;
  /** Days after the due day; negative before it. */
  days: number;
  audience: Audience;
}

/** How one kind of obligation reminds. */
export interface Policy {
  /** Local time of day, HH:MM. */
  at: string;
  /** In the order in which they come. */
  steps: readonly PolicyStep[];
}

/** What ends on a day that is known long before. */
const DATED: Policy = {
  at: '09:00',
  steps: [
    { code: 'before_60', days: -60, audience: 'owner' },
    { code: 'before_30', days: -30, audience: 'owner' },
    { code: 'before_7', days: -7, audience: 'owner' },
    { code: 'before_1', days: -1, audience: 'owner' },
    { code: 'on_day', days: 0, audience: 'owner' },
    { code: 'after_7', days: 7, audience: 'escalation' },
  ],
};

/** A decision has thirty days: the first step tells of the excess as it is found. */
const DECISION: Policy = {
  at: '09:00',
  steps: [
    { code: 'before_30', days: -30, audience: 'owner' },
    { code: 'before_7', days: -7, audience: 'owner' },
    { code: 'before_1', days: -1, audience: 'owner' },
    { code: 'on_day', days: 0, audience: 'owner' },
    { code: 'after_7', days: 7, audience: 'escalation' },
  ],
};

/** A ruling has three days: the first step tells of the change as it is recorded. */
const TRIAGE: Policy = {
  at: '09:00',
  steps: [
    { code: 'before_3', days: -3, audience: 'owner' },
    { code: 'before_1', days: -1, audience: 'owner' },
    { code: 'on_day', days: 0, audience: 'owner' },
    { code: 'after_1', days: 1, audience: 'escalation' },
    { code: 'after_7', days: 7, audience: 'escalation' },
  ],
};

/** What has happened is told at once, at whatever hour, and again as long as nobody says that it is seen to. */
const NOTICE: Policy = {
  at: '09:00',
  steps: [
    { code: 'before_1', days: -1, audience: 'owner' },
    { code: 'on_day', days: 0, audience: 'owner' },
    { code: 'after_1', days: 1, audience: 'escalation' },
    { code: 'after_7', days: 7, audience: 'escalation' },
  ],
};

const POLICIES: Readonly<Record<ObligationKind, Policy>> = {
  component_retirement: DATED,
  concentration_finding: DECISION,
  // What counts until a day has to be looked at, and proved anew, before it.
  control_expiry: DATED,
  // A review, and an exercise, takes weeks to prepare.
  plan_review: DATED,
  plan_exercise: DATED,
  assessment_answers: DECISION,
  // What holds until a day is done again before it.
  due_diligence_refresh: DATED,
  assessment_finding: DECISION,
  assessment_condition: DECISION,
  change_triage: TRIAGE,
  // Thirty days, as a decision has.
  change_redo: DECISION,
  // Data is returned, and a successor validated, in weeks.
  exit_due: DATED,
  suspension_notice: NOTICE,
};

export function policyOf(kind: ObligationKind): Policy {
  return POLICIES[kind];
}

export interface PlannedStep {
  code: StepCode;
  audience: Audience;
  plannedFor: Date;
}

/** The steps of a policy for one due day, oldest first. */
export function plannedSteps(policy: Policy, dueOn: string, timeZone: string): PlannedStep[] {
  return policy.steps.map(({ code, days, audience }) => ({
    code,
    audience,
    plannedFor: instantOf(dueOn, policy.at, timeZone, days),
  }));
}

/** A step with whether it will remind. */
export interface ArmedStep extends PlannedStep {
  state: 'armed' | 'skipped';
}

/**
 * Which steps remind, for an obligation that is new or whose date has moved.
 *
 * New: the steps to come, and of those already past only the latest, so that whoever must act learns of it at once and
 * not at the next step. Moved: only the steps to come, for the owner has been told before. When none is left, the last
 * one reminds: a date never passes in silence.
 */
export function armSteps(steps: readonly PlannedStep[], now: Date, occasion: 'new' | 'moved'): ArmedStep[] {
  const next = steps.findIndex(({ plannedFor }) => plannedFor > now);
  const firstToCome = next === -1 ? steps.length : next;
  const tellsPast = occasion === 'new' || firstToCome === steps.length;
  const first = Math.max(0, tellsPast ? firstToCome - 1 : firstToCome);
  return steps.map((step, index) => ({ ...step, state: index >= first ? 'armed' : 'skipped' }));
}
