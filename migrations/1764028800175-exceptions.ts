import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Rules that are not kept for a while, or do not apply, and who approved that. */
export class Exceptions1764028800175 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.rule_exception (
        id              uuid NOT NULL,
        kind            text NOT NULL CHECK (kind = ANY ('{exception,not_applicable}'::text[])),
        rule            text NOT NULL CHECK (rule ~ '^R-[0-9]{2}[a-z]?$'),
        legal_entity_id uuid NOT NULL,
        -- What it is about; all three null: the legal entity itself.
        use_case_id     uuid,
        provider_id     uuid,
        component_id    uuid,
        reason          text NOT NULL,
        mitigation      text,
        owner_id        uuid NOT NULL,
        evidence_id     uuid,
        -- The last day on which it holds.
        expires_on      date NOT NULL,
        -- What approved ones are after their last day, is not stored.
        state           text NOT NULL CHECK (state = ANY ('{proposed,approved,rejected}'::text[])),
        decided_by      text,
        decided_at      timestamptz,
        decision_reason text,
        -- SHA-256 of the canonical JSON of what was approved.
        approved_hash   text CHECK (approved_hash ~ '^[0-9a-f]{64}$'),
        created_by      text NOT NULL,
        prepared_by     text[] NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT rule_exception_pkey PRIMARY KEY (id),
        CONSTRAINT rule_exception_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT rule_exception_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT rule_exception_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT rule_exception_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT rule_exception_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT rule_exception_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT rule_exception_subject_check CHECK (num_nonnulls(use_case_id, provider_id, component_id) <= 1),
        CONSTRAINT rule_exception_decided_check CHECK ((state = 'proposed') = (decided_by IS NULL)),
        CONSTRAINT rule_exception_approved_check CHECK ((state = 'approved') = (approved_hash IS NOT NULL)),
        -- Nobody decides on what they prepared.
        CONSTRAINT rule_exception_four_eyes_check CHECK (decided_by IS NULL OR decided_by <> ALL (prepared_by))
      );
      CREATE INDEX rule_exception_list_idx ON public.rule_exception (created_at, id);
      CREATE INDEX rule_exception_current_idx ON public.rule_exception (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX rule_exception_updated_at_idx ON public.rule_exception (updated_at, id);
      CREATE INDEX rule_exception_expires_on_idx ON public.rule_exception (expires_on, id);
      CREATE INDEX rule_exception_legal_entity_id_idx ON public.rule_exception (legal_entity_id, created_at, id);
      CREATE INDEX rule_exception_rule_idx ON public.rule_exception (rule, created_at, id);
      CREATE INDEX rule_exception_state_idx ON public.rule_exception (state, created_at, id);
      CREATE INDEX rule_exception_use_case_id_idx ON public.rule_exception (use_case_id) WHERE use_case_id IS NOT NULL;
      CREATE INDEX rule_exception_provider_id_idx ON public.rule_exception (provider_id) WHERE provider_id IS NOT NULL;
      CREATE INDEX rule_exception_component_id_idx ON public.rule_exception (component_id) WHERE component_id IS NOT NULL;
      CREATE INDEX rule_exception_evidence_id_idx ON public.rule_exception (evidence_id) WHERE evidence_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
