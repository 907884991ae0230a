import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an inspection asks for besides tests: what was exchanged with the regulator, policies, who is competent, and what is
 * delegated within the group.
 */
export class AssuranceRecords1764028800170 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.regulator_correspondence (
        id                   uuid NOT NULL,
        kind                 text NOT NULL CHECK (kind = ANY ('{early_discussion,notification,flexibility,enquiry}'::text[])),
        legal_entity_id      uuid NOT NULL,
        use_case_ids         uuid[] NOT NULL,
        decision             text NOT NULL CHECK (decision = ANY
          ('{notify,not_a_significant_change,undecided,unknown}'::text[])),
        decision_reason      text,
        decided_by           uuid,
        decided_on           date,
        -- From this day the days of the notice are counted.
        change_took_place_on date,
        sent_on              date,
        reference            text,
        case_officer         text,
        evidence_ids         uuid[] NOT NULL,
        summary              text,
        created_by           text NOT NULL,
        prepared_by          text[] NOT NULL,
        row_version          integer NOT NULL DEFAULT 1,
        created_at           timestamptz NOT NULL DEFAULT now(),
        updated_at           timestamptz NOT NULL DEFAULT now(),
        retired_at           timestamptz,
        CONSTRAINT regulator_correspondence_pkey PRIMARY KEY (id),
        CONSTRAINT regulator_correspondence_legal_entity_id_fkey FOREIGN KEY (legal_entity_id)
          REFERENCES public.legal_entity (id),
        CONSTRAINT regulator_correspondence_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person (id),
        CONSTRAINT regulator_correspondence_decided_check CHECK (
          (decision = ANY ('{notify,not_a_significant_change}'::text[]))
            = (decided_by IS NOT NULL AND decided_on IS NOT NULL)),
        CONSTRAINT regulator_correspondence_notification_check CHECK (
          kind = 'notification' OR (decision = 'unknown' AND change_took_place_on IS NULL))
      );
      CREATE INDEX regulator_correspondence_list_idx ON public.regulator_correspondence (created_at, id);
      CREATE INDEX regulator_correspondence_current_idx ON public.regulator_correspondence (created_at, id)
        WHERE retired_at IS NULL;
      CREATE INDEX regulator_correspondence_updated_at_idx ON public.regulator_correspondence (updated_at, id);
      CREATE INDEX regulator_correspondence_change_took_place_on_idx ON public.regulator_correspondence
        (coalesce(change_took_place_on, 'infinity'::date), id);
      CREATE INDEX regulator_correspondence_unsent_idx ON public.regulator_correspondence
        (coalesce(change_took_place_on, 'infinity'::date), id)
        WHERE kind = 'notification' AND sent_on IS NULL AND decision <> 'not_a_significant_change';
      CREATE INDEX regulator_correspondence_legal_entity_id_idx ON public.regulator_correspondence
        (legal_entity_id, created_at, id);
      CREATE INDEX regulator_correspondence_kind_idx ON public.regulator_correspondence (kind, created_at, id);
      CREATE INDEX regulator_correspondence_use_case_ids_idx ON public.regulator_correspondence USING gin (use_case_ids);
      CREATE INDEX regulator_correspondence_evidence_ids_idx ON public.regulator_correspondence USING gin (evidence_ids);

      CREATE TABLE public.policy (
        id              uuid NOT NULL,
        kind            text NOT NULL CHECK (kind = ANY
          ('{governance,lifecycle_stage,acceptance_standard,browser_extension,model_risk,incident,other}'::text[])),
        name            text NOT NULL,
        name_zh_hant    text,
        -- Null: of all legal entities of the installation.
        legal_entity_id uuid,
        stages          text[] NOT NULL,
        owner_id        uuid,
        release         text,
        evidence_id     uuid,
        next_review_on  date,
        state           text NOT NULL CHECK (state = ANY ('{draft,submitted,approved}'::text[])),
        -- SHA-256 of the canonical JSON of what was submitted; the approval is bound to it.
        submitted_hash  text CHECK (submitted_hash ~ '^[0-9a-f]{64}$'),
        approved_by     text,
        approved_on     date,
        approved_hash   text CHECK (approved_hash ~ '^[0-9a-f]{64}$'),
        created_by      text NOT NULL,
        prepared_by     text[] NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT policy_pkey PRIMARY KEY (id),
        CONSTRAINT policy_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT policy_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT policy_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT policy_submitted_check CHECK ((state = 'draft') = (submitted_hash IS NULL)),
        CONSTRAINT policy_approved_check CHECK (
          (state = 'approved') = (approved_by IS NOT NULL AND approved_on IS NOT NULL AND approved_hash IS NOT NULL)),
        CONSTRAINT policy_approved_content_check CHECK (approved_hash = submitted_hash),
        -- Nobody approves what they prepared.
        CONSTRAINT policy_four_eyes_check CHECK (approved_by IS NULL OR approved_by <> ALL (prepared_by))
      );
      CREATE INDEX policy_list_idx ON public.policy (created_at, id);
      CREATE INDEX policy_current_idx ON public.policy (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX policy_updated_at_idx ON public.policy (updated_at, id);
      CREATE INDEX policy_next_review_on_idx ON public.policy (coalesce(next_review_on, 'infinity'::date), id);
      CREATE INDEX policy_legal_entity_id_idx ON public.policy (legal_entity_id, created_at, id);
      CREATE INDEX policy_kind_idx ON public.policy (kind, created_at, id);
      CREATE INDEX policy_state_idx ON public.policy (state, created_at, id);
      CREATE INDEX policy_stages_idx ON public.policy USING gin (stages);
      CREATE INDEX policy_owner_id_idx ON public.policy (owner_id) WHERE owner_id IS NOT NULL;
      CREATE INDEX policy_evidence_id_idx ON public.policy (evidence_id) WHERE evidence_id IS NOT NULL;

      CREATE TABLE public.competence (
        id              uuid NOT NULL,
        person_id       uuid NOT NULL,
        function        text NOT NULL CHECK (function = ANY ('{business,risk,compliance,technology}'::text[])),
        field           text NOT NULL CHECK (field = ANY
          ('{ai,data_science,model_risk_management,domain_expertise}'::text[])),
        -- Null: for all legal entities of the installation.
        legal_entity_id uuid,
        evidence_id     uuid NOT NULL,
        valid_from      date,
        -- The last day on which it counts.
        valid_to        date NOT NULL,
        description     text,
        created_by      text NOT NULL,
        prepared_by     text[] NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT competence_pkey PRIMARY KEY (id),
        CONSTRAINT competence_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person (id),
        CONSTRAINT competence_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT competence_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT competence_days_check CHECK (valid_to >= valid_from)
      );
      CREATE INDEX competence_list_idx ON public.competence (created_at, id);
      CREATE INDEX competence_current_idx ON public.competence (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX competence_updated_at_idx ON public.competence (updated_at, id);
      CREATE INDEX competence_valid_to_idx ON public.competence (valid_to, id);
      CREATE INDEX competence_legal_entity_id_idx ON public.competence (legal_entity_id, created_at, id);
      CREATE INDEX competence_function_idx ON public.competence (function, created_at, id);
      CREATE INDEX competence_person_id_idx ON public.competence (person_id);
      CREATE INDEX competence_evidence_id_idx ON public.competence (evidence_id);

      CREATE TABLE public.delegation (
        id                    uuid NOT NULL,
        function              text NOT NULL CHECK (function = ANY
          ('{model_validation,monitoring,development,procurement,due_diligence,incident_handling,other}'::text[])),
        -- The licensed corporation, which stays responsible.
        legal_entity_id       uuid NOT NULL,
        group_entity_id       uuid NOT NULL,
        description           text,
        agreement_evidence_id uuid,
        oversight_owner_id    uuid,
        starts_on             date,
        ends_on               date,
        created_by            text NOT NULL,
        prepared_by           text[] NOT NULL,
        row_version           integer NOT NULL DEFAULT 1,
        created_at            timestamptz NOT NULL DEFAULT now(),
        updated_at            timestamptz NOT NULL DEFAULT now(),
        retired_at            timestamptz,
        CONSTRAINT delegation_pkey PRIMARY KEY (id),
        CONSTRAINT delegation_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT delegation_group_entity_id_fkey FOREIGN KEY (group_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT delegation_agreement_evidence_id_fkey FOREIGN KEY (agreement_evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT delegation_oversight_owner_id_fkey FOREIGN KEY (oversight_owner_id) REFERENCES public.person (id),
        CONSTRAINT delegation_entities_check CHECK (group_entity_id <> legal_entity_id),
        CONSTRAINT delegation_days_check CHECK (ends_on >= starts_on)
      );
      CREATE INDEX delegation_list_idx ON public.delegation (created_at, id);
      CREATE INDEX delegation_current_idx ON public.delegation (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX delegation_updated_at_idx ON public.delegation (updated_at, id);
      CREATE INDEX delegation_ends_on_idx ON public.delegation (coalesce(ends_on, 'infinity'::date), id);
      CREATE INDEX delegation_legal_entity_id_idx ON public.delegation (legal_entity_id, created_at, id);
      CREATE INDEX delegation_function_idx ON public.delegation (function, created_at, id);
      CREATE INDEX delegation_group_entity_id_idx ON public.delegation (group_entity_id);
      CREATE INDEX delegation_agreement_evidence_id_idx ON public.delegation (agreement_evidence_id)
        WHERE agreement_evidence_id IS NOT NULL;

      -- A meeting or report by which the licensed corporation oversees what it delegated.
      CREATE TABLE public.delegation_oversight_report (
        id            uuid NOT NULL,
        delegation_id uuid NOT NULL,
        kind          text NOT NULL CHECK (kind = ANY ('{meeting,report}'::text[])),
        held_on       date NOT NULL,
        evidence_id   uuid,
        summary       text,
        created_by    text NOT NULL,
        row_version   integer NOT NULL DEFAULT 1,
        created_at    timestamptz NOT NULL DEFAULT now(),
        updated_at    timestamptz NOT NULL DEFAULT now(),
        retired_at    timestamptz,
        CONSTRAINT delegation_oversight_report_pkey PRIMARY KEY (id),
        CONSTRAINT delegation_oversight_report_delegation_id_fkey FOREIGN KEY (delegation_id) REFERENCES public.delegation (id),
        CONSTRAINT delegation_oversight_report_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id)
      );
      CREATE INDEX delegation_oversight_report_list_idx ON public.delegation_oversight_report (delegation_id, created_at, id);
      CREATE INDEX delegation_oversight_report_held_on_idx ON public.delegation_oversight_report (delegation_id, held_on, id);
      CREATE INDEX delegation_oversight_report_evidence_id_idx ON public.delegation_oversight_report (evidence_id)
        WHERE evidence_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
