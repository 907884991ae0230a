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

      -- What was last measured of a limit; written when it is something else. Apart from the limit, whose version is for
      -- those who change it.
      CREATE TABLE public.concentration_limit_state (
        limit_id    uuid NOT NULL,
        threshold   double precision,
        value       double precision,
        -- The use cases that the measure is about.
        covers      uuid[] NOT NULL DEFAULT '{}',
        graph_hash  text,
        -- Why it could not be measured; the rest is then of the last time, if there was one.
        error       text,
        measured_at timestamptz NOT NULL,
        CONSTRAINT concentration_limit_state_pkey PRIMARY KEY (limit_id),
        CONSTRAINT concentration_limit_state_limit_id_fkey FOREIGN KEY (limit_id)
          REFERENCES public.concentration_limit (id)
      );

      -- An excess over a limit, from when it was found until it was gone. One that comes again is another one.
      CREATE TABLE public.concentration_finding (
        id                       uuid NOT NULL,
        limit_id                 uuid NOT NULL,
        legal_entity_id          uuid NOT NULL,
        measure                  text NOT NULL,
        -- The id of the node in the graph, or 'layer' for the whole of it.
        subject                  text NOT NULL,
        node                     jsonb,
        through                  jsonb,
        value                    double precision NOT NULL,
        threshold                double precision NOT NULL,
        use_case_ids             uuid[] NOT NULL,
        state                    text NOT NULL CHECK (state = ANY ('{open,accepted,treating,closed}'::text[])),
        found_at                 timestamptz NOT NULL,
        -- By when it must be accepted or treated.
        decide_by                date NOT NULL,
        accepted_by              uuid,
        accepted_at              timestamptz,
        accepted_reason          text,
        -- The value up to which it was accepted, over which threshold, and until when.
        accepted_up_to           double precision,
        accepted_threshold       double precision,
        accepted_until           date,
        acceptance_ended_at      timestamptz,
        acceptance_ended_because text CHECK (acceptance_ended_because = ANY ('{expired,grown,limit_tightened,withdrawn}'::text[])),
        treated_by               uuid,
        treated_at               timestamptz,
        treatment_owner_id       uuid,
        treatment_plan           text,
        treatment_due_on         date,
        treatment_ended_at       timestamptz,
        closed_at                timestamptz,
        closed_because           text CHECK (closed_because = ANY ('{within_limit,limit_not_in_force}'::text[])),
        row_version              integer NOT NULL DEFAULT 1,
        created_at               timestamptz NOT NULL DEFAULT now(),
        updated_at               timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT concentration_finding_pkey PRIMARY KEY (id),
        CONSTRAINT concentration_finding_limit_id_fkey FOREIGN KEY (limit_id) REFERENCES public.concentration_limit (id),
        CONSTRAINT concentration_finding_legal_entity_id_fkey FOREIGN KEY (legal_entity_id)
          REFERENCES public.legal_entity (id),
        CONSTRAINT concentration_finding_accepted_by_fkey FOREIGN KEY (accepted_by) REFERENCES public.person (id),
        CONSTRAINT concentration_finding_treated_by_fkey FOREIGN KEY (treated_by) REFERENCES public.person (id),
        CONSTRAINT concentration_finding_treatment_owner_id_fkey FOREIGN KEY (treatment_owner_id)
          REFERENCES public.person (id),
        CONSTRAINT concentration_finding_closed_at_check CHECK ((closed_at IS NOT NULL) = (state = 'closed')),
        CONSTRAINT concentration_finding_acceptance_check
          CHECK (state <> 'accepted' OR (accepted_until IS NOT NULL AND acceptance_ended_at IS NULL)),
        CONSTRAINT concentration_finding_treatment_check
          CHECK (state <> 'treating' OR (treatment_due_on IS NOT NULL AND treatment_ended_at IS NULL))
      );
      -- Whatever runs in parallel: one open finding for each limit and what exceeds it.
      CREATE UNIQUE INDEX concentration_finding_subject_key ON public.concentration_finding (limit_id, subject)
        WHERE closed_at IS NULL;
      CREATE INDEX concentration_finding_list_idx ON public.concentration_finding (found_at, id);
      CREATE INDEX concentration_finding_created_at_idx ON public.concentration_finding (created_at, id);
      CREATE INDEX concentration_finding_limit_id_idx ON public.concentration_finding (limit_id, found_at, id);
      CREATE INDEX concentration_finding_legal_entity_id_idx
        ON public.concentration_finding (legal_entity_id, found_at, id);
      CREATE INDEX concentration_finding_state_idx ON public.concentration_finding (state, found_at, id);
      -- What the job looks at to end acceptances and treatments whose day has passed.
      CREATE INDEX concentration_finding_decided_idx ON public.concentration_finding (id)
        WHERE state = ANY ('{accepted,treating}'::text[]);

      ALTER TABLE public.obligation
        DROP CONSTRAINT obligation_kind_check,
        DROP CONSTRAINT obligation_source_type_check,
        ADD CONSTRAINT obligation_kind_check
          CHECK (kind = ANY ('{component_retirement,concentration_finding}'::text[])),
        ADD CONSTRAINT obligation_source_type_check
          CHECK (source_type = ANY ('{component,concentration_finding}'::text[]));
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
