import type { MigrationInterface, QueryRunner } from 'typeorm';

const coded = (column: string, codes: string) =>
  `${column} text NOT NULL DEFAULT 'unknown' CHECK (${column} = ANY ('{${codes.split('|').join(',')}}'::text[]))`;
const yesNo = (column: string) => coded(column, 'yes|no|unknown');

/** On which terms a legal entity uses what a provider offers. */
export class Arrangements1764028800090 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.arrangement (
        id                         uuid NOT NULL,
        legal_entity_id            uuid NOT NULL,
        reference                  text NOT NULL,
        name                       text,
        name_zh_hant               text,
        kind                       text NOT NULL CHECK (kind = ANY
          ('{contract,click_through,open_source_licence,intragroup,in_house}'::text[])),
        provider_id                uuid,
        starts_on                  date NOT NULL,
        ends_on                    date,
        notice_days_firm           integer CHECK (notice_days_firm >= 0),
        notice_days_provider       integer CHECK (notice_days_provider >= 0),
        ${yesNo('auto_renews')},
        renewal_months             integer CHECK (renewal_months >= 1),
        ${yesNo('provider_may_terminate')},
        governing_law              text,
        annual_cost_minor          bigint CHECK (annual_cost_minor >= 0),
        annual_cost_currency       text,
        ${coded('reliance', 'not_significant|low|material|full|unknown')},
        ${coded('substitutability', 'easily|medium|highly_complex|not_substitutable|unknown')},
        ${coded('reintegration', 'easy|difficult|highly_complex|unknown')},
        ${coded('retention', 'none|up_to_30_days|over_30_days|indefinite|unknown')},
        ${coded('training_use', 'contractually_excluded|opted_out|possible|unknown')},
        ${coded('chain', 'no_subprocessor|disclosed_two_tiers|deeper_or_cross_border|unknown')},
        ${coded('privacy_terms', 'no_disclosure|evidenced_with_protection|evidenced|partial|none|unknown')},
        ${coded('audit_rights', 'yes|partial|none|unknown')},
        ${coded('terms_of_use', 'allowed|restrictions_met|unresolved|unknown')},
        ${yesNo('ip_breach_material')},
        ${yesNo('privacy_breach_material')},
        breach_rationale           text,
        ${yesNo('ip_protective_measure')},
        ${yesNo('privacy_protective_measure')},
        protective_measures        text,
        owner_id                   uuid,
        created_by                 text NOT NULL,
        -- Everybody who entered it or changed it: none of them approves what rests on it.
        prepared_by                text[] NOT NULL,
        row_version                integer NOT NULL DEFAULT 1,
        created_at                 timestamptz NOT NULL DEFAULT now(),
        updated_at                 timestamptz NOT NULL DEFAULT now(),
        retired_at                 timestamptz,
        CONSTRAINT arrangement_pkey PRIMARY KEY (id),
        CONSTRAINT arrangement_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT arrangement_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT arrangement_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT arrangement_provider_check CHECK (provider_id IS NOT NULL OR kind = 'open_source_licence'),
        CONSTRAINT arrangement_ends_on_check CHECK (ends_on >= starts_on),
        CONSTRAINT arrangement_ends_on_auto_renews_check CHECK (auto_renews <> 'yes' OR ends_on IS NOT NULL),
        CONSTRAINT arrangement_renewal_months_auto_renews_check CHECK (renewal_months IS NULL OR auto_renews = 'yes'),
        CONSTRAINT arrangement_annual_cost_check CHECK ((annual_cost_minor IS NULL) = (annual_cost_currency IS NULL))
      );
      CREATE INDEX arrangement_list_idx ON public.arrangement (created_at, id);
      CREATE INDEX arrangement_current_idx ON public.arrangement (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX arrangement_updated_at_idx ON public.arrangement (updated_at, id);
      CREATE INDEX arrangement_reference_idx ON public.arrangement (reference, id);
      CREATE INDEX arrangement_ends_on_idx ON public.arrangement ((coalesce(ends_on, 'infinity'::date)), id);
      CREATE INDEX arrangement_legal_entity_id_idx ON public.arrangement (legal_entity_id, created_at, id);
      CREATE INDEX arrangement_provider_id_idx ON public.arrangement (provider_id, created_at, id)
        WHERE provider_id IS NOT NULL;
      CREATE INDEX arrangement_owner_id_idx ON public.arrangement (owner_id) WHERE owner_id IS NOT NULL;

      ALTER TABLE public.score ADD CONSTRAINT score_arrangement_id_fkey
        FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id);
      CREATE INDEX score_arrangement_id_idx ON public.score (arrangement_id) WHERE arrangement_id IS NOT NULL;

      -- What of the inventory is supplied under it.
      CREATE TABLE public.arrangement_component (
        arrangement_id uuid NOT NULL,
        component_id   uuid NOT NULL,
        CONSTRAINT arrangement_component_pkey PRIMARY KEY (arrangement_id, component_id),
        CONSTRAINT arrangement_component_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT arrangement_component_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id)
      );
      CREATE INDEX arrangement_component_component_id_idx ON public.arrangement_component (component_id);

      -- Who stands behind the provider: rank 2 supplies the provider, rank 3 supplies rank 2, and so on.
      CREATE TABLE public.arrangement_sub_processor (
        arrangement_id uuid NOT NULL,
        position       integer NOT NULL,
        rank           integer NOT NULL CHECK (rank >= 2),
        name           text,
        provider_id    uuid,
        service        text NOT NULL,
        component_id   uuid,
        jurisdiction   text,
        disclosed_on   date,
        source         text,
        CONSTRAINT arrangement_sub_processor_pkey PRIMARY KEY (arrangement_id, position),
        CONSTRAINT arrangement_sub_processor_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT arrangement_sub_processor_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT arrangement_sub_processor_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT arrangement_sub_processor_name_check CHECK (num_nonnulls(name, provider_id) = 1)
      );
      CREATE INDEX arrangement_sub_processor_provider_id_idx ON public.arrangement_sub_processor (provider_id)
        WHERE provider_id IS NOT NULL;
      CREATE INDEX arrangement_sub_processor_component_id_idx ON public.arrangement_sub_processor (component_id)
        WHERE component_id IS NOT NULL;

      -- Where it may be used, by the route: one of its components, or all of them where none is named.
      CREATE TABLE public.arrangement_territory (
        arrangement_id uuid NOT NULL,
        position       integer NOT NULL,
        jurisdiction   text NOT NULL,
        component_id   uuid,
        status         text NOT NULL CHECK (status = ANY ('{supported,restricted,unsupported,unknown}'::text[])),
        source         text,
        checked_on     date,
        CONSTRAINT arrangement_territory_pkey PRIMARY KEY (arrangement_id, position),
        CONSTRAINT arrangement_territory_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT arrangement_territory_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id)
      );
      CREATE UNIQUE INDEX arrangement_territory_route_key ON public.arrangement_territory
        (arrangement_id, jurisdiction, component_id) NULLS NOT DISTINCT;
      CREATE INDEX arrangement_territory_component_id_idx ON public.arrangement_territory (component_id)
        WHERE component_id IS NOT NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
