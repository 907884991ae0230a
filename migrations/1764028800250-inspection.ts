import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the rules ask for that nothing recorded yet: who develops a model, and that somebody looked at the concentration. */
export class Inspection1764028800250 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- Empty: nobody has said who does.
      ALTER TABLE public.use_case ADD COLUMN developer_ids uuid[] NOT NULL DEFAULT '{}';
      CREATE INDEX use_case_developer_ids_idx ON public.use_case USING gin (developer_ids) WHERE developer_ids <> '{}';

      ALTER TABLE public.assurance_activity
        DROP CONSTRAINT assurance_activity_kind_check,
        ADD CONSTRAINT assurance_activity_kind_check CHECK (kind = ANY
          ('{validation,end_to_end_test,accuracy_test,prompt_variation_test,adversarial_test,suspension_test,monitoring_run,human_review_sample,disclosure_check,threat_review,fitness_decision,legal_review,gap_analysis,concentration_review}'::text[]));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
