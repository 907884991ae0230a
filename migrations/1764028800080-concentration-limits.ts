import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How much of a legal entity's use of AI may rest on one thing. */
export class ConcentrationLimits1764028800080 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.concentration_limit (
        id              uuid NOT NULL,
        legal_entity_id uuid NOT NULL,
        name            text NOT NULL,
        name_zh_hant    text,
        measure         text NOT NULL CHECK (measure = ANY ('{share,hhi,blast_radius,single_point}'::text[])),
        axis            text CHECK (axis = ANY ('{provider,ultimate_parent,base_model,hosting,region,component}'::text[])),
        layer           text,
        basis           text CHECK (basis = ANY ('{effective,declared}'::text[])),
        -- A fraction; null where the measure allows none at all.
        threshold       double precision CHECK (threshold >= 0 AND threshold < 1),
        rationale       text NOT NULL,
        owner_id        uuid,
        valid_from      date NOT NULL,
        valid_to        date,
        created_by      text NOT NULL,
        -- Everybody who set it or changed it: none of them accepts an excess over it.
        prepared_by     text[] NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT concentration_limit_pkey PRIMARY KEY (id),
        CONSTRAINT concentration_limit_legal_entity_id_fkey FOREIGN KEY (legal_entity_id)
          REFERENCES public.legal_entity (id),
        CONSTRAINT concentration_limit_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT concentration_limit_threshold_measure_check CHECK ((threshold IS NULL) = (measure = 'single_point')),
        CONSTRAINT concentration_limit_valid_to_check CHECK (valid_to >= valid_from)
      );
      CREATE INDEX concentration_limit_list_idx ON public.concentration_limit (created_at, id);
      CREATE INDEX concentration_limit_name_idx ON public.concentration_limit (name, id);
      CREATE INDEX concentration_limit_updated_at_idx ON public.concentration_limit (updated_at, id);
      CREATE INDEX concentration_limit_legal_entity_id_idx
        ON public.concentration_limit (legal_entity_id, created_at, id);
      CREATE INDEX concentration_limit_owner_id_idx ON public.concentration_limit (owner_id)
        WHERE owner_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
