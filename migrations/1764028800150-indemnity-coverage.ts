import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who would pay for what: the judgement that scores read of each indemnity, kept in step with them. */
export class IndemnityCoverage1764028800150 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.indemnity_coverage (
        id                 uuid NOT NULL,
        use_case_id        uuid NOT NULL,
        -- As of the score beside it: the arrangement; where none covers the components, their provider; the nil id where no
        -- provider is recorded.
        subject_id         uuid NOT NULL,
        -- Whom somebody would pay.
        legal_entity_id    uuid NOT NULL,
        arrangement_id     uuid,
        provider_id        uuid,
        -- The first of them by their ids, and how many there are.
        component_ids      uuid[] NOT NULL,
        component_count    integer NOT NULL CHECK (component_count >= 0),
        tier               text NOT NULL CHECK (tier = ANY ('{T1,T2,T3,T4}'::text[])),
        risk               text NOT NULL CHECK (risk = ANY ('{ip_output,ip_training_data,privacy,other}'::text[])),
        -- What is claimed, where the risk is none of those.
        label              text,
        -- Null: nothing is recorded.
        indemnity_id       uuid,
        protection         text NOT NULL CHECK (protection = ANY ('{uncapped,capped,excluded,silent,unknown}'::text[])),
        cap_minor          bigint,
        cap_currency       text,
        cap_base           text,
        conditions         text NOT NULL CHECK (conditions = ANY ('{none,evidenced,not_evidenced,unknown}'::text[])),
        conditions_broken  jsonb NOT NULL,
        protective_measure text NOT NULL CHECK (protective_measure = ANY ('{yes,no,unknown}'::text[])),
        breach_material    text NOT NULL CHECK (breach_material = ANY ('{yes,no,unknown}'::text[])),
        payer              text NOT NULL CHECK (payer = ANY ('{somebody,perhaps,nobody,unknown}'::text[])),
        -- Of all rows of the subject: they are written again together.
        judgement_hash     text NOT NULL,
        row_version        integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL DEFAULT now(),
        updated_at         timestamptz NOT NULL DEFAULT now(),
        retired_at         timestamptz,
        CONSTRAINT indemnity_coverage_pkey PRIMARY KEY (id),
        CONSTRAINT indemnity_coverage_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT indemnity_coverage_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT indemnity_coverage_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT indemnity_coverage_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT indemnity_coverage_indemnity_id_fkey FOREIGN KEY (indemnity_id) REFERENCES public.indemnity (id),
        CONSTRAINT indemnity_coverage_cap_check CHECK ((cap_minor IS NULL) = (cap_currency IS NULL)),
        CONSTRAINT indemnity_coverage_payer_arrangement_id_check CHECK (arrangement_id IS NOT NULL OR payer = 'nobody')
      );
      -- One answer for each kind of claim, and for each other claim that has a name.
      CREATE UNIQUE INDEX indemnity_coverage_risk_key ON public.indemnity_coverage
        (use_case_id, subject_id, legal_entity_id, risk, (CASE WHEN risk = 'other' THEN indemnity_id END))
        NULLS NOT DISTINCT;
      -- Each filter has the order of the list.
      CREATE INDEX indemnity_coverage_list_idx ON public.indemnity_coverage (use_case_id, id) WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_legal_entity_id_idx ON public.indemnity_coverage (legal_entity_id, use_case_id, id)
        WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_arrangement_id_idx ON public.indemnity_coverage (arrangement_id, use_case_id, id)
        WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_provider_id_idx ON public.indemnity_coverage (provider_id, use_case_id, id)
        WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_tier_idx ON public.indemnity_coverage (tier, use_case_id, id) WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_payer_idx ON public.indemnity_coverage (payer, use_case_id, id)
        WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_payer_tier_idx ON public.indemnity_coverage (payer, tier, use_case_id, id)
        WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_payer_legal_entity_id_idx ON public.indemnity_coverage
        (payer, legal_entity_id, use_case_id, id) WHERE retired_at IS NULL;
      CREATE INDEX indemnity_coverage_other_idx ON public.indemnity_coverage (use_case_id, id)
        WHERE risk = 'other' AND retired_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
