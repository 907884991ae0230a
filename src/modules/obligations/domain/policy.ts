import { businessDaysBefore, EVERY_WEEKDAY, type HolidayCalendar } from '../../../kernel/business-days.js';
import type { Audience, ObligationKind, StepCode } from './codes.js';
import { instantOf } from './local-time.js';

export interface PolicyStep {
  code: StepCode;
  /** Days after the due day; negative before it. */
  days: number;
  /** Whether these are business days, of which there are none after it. */
  areBusinessDays?: true;
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

/** So long before any day that it is past when an obligation is opened: it tells at once, and never when a date moves. */
const LONG_BEFORE = -366;
const AT_ONCE: PolicyStep = { code: 'at_once', days: LONG_BEFORE, audience: 'owner' };

/** What is to be decided, or known, immediately. */
const IMMEDIATE: Policy = {
  at: '09:00',
  steps: [
    AT_ONCE,
    { code: 'after_1', days: 1, audience: 'escalation' },
    { code: 'after_7', days: 7, audience: 'escalation' },
  ],
};

/** What is dangerous until it is done, be it within a day or within a month. */
const URGENT: Policy = {
  at: '09:00',
  steps: [
    AT_ONCE,
    { code: 'before_7', days: -7, audience: 'owner' },
    { code: 'before_1', days: -1, audience: 'owner' },
    { code: 'on_day', days: 0, audience: 'owner' },
    { code: 'after_1', days: 1, audience: 'escalation' },
    { code: 'after_7', days: 7, audience: 'escalation' },
  ],
};

/** What comes back as often as every month. */
const RECURRING: Policy = {
  at: '09:00',
  steps: [
    { code: 'before_7', days: -7, audience: 'owner' },
    { code: 'before_1', days: -1, audience: 'owner' },
    { code: 'on_day', days: 0, audience: 'owner' },
    { code: 'after_7', days: 7, audience: 'escalation' },
  ],
};

const businessDay = (code: StepCode, days: number, audience: Audience = 'owner'): PolicyStep => ({
  ...{ code, days, areBusinessDays: true, audience },
});

/**
 * Notice is due seven business days after the change: when it is recorded, on the day of the change, three and five business
 * days after it; senior managers from the sixth on.
 */
const NOTICE: Policy = {
  at: '09:00',
  steps: [
    AT_ONCE,
    businessDay('business_7', -7),
    businessDay('business_4', -4),
    businessDay('business_2', -2),
    businessDay('business_1', -1, 'management'),
    { code: 'on_day', days: 0, audience: 'management' },
    { code: 'after_1', days: 1, audience: 'management' },
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
  suspension_notice: IMMEDIATE,
  change_effect: DECISION,
  limit_end: DATED,
  arrangement_notice: DATED,
  arrangement_end: DATED,
  evidence_expiry: DATED,
  incident_report: IMMEDIATE,
  policy_review: DATED,
  competence_expiry: DATED,
  regulator_notice: NOTICE,
  notification_decision: DECISION,
  exception_expiry: DATED,
  component_review_expiry: DATED,
  risk_statement_renewal: DATED,
  assurance_due: DATED,
  assurance_issue: DECISION,
  delegation_end: DATED,
  delegation_oversight: DECISION,
  vulnerability_fix: URGENT,
  scope_expiry: DATED,
  use_case_monitoring: RECURRING,
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
export function plannedSteps(
  policy: Policy,
  dueOn: string,
  timeZone: string,
  calendar: HolidayCalendar = EVERY_WEEKDAY,
): PlannedStep[] {
  return policy.steps.map(({ code, days, areBusinessDays, audience }) => ({
    code,
    audience,
    plannedFor: areBusinessDays
      ? instantOf(businessDaysBefore(dueOn, -days, calendar), policy.at, timeZone)
      : instantOf(dueOn, policy.at, timeZone, days),
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
