import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What happens to what the firm stands on, who ruled on it, and what was redone because of it. */
export class ChangeEvents1764028800180 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.change_event (
        id                uuid NOT NULL,
        -- Null: every legal entity that stands on the subject.
        legal_entity_id   uuid,
        kind              text NOT NULL CHECK (kind = ANY
          ('{model_version_changed,data_set_added,prompt_or_orchestration_changed,transparency_withdrawn,subprocessor_or_region_changed,provider_ownership_changed,terms_changed,end_of_life_announced,vulnerability_or_malicious_release,outage_beyond_tolerance,ai_feature_switched_on,use_case_became_client_facing,market_regime_changed,staff_left,incident_with_impact,other}'::text[])),
        -- What it happened to: one of these.
        provider_id       uuid,
        component_id      uuid,
        arrangement_id    uuid,
        use_case_id       uuid,
        subject_entity_id uuid,
        summary           text NOT NULL,
        happened_on       date,
        announced_on      date,
        -- Of what was announced; null: not known.
        takes_effect_on   date,
        source            text NOT NULL CHECK (source = ANY ('{typed,api,provider_notice,bom_import,unknown}'::text[])),
        notice            text,
        evidence_id       uuid,
        owner_id          uuid,
        -- The day of its entry, where its legal entity is: from then on it waits for a ruling.
        recorded_on       date NOT NULL,
        -- What of it was still to be redone when it last changed.
        state             text NOT NULL CHECK (state = ANY ('{untriaged,open,closed}'::text[])),
        ruling            text CHECK (ruling = ANY ('{material,minor}'::text[])),
        ruling_reason     text,
        triaged_by        uuid,
        triaged_at        timestamptz,
        created_by        text NOT NULL,
        -- Everybody who wrote or changed what is ruled on: none of them rules.
        prepared_by       text[] NOT NULL,
        row_version       integer NOT NULL DEFAULT 1,
        created_at        timestamptz NOT NULL DEFAULT now(),
        updated_at        timestamptz NOT NULL DEFAULT now(),
        retired_at        timestamptz,
        CONSTRAINT change_event_pkey PRIMARY KEY (id),
        CONSTRAINT change_event_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT change_event_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT change_event_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT change_event_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT change_event_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT change_event_subject_entity_id_fkey FOREIGN KEY (subject_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT change_event_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT change_event_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT change_event_triaged_by_fkey FOREIGN KEY (triaged_by) REFERENCES public.person (id),
        CONSTRAINT change_event_subject_check CHECK
          (num_nonnulls(provider_id, component_id, arrangement_id, use_case_id, subject_entity_id) = 1),
        -- What is not installation-wide happens to one legal entity.
        CONSTRAINT change_event_owner_check CHECK
          (legal_entity_id IS NOT NULL OR provider_id IS NOT NULL OR component_id IS NOT NULL),
        CONSTRAINT change_event_day_check CHECK (happened_on IS NOT NULL OR announced_on IS NOT NULL),
        CONSTRAINT change_event_takes_effect_check CHECK (takes_effect_on IS NULL OR takes_effect_on >= announced_on),
        -- A ruling is one by somebody, at an instant, with a reason.
        CONSTRAINT change_event_triage_check CHECK (CASE WHEN state = 'untriaged'
          THEN num_nonnulls(ruling, ruling_reason, triaged_by, triaged_at) = 0
          ELSE num_nulls(ruling, ruling_reason, triaged_by, triaged_at) = 0 END),
        CONSTRAINT change_event_four_eyes_check CHECK (triaged_by IS NULL OR triaged_by::text <> ALL (prepared_by)),
        -- What was ruled on stays, and so does what went wrong.
        CONSTRAINT change_event_stays_check CHECK (retired_at IS NULL OR (state = 'untriaged' AND kind <> ALL
          ('{vulnerability_or_malicious_release,outage_beyond_tolerance,incident_with_impact}'::text[])))
      );
      CREATE INDEX change_event_list_idx ON public.change_event (created_at, id);
      CREATE INDEX change_event_current_idx ON public.change_event (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX change_event_updated_at_idx ON public.change_event (updated_at, id);
      CREATE INDEX change_event_legal_entity_id_idx ON public.change_event (legal_entity_id, created_at, id);
      CREATE INDEX change_event_kind_idx ON public.change_event (kind, created_at, id);
      CREATE INDEX change_event_state_idx ON public.change_event (state, created_at, id);
      CREATE INDEX change_event_owner_id_idx ON public.change_event (owner_id, created_at, id);
      CREATE INDEX change_event_provider_id_idx ON public.change_event (provider_id, created_at, id)
        WHERE provider_id IS NOT NULL;
      CREATE INDEX change_event_component_id_idx ON public.change_event (component_id, created_at, id)
        WHERE component_id IS NOT NULL;
      CREATE INDEX change_event_arrangement_id_idx ON public.change_event (arrangement_id, created_at, id)
        WHERE arrangement_id IS NOT NULL;
      CREATE INDEX change_event_use_case_id_idx ON public.change_event (use_case_id, created_at, id)
        WHERE use_case_id IS NOT NULL;
      CREATE INDEX change_event_subject_entity_id_idx ON public.change_event (subject_entity_id)
        WHERE subject_entity_id IS NOT NULL;
      CREATE INDEX change_event_evidence_id_idx ON public.change_event (evidence_id) WHERE evidence_id IS NOT NULL;

      CREATE TABLE public.change_event_resolution (
        id              uuid NOT NULL,
        change_event_id uuid NOT NULL,
        rule            text NOT NULL,
        resolved_on     date NOT NULL,
        evidence_id     uuid,
        reason          text NOT NULL,
        -- The id of a person or key.
        resolved_by     text NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT change_event_resolution_pkey PRIMARY KEY (id),
        CONSTRAINT change_event_resolution_rule_key UNIQUE (change_event_id, rule),
        CONSTRAINT change_event_resolution_change_event_id_fkey FOREIGN KEY (change_event_id)
          REFERENCES public.change_event (id),
        CONSTRAINT change_event_resolution_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id)
      );
      CREATE INDEX change_event_resolution_evidence_id_idx ON public.change_event_resolution (evidence_id)
        WHERE evidence_id IS NOT NULL;

      ALTER TABLE public.obligation
        DROP CONSTRAINT obligation_kind_check,
        DROP CONSTRAINT obligation_source_type_check,
        ADD CONSTRAINT obligation_kind_check CHECK (kind = ANY
          ('{component_retirement,concentration_finding,control_expiry,plan_review,plan_exercise,assessment_answers,due_diligence_refresh,assessment_finding,assessment_condition,change_triage,change_redo}'::text[])),
        ADD CONSTRAINT obligation_source_type_check CHECK (source_type = ANY
          ('{component,concentration_finding,control,contingency_plan,assessment,assessment_finding,assessment_condition,change_event}'::text[]));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
