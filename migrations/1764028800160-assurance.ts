import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the firm did to be sure of what it uses: validations, tests, reviews, and the rulings on what changed since. */
export class Assurance1764028800160 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.assurance_activity (
        id                  uuid NOT NULL,
        kind                text NOT NULL CHECK (kind = ANY
          ('{validation,end_to_end_test,accuracy_test,prompt_variation_test,adversarial_test,suspension_test,monitoring_run,
             human_review_sample,disclosure_check,threat_review,fitness_decision,legal_review,gap_analysis}'::text[])),
        legal_entity_id     uuid NOT NULL,
        -- What it was about; all three null: the legal entity itself.
        use_case_id         uuid,
        component_id        uuid,
        provider_id         uuid,
        -- Of the stack that it was done on; null: not known.
        configuration_hash  text CHECK (configuration_hash ~ '^[0-9a-f]{64}$'),
        performed_on        date NOT NULL,
        -- A person of the firm, or an outside party in words; neither: not known.
        performed_by        uuid,
        performer           text,
        scope               text[] NOT NULL,
        scope_component_ids uuid[] NOT NULL,
        outcome             text NOT NULL CHECK (outcome = ANY ('{passed,passed_with_issues,failed,unknown}'::text[])),
        open_issues         jsonb NOT NULL,
        target              double precision,
        result              double precision,
        breaches            text,
        evidence_ids        uuid[] NOT NULL,
        next_due_on         date,
        summary             text,
        created_by          text NOT NULL,
        prepared_by         text[] NOT NULL,
        row_version         integer NOT NULL DEFAULT 1,
        created_at          timestamptz NOT NULL DEFAULT now(),
        updated_at          timestamptz NOT NULL DEFAULT now(),
        retired_at          timestamptz,
        CONSTRAINT assurance_activity_pkey PRIMARY KEY (id),
        CONSTRAINT assurance_activity_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT assurance_activity_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT assurance_activity_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT assurance_activity_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT assurance_activity_performed_by_fkey FOREIGN KEY (performed_by) REFERENCES public.person (id),
        CONSTRAINT assurance_activity_subject_check CHECK (num_nonnulls(use_case_id, component_id, provider_id) <= 1),
        CONSTRAINT assurance_activity_one_performer_check CHECK (performed_by IS NULL OR performer IS NULL),
        -- What failed stays in use until something later remedies it.
        CONSTRAINT assurance_activity_failed_check CHECK (outcome <> 'failed' OR retired_at IS NULL)
      );
      CREATE INDEX assurance_activity_list_idx ON public.assurance_activity (created_at, id);
      CREATE INDEX assurance_activity_current_idx ON public.assurance_activity (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX assurance_activity_updated_at_idx ON public.assurance_activity (updated_at, id);
      CREATE INDEX assurance_activity_performed_on_idx ON public.assurance_activity (performed_on, id);
      CREATE INDEX assurance_activity_next_due_on_idx
        ON public.assurance_activity (coalesce(next_due_on, 'infinity'::date), id);
      CREATE INDEX assurance_activity_kind_idx ON public.assurance_activity (kind, created_at, id);
      CREATE INDEX assurance_activity_outcome_idx ON public.assurance_activity (outcome, created_at, id);
      CREATE INDEX assurance_activity_legal_entity_id_idx ON public.assurance_activity (legal_entity_id, created_at, id);
      CREATE INDEX assurance_activity_use_case_id_idx ON public.assurance_activity (use_case_id, kind, performed_on)
        WHERE use_case_id IS NOT NULL;
      CREATE INDEX assurance_activity_component_id_idx ON public.assurance_activity (component_id, kind, performed_on)
        WHERE component_id IS NOT NULL;
      CREATE INDEX assurance_activity_provider_id_idx ON public.assurance_activity (provider_id, kind, performed_on)
        WHERE provider_id IS NOT NULL;
      CREATE INDEX assurance_activity_evidence_ids_idx ON public.assurance_activity USING gin (evidence_ids);

      -- Whether a change of the stack, from one hash to another, was minor or material (paragraph 13(b)).
      CREATE TABLE public.assurance_ruling (
        id          uuid NOT NULL,
        activity_id uuid NOT NULL,
        ruling      text NOT NULL CHECK (ruling = ANY ('{minor,material}'::text[])),
        from_hash   text NOT NULL CHECK (from_hash ~ '^[0-9a-f]{64}$'),
        to_hash     text NOT NULL CHECK (to_hash ~ '^[0-9a-f]{64}$'),
        reason      text NOT NULL,
        ruled_by    text NOT NULL,
        row_version integer NOT NULL DEFAULT 1,
        created_at  timestamptz NOT NULL DEFAULT now(),
        updated_at  timestamptz NOT NULL DEFAULT now(),
        retired_at  timestamptz,
        CONSTRAINT assurance_ruling_pkey PRIMARY KEY (id),
        CONSTRAINT assurance_ruling_ruling_key UNIQUE (activity_id, from_hash, to_hash, ruling),
        CONSTRAINT assurance_ruling_activity_id_fkey FOREIGN KEY (activity_id) REFERENCES public.assurance_activity (id),
        CONSTRAINT assurance_ruling_hashes_check CHECK (from_hash <> to_hash)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
