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
  'change_effect',
  'limit_end',
  'arrangement_notice',
  'arrangement_end',
  'evidence_expiry',
  'incident_report',
  'policy_review',
  'competence_expiry',
  'regulator_notice',
  'notification_decision',
  'exception_expiry',
  'component_review_expiry',
  'risk_statement_renewal',
  'assurance_due',
  'assurance_issue',
  'delegation_end',
  'delegation_oversight',
  'vulnerability_fix',
  'scope_expiry',
  'use_case_monitoring',
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
  'concentration_limit',
  'arrangement',
  'evidence',
  'incident',
  'policy',
  'competence',
  'regulator_correspondence',
  'rule_exception',
  'component_review',
  'risk_statement',
  'assurance_activity',
  'delegation',
  'component_vulnerability',
  'use_case',
] as const;
export type SourceType = (typeof SOURCE_TYPES)[number];

/** `due` on its day, `overdue` after it; `cancelled` when its source no longer asks for it. */
export const OBLIGATION_STATES = ['scheduled', 'due', 'overdue', 'done', 'cancelled'] as const;
export type ObligationState = (typeof OBLIGATION_STATES)[number];

/** Steps of all policies: when an obligation is new, and how long before or after the due day it reminds. */
export const STEPS = [
  'at_once',
  'before_60',
  'before_30',
  'before_7',
  'before_3',
  'before_1',
  'business_7',
  'business_4',
  'business_2',
  'business_1',
  'on_day',
  'after_1',
  'after_7',
] as const;
export type StepCode = (typeof STEPS)[number];

export const CHANNELS = ['in_app', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];

export const REMINDER_STATES = ['pending', 'sending', 'sent', 'failed', 'dead', 'cancelled'] as const;

/** Who a step speaks to: the owner alone, or also those above who must know that nothing was done. */
export const AUDIENCES = ['owner', 'escalation', 'management'] as const;
export type Audience = (typeof AUDIENCES)[number];

/** Why somebody was told: their own, their role's, escalated to their role, or because nobody else was left. */
export const BECAUSE = ['owner', 'role', 'escalation', 'management', 'fallback'] as const;
export type Because = (typeof BECAUSE)[number];

/** Whether an obligation still asks for something. */
export function isOpen(state: ObligationState): boolean {
  return state !== 'done' && state !== 'cancelled';
}
