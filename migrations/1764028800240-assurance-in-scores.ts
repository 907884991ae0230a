import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By what scores find, among the records of assurance and claims, the few that they read with every change. */
export class AssuranceInScores1764028800240 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE INDEX assurance_activity_failed_idx ON public.assurance_activity (id)
        WHERE use_case_id IS NULL AND retired_at IS NULL
          AND (outcome = 'failed' OR (kind = 'accuracy_test' AND result < target));
      CREATE INDEX rule_exception_claim_idx ON public.rule_exception (id)
        WHERE kind = 'not_applicable' AND state <> 'rejected' AND retired_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
