import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a component was looked at for, and which risks a use case has: reviews and risk statements, and who approved them. */
export class Reviews1764028800220 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.component_review (
        id                uuid NOT NULL,
        kind              text NOT NULL CHECK (kind = ANY
          ('{supply_chain,data_leakage,confidentiality,data_quality,bias,data_rights,personal_data_framework,internal_ownership}'::text[])),
        legal_entity_id   uuid NOT NULL,
        component_id      uuid NOT NULL,
        -- For this use alone; null: for all of the legal entity's.
        use_case_id       uuid,
        -- Of what was looked at; null: not known.
        component_version text,
        performed_on      date NOT NULL,
        performed_by      uuid,
        outcome           text NOT NULL CHECK (outcome = ANY
          ('{acceptable,acceptable_with_measures,not_acceptable,unknown}'::text[])),
        decision          text,
        reason            text,
        owner_id          uuid,
        measures          jsonb NOT NULL,
        evidence_ids      uuid[] NOT NULL,
        -- The last day on which it counts; null: until another one.
        valid_to          date,
        state             text NOT NULL CHECK (state = ANY ('{recorded,approved}'::text[])),
        approved_by       text,
        approved_at       timestamptz,
        approval_reason   text,
        -- SHA-256 of the canonical JSON of what was approved.
        approved_hash     text CHECK (approved_hash ~ '^[0-9a-f]{64}$'),
        created_by        text NOT NULL,
        prepared_by       text[] NOT NULL,
        row_version       integer NOT NULL DEFAULT 1,
        created_at        timestamptz NOT NULL DEFAULT now(),
        updated_at        timestamptz NOT NULL DEFAULT now(),
        retired_at        timestamptz,
        CONSTRAINT component_review_pkey PRIMARY KEY (id),
        CONSTRAINT component_review_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT component_review_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT component_review_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT component_review_performed_by_fkey FOREIGN KEY (performed_by) REFERENCES public.person (id),
        CONSTRAINT component_review_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT component_review_term_check CHECK (valid_to >= performed_on),
        CONSTRAINT component_review_approved_check
          CHECK ((state = 'approved') = (approved_hash IS NOT NULL) AND (approved_hash IS NULL) = (approved_by IS NULL)),
        -- Nobody approves what they prepared, or looked at themselves.
        CONSTRAINT component_review_four_eyes_check
          CHECK (approved_by IS NULL OR (approved_by <> ALL (prepared_by) AND approved_by IS DISTINCT FROM performed_by::text)),
        -- What was found wanting stays, without an end, until something later remedies it.
        CONSTRAINT component_review_adverse_check CHECK
          ((outcome <> 'not_acceptable' OR valid_to IS NULL)
           AND (outcome NOT IN ('not_acceptable', 'acceptable_with_measures') OR retired_at IS NULL))
      );
      CREATE INDEX component_review_list_idx ON public.component_review (created_at, id);
      CREATE INDEX component_review_current_idx ON public.component_review (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX component_review_updated_at_idx ON public.component_review (updated_at, id);
      CREATE INDEX component_review_performed_on_idx ON public.component_review (performed_on, id);
      CREATE INDEX component_review_valid_to_idx ON public.component_review (coalesce(valid_to, 'infinity'::date), id);
      CREATE INDEX component_review_kind_idx ON public.component_review (kind, created_at, id);
      CREATE INDEX component_review_outcome_idx ON public.component_review (outcome, created_at, id);
      CREATE INDEX component_review_state_idx ON public.component_review (state, created_at, id);
      CREATE INDEX component_review_legal_entity_id_idx ON public.component_review (legal_entity_id, created_at, id);
      CREATE INDEX component_review_component_id_idx ON public.component_review (component_id, kind, performed_on);
      CREATE INDEX component_review_use_case_id_idx ON public.component_review (use_case_id, kind, performed_on)
        WHERE use_case_id IS NOT NULL;
      CREATE INDEX component_review_owner_id_idx ON public.component_review (owner_id) WHERE owner_id IS NOT NULL;
      CREATE INDEX component_review_evidence_ids_idx ON public.component_review USING gin (evidence_ids);
      CREATE INDEX component_review_measures_idx ON public.component_review USING gin (measures jsonb_path_ops);

      -- Which risks a use case has, as one legal entity sees them: each statement takes the place of the one before it.
      CREATE TABLE public.risk_statement (
        id                 uuid NOT NULL,
        legal_entity_id    uuid NOT NULL,
        use_case_id        uuid NOT NULL,
        -- Of the catalogue of risk factors that it goes through.
        catalogue_version  integer NOT NULL CHECK (catalogue_version > 0),
        ratings            jsonb NOT NULL,
        -- Factors that have nothing to do with the use, with one reason for all of them.
        set_aside          jsonb,
        -- Worked out of the three above, for those who ask for them in SQL.
        unrated            text[] NOT NULL,
        oldest_assessed_on date,
        state              text NOT NULL CHECK (state = ANY ('{draft,submitted,approved,superseded}'::text[])),
        -- SHA-256 of the canonical JSON of what was submitted, and of what was approved.
        submitted_hash     text CHECK (submitted_hash ~ '^[0-9a-f]{64}$'),
        approved_by        text,
        approved_at        timestamptz,
        approval_reason    text,
        approved_hash      text CHECK (approved_hash ~ '^[0-9a-f]{64}$'),
        -- The statement whose place it took when it was approved.
        supersedes_id      uuid,
        created_by         text NOT NULL,
        prepared_by        text[] NOT NULL,
        row_version        integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL DEFAULT now(),
        updated_at         timestamptz NOT NULL DEFAULT now(),
        retired_at         timestamptz,
        CONSTRAINT risk_statement_pkey PRIMARY KEY (id),
        CONSTRAINT risk_statement_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT risk_statement_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT risk_statement_supersedes_id_fkey FOREIGN KEY (supersedes_id) REFERENCES public.risk_statement (id),
        CONSTRAINT risk_statement_submitted_check CHECK ((state = 'draft') = (submitted_hash IS NULL)),
        CONSTRAINT risk_statement_approved_check
          CHECK ((state IN ('approved', 'superseded')) = (approved_hash IS NOT NULL)
                 AND (approved_hash IS NULL) = (approved_by IS NULL)),
        -- Nobody approves what they prepared.
        CONSTRAINT risk_statement_four_eyes_check CHECK (approved_by IS NULL OR approved_by <> ALL (prepared_by))
      );
      -- One statement at a time is being written, and one is in force.
      CREATE UNIQUE INDEX risk_statement_use_case_id_key ON public.risk_statement (use_case_id, legal_entity_id)
        WHERE state IN ('draft', 'submitted') AND retired_at IS NULL;
      CREATE UNIQUE INDEX risk_statement_in_force_key ON public.risk_statement (use_case_id, legal_entity_id)
        WHERE state = 'approved' AND retired_at IS NULL;
      CREATE INDEX risk_statement_list_idx ON public.risk_statement (created_at, id);
      CREATE INDEX risk_statement_current_idx ON public.risk_statement (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX risk_statement_updated_at_idx ON public.risk_statement (updated_at, id);
      CREATE INDEX risk_statement_oldest_assessed_on_idx
        ON public.risk_statement (coalesce(oldest_assessed_on, 'infinity'::date), id);
      CREATE INDEX risk_statement_state_idx ON public.risk_statement (state, created_at, id);
      CREATE INDEX risk_statement_legal_entity_id_idx ON public.risk_statement (legal_entity_id, created_at, id);
      CREATE INDEX risk_statement_use_case_id_idx ON public.risk_statement (use_case_id, created_at, id);
      CREATE INDEX risk_statement_ratings_idx ON public.risk_statement USING gin (ratings jsonb_path_ops);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
