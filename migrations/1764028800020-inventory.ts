import type { MigrationInterface, QueryRunner } from 'typeorm';

const yesNo = (column: string) =>
  `${column} text NOT NULL DEFAULT 'unknown' CHECK (${column} IN ('yes', 'no', 'unknown'))`;
const coded = (column: string, codes: string, byDefault = 'unknown') =>
  `${column} text NOT NULL DEFAULT '${byDefault}' CHECK (${column} IN (${codes
    .split('|')
    .map((code) => `'${code}'`)
    .join(', ')}))`;

/** The inventory: who uses which AI for what, and what that stands on. */
export class Inventory1764028800020 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.legal_entity (
        id                  uuid NOT NULL,
        name                text NOT NULL,
        name_zh_hant        text,
        kind                text NOT NULL CHECK (kind IN ('licensed_corporation', 'group_company', 'other')),
        jurisdiction        text,
        time_zone           text NOT NULL DEFAULT 'Asia/Hong_Kong',
        regulator_reference text,
        case_officer        text,
        lei                 text,
        parent_id           uuid,
        row_version         integer NOT NULL DEFAULT 1,
        created_at          timestamptz NOT NULL DEFAULT now(),
        updated_at          timestamptz NOT NULL DEFAULT now(),
        retired_at          timestamptz,
        CONSTRAINT legal_entity_pkey PRIMARY KEY (id),
        CONSTRAINT legal_entity_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.legal_entity (id)
      );
      CREATE INDEX legal_entity_parent_id_idx ON public.legal_entity (parent_id);
      CREATE INDEX legal_entity_list_idx ON public.legal_entity (created_at, id);
      CREATE INDEX legal_entity_name_idx ON public.legal_entity (name, id);
      CREATE INDEX legal_entity_updated_at_idx ON public.legal_entity (updated_at, id);

      CREATE TABLE public.provider (
        id                     uuid NOT NULL,
        name                   text NOT NULL,
        name_zh_hant           text,
        ${coded('kind', 'third_party|group_company|in_house|open_source_project', 'third_party')},
        ${yesNo('identifiable')},
        ${coded('substitutability', 'easily|medium|highly_complex|not_substitutable|unknown')},
        ${coded('ultimate_parent_status', 'known|none|unknown')},
        ultimate_parent_id     uuid,
        jurisdiction           text,
        website                text,
        identifiers            jsonb NOT NULL DEFAULT '[]',
        ${coded('viability', 'strong|adequate|weak|unknown')},
        ${coded('model_risk_framework', 'effective|gaps|not_assessable|unknown')},
        ${coded('status', 'proposed|under_review|approved|suspended|retired', 'proposed')},
        owner_id               uuid,
        catalogue_id           text,
        created_by             text NOT NULL,
        prepared_by            text[] NOT NULL DEFAULT '{}',
        row_version            integer NOT NULL DEFAULT 1,
        created_at             timestamptz NOT NULL DEFAULT now(),
        updated_at             timestamptz NOT NULL DEFAULT now(),
        retired_at             timestamptz,
        CONSTRAINT provider_pkey PRIMARY KEY (id),
        CONSTRAINT provider_ultimate_parent_id_fkey FOREIGN KEY (ultimate_parent_id) REFERENCES public.provider (id),
        CONSTRAINT provider_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT provider_ultimate_parent_check CHECK ((ultimate_parent_status = 'known') = (ultimate_parent_id IS NOT NULL))
      );
      CREATE INDEX provider_ultimate_parent_id_idx ON public.provider (ultimate_parent_id);
      CREATE INDEX provider_owner_id_idx ON public.provider (owner_id);
      CREATE INDEX provider_list_idx ON public.provider (created_at, id);
      CREATE INDEX provider_current_idx ON public.provider (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX provider_retired_idx ON public.provider (created_at, id) WHERE retired_at IS NOT NULL;
      CREATE INDEX provider_name_idx ON public.provider (name, id);
      CREATE INDEX provider_updated_at_idx ON public.provider (updated_at, id);
      CREATE INDEX provider_status_idx ON public.provider (status, created_at, id) WHERE retired_at IS NULL;

      CREATE TABLE public.component (
        id                  uuid NOT NULL,
        name                text NOT NULL,
        name_zh_hant        text,
        kind                text NOT NULL CHECK (kind IN ('language_model', 'embedding_model', 'vector_store',
          'prompt_management', 'orchestration', 'evaluation', 'gateway', 'content_filter', 'serving', 'hosting',
          'region', 'network_edge', 'dataset', 'library', 'application', 'browser_extension')),
        provider_id         uuid,
        release             text,
        ${coded('pinning', 'pinned_with_notice|pinned|floating|unknown')},
        purl                text,
        licence             text,
        ${coded('deployment', 'self_hosted_offline|self_hosted|single_tenant|multi_tenant_saas|consumer|unknown')},
        ${coded('base_model_status', 'known|none|unknown')},
        base_model_id       uuid,
        storage_location    text,
        processing_location text,
        ${coded('provenance', 'signed_verified|pinned_or_safe_format|official_unpinned_or_scanned_pickle|mutable_unofficial_or_unscanned_pickle|unknown')},
        ${coded('maintenance', 'active|slow|maintenance_mode|archived_or_end_of_life|unknown')},
        ${coded('privilege', 'keys_or_prompts|derived_data|offline|unknown')},
        ${coded('transparency', 'full|partial|none|unknown')},
        ${coded('substitutability', 'easily|medium|highly_complex|not_substitutable|unknown')},
        retires_on          date,
        retirement_source   text,
        ${coded('status', 'proposed|approved|in_use|suspended|retired', 'proposed')},
        owner_id            uuid,
        catalogue_id        text,
        created_by          text NOT NULL,
        prepared_by         text[] NOT NULL DEFAULT '{}',
        row_version         integer NOT NULL DEFAULT 1,
        created_at          timestamptz NOT NULL DEFAULT now(),
        updated_at          timestamptz NOT NULL DEFAULT now(),
        retired_at          timestamptz,
        CONSTRAINT component_pkey PRIMARY KEY (id),
        CONSTRAINT component_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT component_base_model_id_fkey FOREIGN KEY (base_model_id) REFERENCES public.component (id),
        CONSTRAINT component_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT component_base_model_check CHECK ((base_model_status = 'known') = (base_model_id IS NOT NULL))
      );
      -- Every order of the list has its index; what is commonly filtered by stands before the usual order. Records in
      -- use have an index of their own: the oldest ones are retired first, and page 1 must not wade through them.
      CREATE INDEX component_list_idx ON public.component (created_at, id);
      CREATE INDEX component_current_idx ON public.component (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX component_retired_idx ON public.component (created_at, id) WHERE retired_at IS NOT NULL;
      CREATE INDEX component_name_idx ON public.component (name, id);
      CREATE INDEX component_updated_at_idx ON public.component (updated_at, id);
      CREATE INDEX component_retirement_idx ON public.component ((coalesce(retires_on, 'infinity'::date)), id);
      CREATE INDEX component_kind_idx ON public.component (kind, created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX component_status_idx ON public.component (status, created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX component_provider_id_idx ON public.component (provider_id, created_at, id);
      CREATE INDEX component_base_model_id_idx
        ON public.component (base_model_id, created_at, id) WHERE base_model_id IS NOT NULL;
      CREATE INDEX component_owner_id_idx ON public.component (owner_id, created_at, id) WHERE owner_id IS NOT NULL;
      CREATE INDEX component_retires_on_idx ON public.component (retires_on) WHERE retires_on IS NOT NULL;

      CREATE TABLE public.use_case (
        id                    uuid NOT NULL,
        name                  text NOT NULL,
        name_zh_hant          text,
        description           text,
        ${coded('scope_decision', 'in|out|unknown')},
        scope_regulated_activities text[] NOT NULL DEFAULT '{}',
        scope_reason          text,
        scope_decided_by      uuid,
        scope_decided_on      date,
        scope_expires_on      date,
        purposes              text[] NOT NULL DEFAULT '{unknown}',
        recipients            text[] NOT NULL DEFAULT '{unknown}',
        ${yesNo('after_sales_only')},
        ${yesNo('clients_interact')},
        ${yesNo('affects_clients')},
        ${yesNo('critical_operation')},
        designated_by         uuid,
        designated_reason     text,
        designated_on         date,
        development_flags     text[] NOT NULL DEFAULT '{}',
        ${coded('human_oversight', 'in_the_loop|on_the_loop|out_of_the_loop|unknown')},
        data_classes          text[] NOT NULL DEFAULT '{unknown}',
        ${coded('impact_firm', 'low|medium|high|unknown')},
        ${coded('impact_clients', 'low|medium|high|unknown')},
        tolerance_hours       numeric(8, 2),
        benefit               text,
        accountable_owner_id  uuid,
        business_owner_id     uuid,
        risk_owner_id         uuid,
        compliance_owner_id   uuid,
        technology_owner_id   uuid,
        ${coded('status', 'planned|in_development|pilot|approved|live|suspended|retired', 'planned')},
        tier                  text NOT NULL CHECK (tier IN ('T1', 'T2', 'T3', 'T4')),
        lowest_tier           text NOT NULL CHECK (lowest_tier IN ('T1', 'T2', 'T3', 'T4')),
        tier_provisional      boolean NOT NULL,
        tier_reasons          jsonb NOT NULL,
        high_risk             text NOT NULL CHECK (high_risk IN ('yes', 'no', 'unknown')),
        high_risk_reasons     jsonb NOT NULL,
        created_by          text NOT NULL,
        prepared_by         text[] NOT NULL DEFAULT '{}',
        row_version           integer NOT NULL DEFAULT 1,
        created_at            timestamptz NOT NULL DEFAULT now(),
        updated_at            timestamptz NOT NULL DEFAULT now(),
        retired_at            timestamptz,
        CONSTRAINT use_case_pkey PRIMARY KEY (id),
        CONSTRAINT use_case_scope_decided_by_fkey FOREIGN KEY (scope_decided_by) REFERENCES public.person (id),
        CONSTRAINT use_case_designated_by_fkey FOREIGN KEY (designated_by) REFERENCES public.person (id),
        CONSTRAINT use_case_accountable_owner_id_fkey FOREIGN KEY (accountable_owner_id) REFERENCES public.person (id),
        CONSTRAINT use_case_business_owner_id_fkey FOREIGN KEY (business_owner_id) REFERENCES public.person (id),
        CONSTRAINT use_case_risk_owner_id_fkey FOREIGN KEY (risk_owner_id) REFERENCES public.person (id),
        CONSTRAINT use_case_compliance_owner_id_fkey FOREIGN KEY (compliance_owner_id) REFERENCES public.person (id),
        CONSTRAINT use_case_technology_owner_id_fkey FOREIGN KEY (technology_owner_id) REFERENCES public.person (id)
      );
      CREATE INDEX use_case_list_idx ON public.use_case (created_at, id);
      CREATE INDEX use_case_current_idx ON public.use_case (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX use_case_retired_idx ON public.use_case (created_at, id) WHERE retired_at IS NOT NULL;
      CREATE INDEX use_case_name_idx ON public.use_case (name, id);
      CREATE INDEX use_case_tier_idx ON public.use_case (tier, id);
      CREATE INDEX use_case_updated_at_idx ON public.use_case (updated_at, id);

      -- The names are repeated here, because a name is unique within each legal entity that the use case belongs to.
      CREATE TABLE public.use_case_legal_entity (
        use_case_id     uuid NOT NULL,
        legal_entity_id uuid NOT NULL,
        name            text NOT NULL,
        retired_at      timestamptz,
        CONSTRAINT use_case_legal_entity_pkey PRIMARY KEY (use_case_id, legal_entity_id),
        CONSTRAINT use_case_legal_entity_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT use_case_legal_entity_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id)
      );
      CREATE INDEX use_case_legal_entity_legal_entity_id_idx ON public.use_case_legal_entity (legal_entity_id);

      CREATE TABLE public.requirement (
        id                 uuid NOT NULL,
        use_case_id        uuid,
        component_id       uuid,
        label              text NOT NULL,
        required           integer NOT NULL DEFAULT 1 CHECK (required >= 1),
        ${coded('effect', 'stops|uses', 'stops')},
        ${yesNo('upstream_disclosed')},
        row_version        integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL DEFAULT now(),
        updated_at         timestamptz NOT NULL DEFAULT now(),
        retired_at         timestamptz,
        CONSTRAINT requirement_pkey PRIMARY KEY (id),
        CONSTRAINT requirement_dependent_check CHECK (num_nonnulls(use_case_id, component_id) = 1),
        CONSTRAINT requirement_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT requirement_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id)
      );
      CREATE INDEX requirement_use_case_id_idx ON public.requirement (use_case_id) WHERE use_case_id IS NOT NULL;
      CREATE INDEX requirement_component_id_idx ON public.requirement (component_id) WHERE component_id IS NOT NULL;
      CREATE INDEX requirement_list_idx ON public.requirement (created_at, id);
      CREATE INDEX requirement_current_idx ON public.requirement (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX requirement_updated_at_idx ON public.requirement (updated_at, id);

      CREATE TABLE public.requirement_alternative (
        requirement_id    uuid NOT NULL,
        rank              integer NOT NULL CHECK (rank >= 1),
        component_id      uuid,
        manual_procedure  text,
        ${coded('fallback_evidence', 'none|documented|tested_slow|tested_in_tolerance|unknown')},
        tested_on         date,
        CONSTRAINT requirement_alternative_pkey PRIMARY KEY (requirement_id, rank),
        CONSTRAINT requirement_alternative_requirement_id_fkey FOREIGN KEY (requirement_id) REFERENCES public.requirement (id),
        CONSTRAINT requirement_alternative_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT requirement_alternative_kind_check CHECK (num_nonnulls(component_id, manual_procedure) = 1)
      );
      CREATE UNIQUE INDEX requirement_alternative_component_key
        ON public.requirement_alternative (requirement_id, component_id) WHERE component_id IS NOT NULL;
      CREATE INDEX requirement_alternative_component_id_idx ON public.requirement_alternative (component_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
