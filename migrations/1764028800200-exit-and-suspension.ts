import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How a firm leaves what it relies on in order, and how it stops using it at once. */
export class ExitAndSuspension1764028800200 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.exit_case (
        id                       uuid NOT NULL,
        legal_entity_id          uuid NOT NULL,
        -- What is left: one of these.
        provider_id              uuid,
        component_id             uuid,
        arrangement_id           uuid,
        reason                   text NOT NULL CHECK (reason = ANY
          ('{planned_replacement,end_of_life,termination_by_firm,termination_by_provider,provider_failure,suspension,other,unknown}'::text[])),
        successor_status         text NOT NULL CHECK (successor_status = ANY ('{named,none,unknown}'::text[])),
        -- What takes its place: of the same kind.
        successor_provider_id    uuid,
        successor_component_id   uuid,
        successor_arrangement_id uuid,
        owner_id                 uuid NOT NULL,
        -- By when it is to be complete.
        due_on                   date NOT NULL,
        summary                  text NOT NULL,
        state                    text NOT NULL CHECK (state = ANY ('{open,submitted,closed,abandoned}'::text[])),
        -- The id of a person or key.
        submitted_by             text,
        submitted_at             timestamptz,
        -- SHA-256 of what was submitted.
        submitted_hash           text,
        -- The last decision: closed, returned, or abandoned.
        decided_by               text,
        decided_at               timestamptz,
        decision_reason          text,
        created_by               text NOT NULL,
        -- Everybody who wrote, changed or submitted it: none of them closes or abandons it.
        prepared_by              text[] NOT NULL,
        row_version              integer NOT NULL DEFAULT 1,
        created_at               timestamptz NOT NULL DEFAULT now(),
        updated_at               timestamptz NOT NULL DEFAULT now(),
        retired_at               timestamptz,
        CONSTRAINT exit_case_pkey PRIMARY KEY (id),
        CONSTRAINT exit_case_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT exit_case_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT exit_case_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT exit_case_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT exit_case_successor_provider_id_fkey FOREIGN KEY (successor_provider_id) REFERENCES public.provider (id),
        CONSTRAINT exit_case_successor_component_id_fkey FOREIGN KEY (successor_component_id)
          REFERENCES public.component (id),
        CONSTRAINT exit_case_successor_arrangement_id_fkey FOREIGN KEY (successor_arrangement_id)
          REFERENCES public.arrangement (id),
        CONSTRAINT exit_case_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT exit_case_subject_check CHECK (num_nonnulls(provider_id, component_id, arrangement_id) = 1),
        CONSTRAINT exit_case_successor_check CHECK (
          (successor_status = 'named')
            = (num_nonnulls(successor_provider_id, successor_component_id, successor_arrangement_id) = 1)
          AND num_nonnulls(successor_provider_id, successor_component_id, successor_arrangement_id) < 2
          AND (successor_provider_id IS NULL OR provider_id IS NOT NULL)
          AND (successor_component_id IS NULL OR component_id IS NOT NULL)
          AND (successor_arrangement_id IS NULL OR arrangement_id IS NOT NULL)
          AND coalesce(successor_provider_id, successor_component_id, successor_arrangement_id)
            IS DISTINCT FROM coalesce(provider_id, component_id, arrangement_id)),
        CONSTRAINT exit_case_submitted_check CHECK (num_nonnulls(submitted_by, submitted_at, submitted_hash)
          = CASE WHEN state = ANY ('{submitted,closed}'::text[]) THEN 3 ELSE 0 END),
        CONSTRAINT exit_case_decided_check CHECK (state <> ALL ('{closed,abandoned}'::text[])
          OR (num_nulls(decided_by, decided_at) = 0 AND (state = 'closed' OR decision_reason IS NOT NULL))),
        CONSTRAINT exit_case_four_eyes_check CHECK
          (state <> ALL ('{closed,abandoned}'::text[]) OR decided_by <> ALL (prepared_by)),
        -- What was decided stays in view.
        CONSTRAINT exit_case_retired_check CHECK (retired_at IS NULL OR state = 'open')
      );
      -- One at a time, for each who leaves something.
      CREATE UNIQUE INDEX exit_case_subject_key
        ON public.exit_case (legal_entity_id, (coalesce(provider_id, component_id, arrangement_id)))
        WHERE state = ANY ('{open,submitted}'::text[]) AND retired_at IS NULL;
      CREATE INDEX exit_case_list_idx ON public.exit_case (created_at, id);
      CREATE INDEX exit_case_updated_at_idx ON public.exit_case (updated_at, id);
      CREATE INDEX exit_case_due_on_idx ON public.exit_case (due_on, id);
      CREATE INDEX exit_case_legal_entity_id_idx ON public.exit_case (legal_entity_id, created_at, id);
      CREATE INDEX exit_case_state_idx ON public.exit_case (state, created_at, id);
      CREATE INDEX exit_case_reason_idx ON public.exit_case (reason, created_at, id);
      CREATE INDEX exit_case_owner_id_idx ON public.exit_case (owner_id, created_at, id);
      CREATE INDEX exit_case_provider_id_idx ON public.exit_case (provider_id, created_at, id)
        WHERE provider_id IS NOT NULL;
      CREATE INDEX exit_case_component_id_idx ON public.exit_case (component_id, created_at, id)
        WHERE component_id IS NOT NULL;
      CREATE INDEX exit_case_arrangement_id_idx ON public.exit_case (arrangement_id, created_at, id)
        WHERE arrangement_id IS NOT NULL;
      CREATE INDEX exit_case_successor_idx ON public.exit_case
        ((coalesce(successor_provider_id, successor_component_id, successor_arrangement_id)))
        WHERE successor_status = 'named';

      CREATE TABLE public.exit_case_step (
        exit_case_id uuid NOT NULL,
        step         text NOT NULL CHECK (step = ANY
          ('{successor_validated,keys_revoked,access_removed,data_returned_or_deleted,embeddings_returned_or_deleted,tuned_weights_returned_or_deleted,deletion_certificate_received,records_kept}'::text[])),
        state        text NOT NULL CHECK (state = ANY ('{open,done,not_applicable,unknown}'::text[])),
        done_on      date,
        done_by      uuid,
        evidence_id  uuid,
        reason       text,
        CONSTRAINT exit_case_step_pkey PRIMARY KEY (exit_case_id, step),
        CONSTRAINT exit_case_step_exit_case_id_fkey FOREIGN KEY (exit_case_id) REFERENCES public.exit_case (id),
        CONSTRAINT exit_case_step_done_by_fkey FOREIGN KEY (done_by) REFERENCES public.person (id),
        CONSTRAINT exit_case_step_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT exit_case_step_done_check
          CHECK (num_nonnulls(done_on, done_by) = CASE WHEN state = 'done' THEN 2 ELSE 0 END),
        CONSTRAINT exit_case_step_proof_check CHECK (state <> 'done' OR evidence_id IS NOT NULL
          OR step <> ALL ('{deletion_certificate_received,records_kept}'::text[])),
        CONSTRAINT exit_case_step_not_applicable_check CHECK (state <> 'not_applicable' OR reason IS NOT NULL)
      );
      CREATE INDEX exit_case_step_evidence_id_idx ON public.exit_case_step (evidence_id) WHERE evidence_id IS NOT NULL;

      -- That something is suspended, and what that stopped then.
      CREATE TABLE public.suspension (
        id               uuid NOT NULL,
        provider_id      uuid,
        component_id     uuid,
        -- By which way: with the list of what it stops before one's eyes, by a change of the status, or before suspensions were recorded.
        origin           text NOT NULL CHECK (origin = ANY ('{suspend,status,earlier}'::text[])),
        -- Null: nobody said.
        reason           text,
        status_before    text NOT NULL,
        -- The id of a person.
        suspended_by     text NOT NULL,
        suspended_at     timestamptz NOT NULL,
        -- SHA-256 of what it stopped, and that itself, whatever its legal entities; null: not known.
        seen             text,
        stops            jsonb NOT NULL,
        graph_hash       text,
        reinstated_by    text,
        reinstated_at    timestamptz,
        reinstate_reason text,
        status_after     text,
        row_version      integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL DEFAULT now(),
        updated_at       timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT suspension_pkey PRIMARY KEY (id),
        CONSTRAINT suspension_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT suspension_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT suspension_subject_check CHECK (num_nonnulls(provider_id, component_id) = 1),
        CONSTRAINT suspension_reason_check CHECK (origin <> 'suspend' OR num_nulls(reason, seen) = 0),
        CONSTRAINT suspension_reinstated_check CHECK (num_nonnulls(reinstated_by, reinstated_at, status_after) IN (0, 3)
          AND (reinstate_reason IS NULL OR reinstated_at IS NOT NULL)),
        CONSTRAINT suspension_four_eyes_check CHECK (reinstated_by <> suspended_by)
      );
      CREATE UNIQUE INDEX suspension_provider_id_key ON public.suspension (provider_id) WHERE reinstated_at IS NULL;
      CREATE UNIQUE INDEX suspension_component_id_key ON public.suspension (component_id) WHERE reinstated_at IS NULL;
      CREATE INDEX suspension_list_idx ON public.suspension (suspended_at, id);
      CREATE INDEX suspension_created_at_idx ON public.suspension (created_at, id);
      CREATE INDEX suspension_updated_at_idx ON public.suspension (updated_at, id);
      CREATE INDEX suspension_open_idx ON public.suspension (suspended_at, id) WHERE reinstated_at IS NULL;
      CREATE INDEX suspension_provider_id_idx ON public.suspension (provider_id, suspended_at, id)
        WHERE provider_id IS NOT NULL;
      CREATE INDEX suspension_component_id_idx ON public.suspension (component_id, suspended_at, id)
        WHERE component_id IS NOT NULL;

      -- What is suspended already: nobody recorded what it stopped, nor where it stood; so it is decided on anew when it comes back.
      INSERT INTO public.suspension (id, provider_id, component_id, origin, status_before, suspended_by, suspended_at, stops)
      SELECT gen_random_uuid(), provider_id, component_id, 'earlier', 'proposed', 'unknown', updated_at,
             '{"useCases": [], "components": [], "arrangements": []}'
        FROM (SELECT id AS provider_id, NULL::uuid AS component_id, updated_at FROM public.provider WHERE status = 'suspended'
              UNION ALL
              SELECT NULL, id, updated_at FROM public.component WHERE status = 'suspended') AS suspended;

      ALTER TABLE public.obligation
        DROP CONSTRAINT obligation_kind_check,
        DROP CONSTRAINT obligation_source_type_check,
        ADD CONSTRAINT obligation_kind_check CHECK (kind = ANY
          ('{component_retirement,concentration_finding,control_expiry,plan_review,plan_exercise,assessment_answers,due_diligence_refresh,assessment_finding,assessment_condition,change_triage,change_redo,exit_due,suspension_notice}'::text[])),
        ADD CONSTRAINT obligation_source_type_check CHECK (source_type = ANY
          ('{component,concentration_finding,control,contingency_plan,assessment,assessment_finding,assessment_condition,change_event,exit_case,suspension}'::text[]));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
