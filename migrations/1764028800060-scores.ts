import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the present facts make of each use case and what it stands on; earlier scores are in its history. */
export class Scores1764028800060 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- A component as scores have read it: one row for all scores that did. Nothing in it ever changes.
      CREATE TABLE public.scored_component (
        id           bigint GENERATED ALWAYS AS IDENTITY,
        component_id uuid NOT NULL,
        -- The record that the facts were read from, and of when it was.
        version      integer NOT NULL,
        updated_at   timestamptz NOT NULL,
        facts        jsonb NOT NULL,
        facts_hash   text NOT NULL,
        -- Its newest scan and its vulnerabilities: where each is recorded, and of which day it is.
        found        jsonb NOT NULL,
        CONSTRAINT scored_component_pkey PRIMARY KEY (id),
        CONSTRAINT scored_component_facts_key UNIQUE (component_id, version, facts_hash),
        CONSTRAINT scored_component_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id)
      );

      CREATE TABLE public.score (
        id             uuid NOT NULL,
        use_case_id    uuid NOT NULL,
        -- What the score is addressed by beside the use case: the arrangement; where none covers the components, their
        -- provider; the nil id where no provider is recorded.
        subject_id     uuid NOT NULL,
        arrangement_id uuid,
        provider_id    uuid,
        -- Its components as they were read: ids of scored_component, in the order of their own ids.
        components     bigint[] NOT NULL,
        -- The engine's other facts, frozen: with the components, the method's version and the day they give the same
        -- bytes again.
        inputs         jsonb,
        inputs_hash    text,
        method_version text NOT NULL,
        scored_on      date NOT NULL,
        graph_hash     text NOT NULL,
        result_hash    text,
        -- Which records the other facts came from, and of which day they were.
        sources        jsonb NOT NULL,
        tier           text CHECK (tier = ANY ('{T1,T2,T3,T4}'::text[])),
        band           text CHECK (band = ANY ('{low,medium,high,very_high}'::text[])),
        inherent       double precision,
        residual       double precision,
        projected      double precision,
        reported       double precision,
        best           double precision,
        confidence     double precision,
        gates          text[] NOT NULL DEFAULT '{}',
        -- Why it could not be computed; the figures are then those of the last time, if there was one.
        error          text,
        computed_at    timestamptz NOT NULL,
        row_version    integer NOT NULL DEFAULT 1,
        created_at     timestamptz NOT NULL DEFAULT now(),
        updated_at     timestamptz NOT NULL DEFAULT now(),
        retired_at     timestamptz,
        CONSTRAINT score_pkey PRIMARY KEY (id),
        CONSTRAINT score_subject_key UNIQUE (use_case_id, subject_id),
        CONSTRAINT score_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT score_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id)
      );
      CREATE INDEX score_reported_idx ON public.score ((coalesce(reported, 101)), id) WHERE retired_at IS NULL;
      CREATE INDEX score_band_idx ON public.score (band, (coalesce(reported, 101)), id) WHERE retired_at IS NULL;
      CREATE INDEX score_list_idx ON public.score (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX score_computed_at_idx ON public.score (computed_at, id) WHERE retired_at IS NULL;
      CREATE INDEX score_subject_id_idx ON public.score (subject_id) WHERE retired_at IS NULL;
      CREATE INDEX score_provider_id_idx ON public.score (provider_id) WHERE provider_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
