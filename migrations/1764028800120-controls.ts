import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What keeps risks in check, each held once at the level where it is true. */
export class Controls1764028800120 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.control (
        id              uuid NOT NULL,
        domain          text NOT NULL CHECK (domain = ANY ('{D,M,L,S,R,C,P}'::text[])),
        control         text NOT NULL,
        level           text NOT NULL CHECK (level = ANY
          ('{firm,provider,component,arrangement,arrangement_use}'::text[])),
        -- Null: of all legal entities of the installation.
        legal_entity_id uuid,
        provider_id     uuid,
        component_id    uuid,
        arrangement_id  uuid,
        use_case_id     uuid,
        -- Null: not known.
        design          double precision CHECK (design = ANY ('{0,0.5,1}'::double precision[])),
        operating       double precision CHECK (operating = ANY ('{0,0.5,1}'::double precision[])),
        evidence_id     uuid,
        -- The last day on which it counts.
        valid_to        date NOT NULL,
        -- Why it holds here in place of what is inherited.
        reason          text,
        description     text,
        created_by      text NOT NULL,
        prepared_by     text[] NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT control_pkey PRIMARY KEY (id),
        CONSTRAINT control_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT control_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT control_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT control_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT control_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT control_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT control_subject_check CHECK (
          (provider_id IS NOT NULL) = (level = 'provider')
          AND (component_id IS NOT NULL) = (level = 'component')
          AND (arrangement_id IS NOT NULL) = (level = ANY ('{arrangement,arrangement_use}'::text[]))
          AND (use_case_id IS NOT NULL) = (level = 'arrangement_use')
          AND (legal_entity_id IS NOT NULL OR arrangement_id IS NULL)),
        CONSTRAINT control_evidence_id_check CHECK (evidence_id IS NOT NULL OR coalesce(operating, 0) = 0)
      );
      -- One answer for each subject.
      CREATE UNIQUE INDEX control_control_key ON public.control
        (domain, control, level, legal_entity_id, provider_id, component_id, arrangement_id, use_case_id)
        NULLS NOT DISTINCT WHERE retired_at IS NULL;
      CREATE INDEX control_list_idx ON public.control (created_at, id);
      CREATE INDEX control_current_idx ON public.control (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX control_updated_at_idx ON public.control (updated_at, id);
      CREATE INDEX control_valid_to_idx ON public.control (valid_to, id);
      CREATE INDEX control_legal_entity_id_idx ON public.control (legal_entity_id, created_at, id);
      CREATE INDEX control_provider_id_idx ON public.control (provider_id) WHERE provider_id IS NOT NULL;
      CREATE INDEX control_component_id_idx ON public.control (component_id) WHERE component_id IS NOT NULL;
      CREATE INDEX control_arrangement_id_idx ON public.control (arrangement_id) WHERE arrangement_id IS NOT NULL;
      CREATE INDEX control_use_case_id_idx ON public.control (use_case_id) WHERE use_case_id IS NOT NULL;
      CREATE INDEX control_evidence_id_idx ON public.control (evidence_id) WHERE evidence_id IS NOT NULL;

      ALTER TABLE public.obligation
        DROP CONSTRAINT obligation_kind_check,
        DROP CONSTRAINT obligation_source_type_check,
        ADD CONSTRAINT obligation_kind_check
          CHECK (kind = ANY ('{component_retirement,concentration_finding,control_expiry}'::text[])),
        ADD CONSTRAINT obligation_source_type_check
          CHECK (source_type = ANY ('{component,concentration_finding,control}'::text[]));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
