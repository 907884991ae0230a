import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Days of assessments, of their findings and of conditions of their approval ask for something. */
export class AssessmentObligations1764028800155 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE public.obligation
        DROP CONSTRAINT obligation_kind_check,
        DROP CONSTRAINT obligation_source_type_check,
        ADD CONSTRAINT obligation_kind_check CHECK (kind = ANY
          ('{component_retirement,concentration_finding,control_expiry,plan_review,plan_exercise,assessment_answers,due_diligence_refresh,assessment_finding,assessment_condition}'::text[])),
        ADD CONSTRAINT obligation_source_type_check CHECK (source_type = ANY
          ('{component,concentration_finding,control,contingency_plan,assessment,assessment_finding,assessment_condition}'::text[]));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
