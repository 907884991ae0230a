import type { ObligationKind } from './codes.js';

/** What is said of one kind of obligation; `{name}` and the like are filled in. */
export interface KindWords {
  ahead: string;
  passed: string;
  several: string;
  owner: string;
  role: string;
  act: string;
}

/** The kinds that follow from dates of records, whose words are kept apart: the rest stands with the texts. */
export type RecordKind = Extract<
  ObligationKind,
  | ('change_effect' | 'limit_end' | 'arrangement_notice' | 'arrangement_end')
  | ('evidence_expiry' | 'incident_report' | 'policy_review' | 'competence_expiry' | 'regulator_notice')
  | (
      | 'notification_decision'
      | 'exception_expiry'
      | 'component_review_expiry'
      | 'risk_statement_renewal'
      | 'assurance_due'
      | 'assurance_issue'
      | 'delegation_end'
    )
  | ('delegation_oversight' | 'vulnerability_fix' | 'scope_expiry' | 'use_case_monitoring')
>;
