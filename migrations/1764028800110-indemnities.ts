import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who pays when it goes wrong, and who does what so that it does not. */
export class Indemnities1764028800110 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.indemnity (
        id                   uuid NOT NULL,
        arrangement_id       uuid NOT NULL,
        risk                 text NOT NULL CHECK (risk = ANY ('{ip_output,ip_training_data,privacy,other}'::text[])),
        -- What is claimed, where the risk is none of those.
        label                text,
        protection           text NOT NULL CHECK (protection = ANY ('{uncapped,capped,excluded,silent,unknown}'::text[])),
        cap_minor            bigint CHECK (cap_minor >= 0),
        cap_currency         text,
        cap_base             text NOT NULL DEFAULT 'unknown' CHECK (cap_base = ANY
          ('{per_claim,per_year,in_total,fees_paid,unknown}'::text[])),
        conditions_status    text NOT NULL DEFAULT 'unknown' CHECK (conditions_status = ANY ('{known,none,unknown}'::text[])),
        conditions           jsonb NOT NULL DEFAULT '[]',
        exclusions           text[] NOT NULL DEFAULT '{}',
        defence              text NOT NULL DEFAULT 'unknown' CHECK (defence = ANY ('{provider,firm,joint,unknown}'::text[])),
        notice_days          integer CHECK (notice_days >= 0),
        notice_duty          text,
        survives_termination text NOT NULL DEFAULT 'unknown' CHECK (survives_termination = ANY ('{yes,no,unknown}'::text[])),
        clause               text,
        source               text,
        created_by           text NOT NULL,
        prepared_by          text[] NOT NULL,
        row_version          integer NOT NULL DEFAULT 1,
        created_at           timestamptz NOT NULL DEFAULT now(),
        updated_at           timestamptz NOT NULL DEFAULT now(),
        retired_at           timestamptz,
        CONSTRAINT indemnity_pkey PRIMARY KEY (id),
        CONSTRAINT indemnity_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT indemnity_cap_check CHECK ((cap_minor IS NULL) = (cap_currency IS NULL)),
        CONSTRAINT indemnity_label_check CHECK ((label IS NOT NULL) = (risk = 'other'))
      );
      -- One answer to each question that is asked of every arrangement.
      CREATE UNIQUE INDEX indemnity_risk_key ON public.indemnity (arrangement_id, risk)
        WHERE risk <> 'other' AND retired_at IS NULL;
      CREATE INDEX indemnity_arrangement_id_idx ON public.indemnity (arrangement_id, created_at, id);
      CREATE INDEX indemnity_conditions_idx ON public.indemnity USING gin (conditions jsonb_path_ops);

      CREATE TABLE public.responsibility (
        id              uuid NOT NULL,
        arrangement_id  uuid NOT NULL,
        task            text NOT NULL CHECK (task = ANY ('{identity,key_custody,prompt_injection_defence,logging,
          vulnerability_fixing,incident_notice,data_deletion,model_update_notice,denial_of_service,backup}'::text[])),
        side            text NOT NULL DEFAULT 'unknown' CHECK (side = ANY
          ('{firm,provider,host,shared,unassigned,unknown}'::text[])),
        split           text,
        accountable     text CHECK (accountable = ANY ('{firm,provider,host}'::text[])),
        basis           text CHECK (basis = ANY ('{contract_clause,signed_matrix,published_document}'::text[])),
        basis_reference text,
        basis_dated_on  date,
        evidence_id     uuid,
        confirmed_by    uuid,
        confirmed_on    date,
        created_by      text NOT NULL,
        prepared_by     text[] NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT responsibility_pkey PRIMARY KEY (id),
        CONSTRAINT responsibility_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT responsibility_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id),
        CONSTRAINT responsibility_confirmed_by_fkey FOREIGN KEY (confirmed_by) REFERENCES public.person (id),
        CONSTRAINT responsibility_confirmed_on_check CHECK ((confirmed_by IS NULL) = (confirmed_on IS NULL))
      );
      CREATE UNIQUE INDEX responsibility_task_key ON public.responsibility (arrangement_id, task)
        WHERE retired_at IS NULL;
      CREATE INDEX responsibility_arrangement_id_idx ON public.responsibility (arrangement_id, created_at, id);
      CREATE INDEX responsibility_evidence_id_idx ON public.responsibility (evidence_id) WHERE evidence_id IS NOT NULL;
      CREATE INDEX responsibility_confirmed_by_idx ON public.responsibility (confirmed_by) WHERE confirmed_by IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
