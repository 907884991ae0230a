import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a use case is kept going when something fails, or when the firm itself suspends it, and how that was exercised. */
export class ContingencyPlans1764028800140 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.contingency_plan (
        id                    uuid NOT NULL,
        legal_entity_id       uuid NOT NULL,
        name                  text NOT NULL,
        name_zh_hant          text,
        use_case_id           uuid NOT NULL,
        -- What fails; neither: whatever does.
        provider_id           uuid,
        component_id          uuid,
        covers                text[] NOT NULL CHECK (covers <> '{}'
          AND covers <@ '{provider_failure,own_suspension}'::text[]),
        strategy              text NOT NULL CHECK (strategy = ANY
          ('{switch_to_fallback,manual_procedure,degrade_service,stop_service,rebuild_in_house,unknown}'::text[])),
        fallback_component_id uuid,
        manual_procedure      text,
        steps                 text,
        -- How long recovery is planned to take; null: not known.
        recovery_hours        double precision CHECK (recovery_hours >= 0),
        evidence_id           uuid,
        owner_id              uuid NOT NULL,
        -- The last day on which its approval holds.
        valid_to              date NOT NULL,
        -- SHA-256 of what it says.
        hash                  text NOT NULL,
        -- When it became another plan than the one that was approved before; null: it never did.
        changed_on            date,
        state                 text NOT NULL CHECK (state = ANY ('{draft,submitted,approved,rejected}'::text[])),
        submitted_by          uuid,
        submitted_at          timestamptz,
        -- The last decision: approved, returned, or rejected.
        decided_by            uuid,
        decided_at            timestamptz,
        decision_reason       text,
        -- The hash of what was approved.
        approved_hash         text,
        created_by            text NOT NULL,
        -- Everybody who wrote, changed or submitted it: none of them approves it.
        prepared_by           text[] NOT NULL,
        row_version           integer NOT NULL DEFAULT 1,
        created_at            timestamptz NOT NULL DEFAULT now(),
        updated_at            timestamptz NOT NULL DEFAULT now(),
        retired_at            timestamptz,
        CONSTRAINT contingency_plan_pkey PRIMARY KEY (id),
        CONSTRAINT contingency_plan_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT contingency_plan_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT contingency_plan_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT contingency_plan_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT contingency_plan_fallback_component_id_fkey FOREIGN KEY (fallback_component_id)
          REFERENCES public.component (id),
        CONSTRAINT contingency_plan_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT contingency_plan_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT contingency_plan_submitted_by_fkey FOREIGN KEY (submitted_by) REFERENCES public.person (id),
        CONSTRAINT contingency_plan_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person (id),
        CONSTRAINT contingency_plan_component_id_check CHECK (provider_id IS NULL OR component_id IS NULL),
        CONSTRAINT contingency_plan_fallback_component_id_check
          CHECK ((fallback_component_id IS NOT NULL) = (strategy = 'switch_to_fallback')),
        CONSTRAINT contingency_plan_manual_procedure_check
          CHECK (manual_procedure IS NOT NULL OR strategy <> 'manual_procedure'),
        -- An approval is one of what the plan says, by somebody, at an instant.
        CONSTRAINT contingency_plan_approved_hash_check CHECK (CASE WHEN state = 'approved'
          THEN coalesce(approved_hash = hash, false) AND decided_by IS NOT NULL AND decided_at IS NOT NULL
          ELSE approved_hash IS NULL END)
      );
      CREATE INDEX contingency_plan_list_idx ON public.contingency_plan (created_at, id);
      CREATE INDEX contingency_plan_current_idx ON public.contingency_plan (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX contingency_plan_updated_at_idx ON public.contingency_plan (updated_at, id);
      CREATE INDEX contingency_plan_name_idx ON public.contingency_plan (name, id);
      CREATE INDEX contingency_plan_valid_to_idx ON public.contingency_plan (valid_to, id);
      CREATE INDEX contingency_plan_legal_entity_id_idx ON public.contingency_plan (legal_entity_id, created_at, id);
      CREATE INDEX contingency_plan_use_case_id_idx ON public.contingency_plan (use_case_id, created_at, id);
      CREATE INDEX contingency_plan_state_idx ON public.contingency_plan (state, created_at, id);
      CREATE INDEX contingency_plan_owner_id_idx ON public.contingency_plan (owner_id, created_at, id);
      CREATE INDEX contingency_plan_provider_id_idx ON public.contingency_plan (provider_id)
        WHERE provider_id IS NOT NULL;
      CREATE INDEX contingency_plan_component_id_idx ON public.contingency_plan (component_id)
        WHERE component_id IS NOT NULL;
      CREATE INDEX contingency_plan_fallback_component_id_idx ON public.contingency_plan (fallback_component_id)
        WHERE fallback_component_id IS NOT NULL;
      CREATE INDEX contingency_plan_evidence_id_idx ON public.contingency_plan (evidence_id)
        WHERE evidence_id IS NOT NULL;

      CREATE TABLE public.contingency_exercise (
        id                      uuid NOT NULL,
        plan_id                 uuid NOT NULL,
        exercised_on            date NOT NULL,
        -- Which of the cases of its plan was exercised.
        covers                  text[] NOT NULL CHECK (covers <> '{}'
          AND covers <@ '{provider_failure,own_suspension}'::text[]),
        -- Null: not known.
        measured_recovery_hours double precision CHECK (measured_recovery_hours >= 0),
        outcome                 text NOT NULL CHECK (outcome = ANY
          ('{succeeded,succeeded_with_issues,failed,unknown}'::text[])),
        issues                  text,
        evidence_id             uuid,
        performed_by            uuid,
        -- The hash of the plan that was exercised; null: an earlier one than is recorded.
        plan_hash               text,
        created_by              text NOT NULL,
        prepared_by             text[] NOT NULL,
        row_version             integer NOT NULL DEFAULT 1,
        created_at              timestamptz NOT NULL DEFAULT now(),
        updated_at              timestamptz NOT NULL DEFAULT now(),
        retired_at              timestamptz,
        CONSTRAINT contingency_exercise_pkey PRIMARY KEY (id),
        CONSTRAINT contingency_exercise_plan_id_fkey FOREIGN KEY (plan_id) REFERENCES public.contingency_plan (id),
        CONSTRAINT contingency_exercise_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT contingency_exercise_performed_by_fkey FOREIGN KEY (performed_by) REFERENCES public.person (id),
        CONSTRAINT contingency_exercise_issues_check
          CHECK (issues IS NOT NULL OR outcome = ANY ('{succeeded,unknown}'::text[])),
        -- What failed stays in view.
        CONSTRAINT contingency_exercise_retired_at_check CHECK (retired_at IS NULL OR outcome <> 'failed')
      );
      CREATE INDEX contingency_exercise_plan_id_idx ON public.contingency_exercise (plan_id, exercised_on, id);
      CREATE INDEX contingency_exercise_created_at_idx ON public.contingency_exercise (plan_id, created_at, id);
      CREATE INDEX contingency_exercise_updated_at_idx ON public.contingency_exercise (plan_id, updated_at, id);
      CREATE INDEX contingency_exercise_evidence_id_idx ON public.contingency_exercise (evidence_id)
        WHERE evidence_id IS NOT NULL;

      -- Whether there is a plan, and whether it was exercised, is read off plans and exercises from now on; what somebody
      -- recorded of it as a control speaks no longer. It stays in history.
      UPDATE public.control SET retired_at = now() WHERE control = 'contingency_plan' AND retired_at IS NULL;

      ALTER TABLE public.obligation
        DROP CONSTRAINT obligation_kind_check,
        DROP CONSTRAINT obligation_source_type_check,
        ADD CONSTRAINT obligation_kind_check CHECK (kind = ANY
          ('{component_retirement,concentration_finding,control_expiry,plan_review,plan_exercise}'::text[])),
        ADD CONSTRAINT obligation_source_type_check
          CHECK (source_type = ANY ('{component,concentration_finding,control,contingency_plan}'::text[]));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
