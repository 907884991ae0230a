import type { MigrationInterface, QueryRunner } from 'typeorm';
import { METHOD_V1 } from '../src/modules/scoring/engine/method-v1.js';

/** Of the method that the program brings; the same everywhere. */
const V1 = '01935a00-0000-7000-8000-000000000001';

/**
 * Methods of scoring, under control. The first one is written here as it is in the engine: if that were ever edited, this
 * migration would no longer be the one that ran, and the start says so. A method that scores were made by does not change.
 */
export class ScoringMethods1764028800070 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.scoring_method (
        id          uuid NOT NULL,
        version     text NOT NULL,
        name        text NOT NULL,
        based_on    text,
        reason      text,
        method      jsonb NOT NULL,
        status      text NOT NULL DEFAULT 'draft' CHECK (status = ANY ('{draft,approved}'::text[])),
        approved_by uuid,
        approved_at timestamptz,
        created_by  text NOT NULL,
        prepared_by text[] NOT NULL DEFAULT '{}',
        row_version integer NOT NULL DEFAULT 1,
        created_at  timestamptz NOT NULL DEFAULT now(),
        updated_at  timestamptz NOT NULL DEFAULT now(),
        retired_at  timestamptz,
        CONSTRAINT scoring_method_pkey PRIMARY KEY (id),
        CONSTRAINT scoring_method_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES public.person (id)
      );
      -- Two versions that differ by case alone would be taken for each other.
      CREATE UNIQUE INDEX scoring_method_version_key ON public.scoring_method (lower(version));
      CREATE INDEX scoring_method_list_idx ON public.scoring_method (created_at, id);

      -- The one that scores are made by, and why it was chosen.
      CREATE TABLE public.scoring_method_in_use (
        single     boolean NOT NULL DEFAULT true CHECK (single),
        method_id  uuid NOT NULL,
        reason     text,
        chosen_by  text NOT NULL,
        chosen_at  timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT scoring_method_in_use_pkey PRIMARY KEY (single),
        CONSTRAINT scoring_method_in_use_method_id_fkey FOREIGN KEY (method_id) REFERENCES public.scoring_method (id)
      );

      -- How far the last computation of scores that changed something has come.
      CREATE TABLE public.score_run (
        single         boolean NOT NULL DEFAULT true CHECK (single),
        method_version text NOT NULL,
        subjects       integer NOT NULL,
        done           integer NOT NULL,
        changed        integer NOT NULL,
        failed         integer NOT NULL,
        started_at     timestamptz NOT NULL,
        finished_at    timestamptz,
        CONSTRAINT score_run_pkey PRIMARY KEY (single)
      );
    `);
    await q.query(
      `INSERT INTO public.scoring_method (id, version, name, method, status, created_by)
       VALUES ($1, $2, 'First version', $3, 'approved', 'underpin')`,
      [V1, METHOD_V1.version, JSON.stringify(METHOD_V1)],
    );
    await q.query(`INSERT INTO public.scoring_method_in_use (method_id, chosen_by) VALUES ($1, 'underpin')`, [
      V1,
    ]);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
