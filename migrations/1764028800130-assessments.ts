import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Due diligence: questionnaires answered, concluded on, and decided on by somebody else. */
export class Assessments1764028800130 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.assessment (
        id                     uuid NOT NULL,
        -- code@version of a questionnaire that the product brings along.
        template_version       text NOT NULL,
        legal_entity_id        uuid NOT NULL,
        provider_id            uuid,
        component_id           uuid,
        method                 text NOT NULL CHECK (method = ANY ('{provider_answers,desk_based}'::text[])),
        -- What approved ones are after their last day, is not stored.
        state                  text NOT NULL CHECK (state = ANY
          ('{draft,sent,returned,submitted,approved,approved_with_conditions,rejected}'::text[])),
        owner_id               uuid,
        due_on                 date,
        acceptance_standard_id uuid,
        evidence_ids           uuid[] NOT NULL,
        conclusions            jsonb NOT NULL,
        summary                text,
        -- When the provider said that it was done.
        answered_at            timestamptz,
        created_by             text NOT NULL,
        prepared_by            text[] NOT NULL,
        submitted_by           text,
        submitted_at           timestamptz,
        -- SHA-256 of the canonical JSON of what was submitted; a decision is bound to it.
        content_hash           text CHECK (content_hash ~ '^[0-9a-f]{64}$'),
        decided_by             text,
        decided_at             timestamptz,
        decision_reason        text,
        valid_from             date,
        valid_to               date,
        pilot_ends_on          date,
        pilot_data_classes     text[],
        row_version            integer NOT NULL DEFAULT 1,
        created_at             timestamptz NOT NULL DEFAULT now(),
        updated_at             timestamptz NOT NULL DEFAULT now(),
        retired_at             timestamptz,
        CONSTRAINT assessment_pkey PRIMARY KEY (id),
        CONSTRAINT assessment_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT assessment_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT assessment_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT assessment_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT assessment_acceptance_standard_id_fkey FOREIGN KEY (acceptance_standard_id)
          REFERENCES public.evidence (id),
        CONSTRAINT assessment_subject_check CHECK ((provider_id IS NULL) <> (component_id IS NULL)),
        CONSTRAINT assessment_submitted_check CHECK (
          (state = ANY ('{draft,sent,returned}'::text[])) OR (submitted_at IS NOT NULL AND content_hash IS NOT NULL)),
        CONSTRAINT assessment_decided_check CHECK (
          (state = ANY ('{approved,approved_with_conditions,rejected}'::text[])) = (decided_at IS NOT NULL)),
        CONSTRAINT assessment_valid_check CHECK (
          (state = ANY ('{approved,approved_with_conditions}'::text[]))
            = (valid_from IS NOT NULL AND valid_to IS NOT NULL AND valid_to >= valid_from)),
        CONSTRAINT assessment_pilot_check CHECK ((pilot_ends_on IS NULL) = (pilot_data_classes IS NULL)),
        -- Nobody decides on what they prepared.
        CONSTRAINT assessment_four_eyes_check CHECK (decided_by IS NULL OR decided_by <> ALL (prepared_by))
      );
      CREATE INDEX assessment_list_idx ON public.assessment (created_at, id);
      CREATE INDEX assessment_current_idx ON public.assessment (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX assessment_updated_at_idx ON public.assessment (updated_at, id);
      CREATE INDEX assessment_valid_to_idx ON public.assessment (coalesce(valid_to, 'infinity'::date), id);
      CREATE INDEX assessment_legal_entity_id_idx ON public.assessment (legal_entity_id, created_at, id);
      CREATE INDEX assessment_state_idx ON public.assessment (state, created_at, id);
      CREATE INDEX assessment_owner_id_idx ON public.assessment (owner_id) WHERE owner_id IS NOT NULL;
      CREATE INDEX assessment_provider_id_idx ON public.assessment (provider_id) WHERE provider_id IS NOT NULL;
      CREATE INDEX assessment_component_id_idx ON public.assessment (component_id) WHERE component_id IS NOT NULL;

      -- One for each question that has an answer, or of which it is known that there is none.
      CREATE TABLE public.assessment_answer (
        assessment_id  uuid NOT NULL,
        question       text NOT NULL,
        state          text NOT NULL CHECK (state = ANY ('{answered,not_applicable,not_known,declined}'::text[])),
        value          jsonb,
        comment        text,
        source_kind    text NOT NULL CHECK (source_kind = ANY
          ('{provider,public_document,independent_report,imported_questionnaire,own_test,own_judgement,unknown}'::text[])),
        source         text,
        sourced_on     date,
        evidence_ids   uuid[] NOT NULL,
        -- The assessment whose answer was used again.
        reused_from_id uuid,
        -- The id of a person or key; of a link for what the provider typed.
        answered_by    text NOT NULL,
        answered_at    timestamptz NOT NULL,
        CONSTRAINT assessment_answer_pkey PRIMARY KEY (assessment_id, question),
        CONSTRAINT assessment_answer_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES public.assessment (id),
        CONSTRAINT assessment_answer_reused_from_id_fkey FOREIGN KEY (reused_from_id) REFERENCES public.assessment (id),
        CONSTRAINT assessment_answer_answered_check CHECK ((state = 'answered') = (value IS NOT NULL))
      );

      CREATE TABLE public.assessment_finding (
        id                 uuid NOT NULL,
        assessment_id      uuid NOT NULL,
        section            text NOT NULL,
        -- The question that led to it.
        question           text,
        text               text NOT NULL,
        severity           text NOT NULL CHECK (severity = ANY ('{low,medium,high,unknown}'::text[])),
        owner_id           uuid NOT NULL,
        due_on             date NOT NULL,
        -- How it was dealt with, and since when.
        closed_on          date,
        closure            text,
        closed_evidence_id uuid,
        created_by         text NOT NULL,
        row_version        integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL DEFAULT now(),
        updated_at         timestamptz NOT NULL DEFAULT now(),
        retired_at         timestamptz,
        CONSTRAINT assessment_finding_pkey PRIMARY KEY (id),
        CONSTRAINT assessment_finding_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES public.assessment (id),
        CONSTRAINT assessment_finding_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT assessment_finding_closed_evidence_id_fkey FOREIGN KEY (closed_evidence_id)
          REFERENCES public.evidence (id),
        CONSTRAINT assessment_finding_closed_check CHECK ((closed_on IS NULL) = (closure IS NULL))
      );
      CREATE INDEX assessment_finding_list_idx ON public.assessment_finding (assessment_id, created_at, id);

      CREATE TABLE public.assessment_condition (
        id            uuid NOT NULL,
        assessment_id uuid NOT NULL,
        text          text NOT NULL,
        owner_id      uuid NOT NULL,
        due_on        date NOT NULL,
        met_on        date,
        evidence_id   uuid,
        -- Who found that it is met.
        met_by        text,
        row_version   integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL DEFAULT now(),
        updated_at    timestamptz NOT NULL DEFAULT now(),
        retired_at    timestamptz,
        CONSTRAINT assessment_condition_pkey PRIMARY KEY (id),
        CONSTRAINT assessment_condition_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES public.assessment (id),
        CONSTRAINT assessment_condition_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT assessment_condition_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT assessment_condition_met_check CHECK ((met_on IS NULL) = (met_by IS NULL))
      );
      CREATE INDEX assessment_condition_list_idx ON public.assessment_condition (assessment_id, created_at, id);

      -- What a provider opens its questions with: the token is shown once, and only its hash is kept.
      CREATE TABLE public.assessment_link (
        id            uuid NOT NULL,
        assessment_id uuid NOT NULL,
        -- Who it was sent to, in words.
        recipient     text NOT NULL,
        token_hash    bytea NOT NULL CHECK (length(token_hash) = 32),
        expires_at    timestamptz NOT NULL,
        created_by    text NOT NULL,
        opened_at     timestamptz,
        revoked_at    timestamptz,
        row_version   integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL DEFAULT now(),
        updated_at    timestamptz NOT NULL DEFAULT now(),
        retired_at    timestamptz,
        CONSTRAINT assessment_link_pkey PRIMARY KEY (id),
        CONSTRAINT assessment_link_token_hash_key UNIQUE (token_hash),
        CONSTRAINT assessment_link_assessment_id_fkey FOREIGN KEY (assessment_id) REFERENCES public.assessment (id)
      );
      CREATE INDEX assessment_link_list_idx ON public.assessment_link (assessment_id, created_at, id);

      -- Whether due diligence is in date is read off assessments from now on; what somebody recorded of it as a control
      -- speaks no longer. It stays in history.
      UPDATE public.control SET retired_at = now() WHERE control = 'due_diligence' AND retired_at IS NULL;

      ALTER TABLE audit.entry
        DROP CONSTRAINT entry_actor_type_check,
        ADD CONSTRAINT entry_actor_type_check
          CHECK (actor_type IN ('person', 'api_key', 'link', 'system', 'database'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
