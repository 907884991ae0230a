import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was recorded as redone because of a change can be taken back, and then be redone. */
export class ResolutionsWithdrawn1764028800271 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      ALTER TABLE public.change_event_resolution
        -- In business time; retired_at is the instant of the database.
        ADD COLUMN withdrawn_at      timestamptz,
        -- The id of a person or key.
        ADD COLUMN withdrawn_by      text,
        ADD COLUMN withdrawal_reason text,
        ADD CONSTRAINT change_event_resolution_withdrawn_check CHECK (CASE WHEN retired_at IS NULL
          THEN num_nonnulls(withdrawn_at, withdrawn_by, withdrawal_reason) = 0
          ELSE num_nulls(withdrawn_at, withdrawn_by, withdrawal_reason) = 0 END),
        DROP CONSTRAINT change_event_resolution_rule_key;
      -- A rule is redone once, as long as that stands.
      CREATE UNIQUE INDEX change_event_resolution_rule_key ON public.change_event_resolution (change_event_id, rule)
        WHERE retired_at IS NULL;
      CREATE INDEX change_event_resolution_withdrawn_idx ON public.change_event_resolution (change_event_id, id)
        WHERE retired_at IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
