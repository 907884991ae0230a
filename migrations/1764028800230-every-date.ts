import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every date on which somebody must act asks for something. */
export class EveryDate1764028800230 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE public.obligation
        DROP CONSTRAINT obligation_kind_check,
        DROP CONSTRAINT obligation_source_type_check,
        ADD CONSTRAINT obligation_kind_check CHECK (kind = ANY
          ('{component_retirement,concentration_finding,control_expiry,plan_review,plan_exercise,assessment_answers,due_diligence_refresh,assessment_finding,assessment_condition,change_triage,change_redo,exit_due,suspension_notice,change_effect,limit_end,arrangement_notice,arrangement_end,evidence_expiry,incident_report,policy_review,competence_expiry,regulator_notice,notification_decision,exception_expiry,component_review_expiry,risk_statement_renewal,assurance_due,assurance_issue,delegation_end,delegation_oversight,vulnerability_fix,scope_expiry,use_case_monitoring}'::text[])),
        ADD CONSTRAINT obligation_source_type_check CHECK (source_type = ANY
          ('{component,concentration_finding,control,contingency_plan,assessment,assessment_finding,assessment_condition,change_event,exit_case,suspension,concentration_limit,arrangement,evidence,incident,policy,competence,regulator_correspondence,rule_exception,component_review,risk_statement,assurance_activity,delegation,component_vulnerability,use_case}'::text[]));

      -- Some steps tell senior managers as well.
      ALTER TABLE public.obligation_step
        DROP CONSTRAINT obligation_step_audience_check,
        ADD CONSTRAINT obligation_step_audience_check CHECK (audience = ANY ('{owner,escalation,management}'::text[]));
      ALTER TABLE public.delivery
        DROP CONSTRAINT delivery_because_check,
        ADD CONSTRAINT delivery_because_check CHECK (because = ANY ('{owner,role,escalation,management,fallback}'::text[]));

      -- Since when a use case stands where it does, in business time; null: since before that was recorded.
      ALTER TABLE public.use_case ADD COLUMN status_since date;

      -- The day of its entry, where its legal entity is: whether it is reported is decided at once.
      ALTER TABLE public.incident ADD COLUMN recorded_on date NOT NULL DEFAULT current_date;
      UPDATE public.incident i SET recorded_on = (i.created_at AT TIME ZONE e.time_zone)::date
        FROM public.legal_entity e WHERE e.id = i.legal_entity_id;

      -- By which it is found whether an assessment rests on a document.
      CREATE INDEX assessment_evidence_ids_idx ON public.assessment USING gin (evidence_ids);
      CREATE INDEX assessment_conclusions_idx ON public.assessment USING gin (conclusions jsonb_path_ops);
      CREATE INDEX assessment_acceptance_standard_id_idx ON public.assessment (acceptance_standard_id)
        WHERE acceptance_standard_id IS NOT NULL;
      CREATE INDEX assessment_answer_evidence_ids_idx ON public.assessment_answer USING gin (evidence_ids);
      CREATE INDEX assessment_finding_closed_evidence_id_idx ON public.assessment_finding (closed_evidence_id)
        WHERE closed_evidence_id IS NOT NULL;
      CREATE INDEX assessment_condition_evidence_id_idx ON public.assessment_condition (evidence_id)
        WHERE evidence_id IS NOT NULL;
      -- What was done again for a legal entity itself.
      CREATE INDEX assurance_activity_of_entity_idx ON public.assurance_activity (legal_entity_id, kind, performed_on)
        WHERE use_case_id IS NULL AND component_id IS NULL AND provider_id IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
