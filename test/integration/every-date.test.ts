import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Pool } from 'pg';
import {
  OBLIGATION_KINDS,
  type ObligationKind,
  SOURCE_TYPES,
} from '../../src/modules/obligations/domain/codes.js';
import { createTestDatabase, type TestDatabase } from '../harness/database.js';

/** What each date asks for. A new column of a date belongs here, or among those on which nobody must act. */
const ASKS: Readonly<Record<string, readonly ObligationKind[]>> = {
  'arrangement.ends_on': ['arrangement_notice', 'arrangement_end'],
  'assessment.due_on': ['assessment_answers'],
  'assessment.valid_to': ['due_diligence_refresh'],
  'assessment_condition.due_on': ['assessment_condition'],
  'assessment_finding.due_on': ['assessment_finding'],
  'assurance_activity.next_due_on': ['assurance_due'],
  'assurance_activity.performed_on': ['use_case_monitoring'],
  'change_event.recorded_on': ['change_triage'],
  'change_event.takes_effect_on': ['change_effect'],
  'component_review.valid_to': ['component_review_expiry'],
  'exit_case.due_on': ['exit_due'],
  'risk_statement.oldest_assessed_on': ['risk_statement_renewal'],
  'competence.valid_to': ['competence_expiry'],
  'component.retires_on': ['component_retirement'],
  'component_vulnerability.found_on': ['vulnerability_fix'],
  'concentration_finding.accepted_until': ['concentration_finding'],
  'concentration_finding.decide_by': ['concentration_finding'],
  'concentration_finding.treatment_due_on': ['concentration_finding'],
  'concentration_limit.valid_to': ['limit_end'],
  'contingency_exercise.exercised_on': ['plan_exercise'],
  'contingency_plan.valid_to': ['plan_review'],
  'control.valid_to': ['control_expiry'],
  'delegation.ends_on': ['delegation_end'],
  'delegation.starts_on': ['delegation_oversight'],
  'delegation_oversight_report.held_on': ['delegation_oversight'],
  'evidence.valid_to': ['evidence_expiry'],
  'incident.recorded_on': ['incident_report'],
  'policy.next_review_on': ['policy_review'],
  'regulator_correspondence.change_took_place_on': ['regulator_notice'],
  'rule_exception.expires_on': ['exception_expiry'],
  'use_case.scope_expires_on': ['scope_expiry'],
  'use_case.status_since': ['notification_decision', 'regulator_notice', 'use_case_monitoring'],
};

/** Kinds that follow from something else than a column of a date. */
const WITHOUT_COLUMN: Readonly<Partial<Record<ObligationKind, string>>> = {
  suspension_notice: 'a suspension is told at once, on the day of its instant',
  assurance_issue: 'the days of issues are in a list',
  change_redo: 'the day of a ruling is that of its instant',
};

const PAST = 'the day of something that was done, or was said';
const BEGIN = 'what begins by itself needs nobody';

/** Dates on which nobody must act, and why. */
const NOBODY_MUST_ACT: Readonly<Record<string, string>> = {
  'arrangement.starts_on': BEGIN,
  'arrangement_sub_processor.disclosed_on': PAST,
  'arrangement_territory.checked_on': `${PAST}: no rule says how often a place is looked up again; a refusal is a change of terms`,
  'assessment.pilot_ends_on': 'due diligence holds no longer than its pilot, and its last day asks',
  'assessment.valid_from': BEGIN,
  'assessment_answer.sourced_on': PAST,
  'assessment_condition.met_on': PAST,
  'assessment_finding.closed_on': PAST,
  'change_event.announced_on': PAST,
  'change_event.happened_on': PAST,
  'change_event_resolution.resolved_on': PAST,
  'competence.valid_from': BEGIN,
  'component_scan.scanned_on': `${PAST}: a scan that is too old counts as none in the score`,
  'component_vulnerability.remediated_on': PAST,
  'concentration_limit.valid_from': BEGIN,
  'contingency_plan.changed_on': PAST,
  'delivery.due_on': 'of the obligation itself',
  'component_review.performed_on': PAST,
  'data_flow.ended_on': PAST,
  'data_flow.reviewed_on': `${PAST}: no rule says how often a flow is looked at again`,
  'exit_case_step.done_on': PAST,
  'service_record.period_from': PAST,
  'service_record.period_to': PAST,
  'evidence.issued_on': PAST,
  'evidence.valid_from': BEGIN,
  'obligation.due_on': 'of the obligation itself',
  'obligation.snoozed_until': 'of the obligation itself',
  'obligation_step.due_on': 'of the obligation itself',
  'policy.approved_on': PAST,
  'regulator_correspondence.decided_on': PAST,
  'regulator_correspondence.sent_on': PAST,
  'requirement_alternative.tested_on': `${PAST}: an older test counts as none, and the exercise of the plan is asked for`,
  'responsibility.basis_dated_on': PAST,
  'responsibility.confirmed_on': `${PAST}: a confirmation goes when what was confirmed changes, and new terms are a change event`,
  'score.scored_on': PAST,
  'use_case.designated_on': PAST,
  'use_case.scope_decided_on': PAST,
};

let database: TestDatabase;
let pool: Pool;
beforeAll(async () => {
  database = await createTestDatabase();
  pool = new Pool({ connectionString: database.ownerUrl, max: 1 });
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

describe('every date', () => {
  it('of the register asks for something, or is one on which nobody must act', async () => {
    const { rows } = await pool.query<{ name: string }>(
      `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
        WHERE table_schema = 'public' AND data_type = 'date' ORDER BY 1`,
    );
    const known = [...Object.keys(ASKS), ...Object.keys(NOBODY_MUST_ACT)];
    expect(rows.map(({ name }) => name).sort()).toEqual([...known].sort());
  });

  it('has a kind, and every kind a date', () => {
    const kinds = new Set([
      ...Object.values(ASKS).flat(),
      ...(Object.keys(WITHOUT_COLUMN) as ObligationKind[]),
    ]);
    expect([...kinds].sort()).toEqual([...OBLIGATION_KINDS].sort());
  });
});

describe('the kinds of obligations and of their sources', () => {
  it.each(['kind', 'source_type'])(
    'that the database allows are those of the program: %s',
    async (column) => {
      const { rows } = await pool.query<{ text: string }>(
        `SELECT pg_get_constraintdef(oid) AS text FROM pg_constraint WHERE conname = $1`,
        [`obligation_${column}_check`],
      );
      const allowed = /\{([^}]+)\}/.exec(rows[0]?.text ?? '')?.[1]?.split(',') ?? [];
      const codes = column === 'kind' ? OBLIGATION_KINDS : SOURCE_TYPES;
      expect(allowed.sort()).toEqual([...codes].sort());
    },
  );
});
