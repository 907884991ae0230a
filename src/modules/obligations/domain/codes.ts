/** Codes of obligations and reminders, as other systems know them. */
export const OBLIGATION_KINDS = [
  'component_retirement',
  'concentration_finding',
  'control_expiry',
  'plan_review',
  'plan_exercise',
  'assessment_answers',
  'due_diligence_refresh',
  'assessment_finding',
  'assessment_condition',
  'change_triage',
  'change_redo',
  'exit_due',
  'suspension_notice',
] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

export const SOURCE_TYPES = [
  'component',
  'concentration_finding',
  'control',
  'contingency_plan',
  'assessment',
  'assessment_finding',
  'assessment_condition',
  'change_event',
  'exit_case',
  'suspension',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** `due` on its day, `overdue` after it; `cancelled` when its source no longer asks for it. */
export const OBLIGATION_STATES = ['scheduled', 'due', 'overdue', 'done', 'cancelled'] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

/** Steps of all policies: how long before or after the due day an obligation reminds. */
export const STEPS = [
  'before_60',
  'before_30',
  'before_7',
  'before_3',
  'before_1',
  'on_day',
  'after_1',
  'after_7',
] as const;
export type StepCode = (typeof STEPS)[number];

export const CHANNELS = ['in_app', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

export const REMINDER_STATES = ['pending', 'sending', 'sent', 'failed', 'dead', 'cancelled'] as const;

/** Why somebody was told: their own, their role's, escalated to their role, or because nobody else was left. */
export const BECAUSE = ['owner', 'role', 'escalation', 'fallback'] as const;

/** Whether an obligation still asks for something. */
export function isOpen(state: ObligationState): boolean {
  return state !== 'done' && state !== 'cancelled';
}
