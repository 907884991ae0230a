import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Where data goes, and how it is protected on its way; and how well what was agreed was delivered. */
export class FlowsAndService1764028800210 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.data_flow (
        id                       uuid NOT NULL,
        legal_entity_id          uuid NOT NULL,
        -- The use case that it serves; null: of none alone, or not known.
        use_case_id              uuid,
        -- From where to where: of each end one of these, as its type says.
        from_type                text NOT NULL,
        from_use_case_id         uuid,
        from_component_id        uuid,
        from_provider_id         uuid,
        from_legal_entity_id     uuid,
        to_type                  text NOT NULL,
        to_use_case_id           uuid,
        to_component_id          uuid,
        to_provider_id           uuid,
        to_legal_entity_id       uuid,
        purpose                  text,
        description              text,
        data_classes             text[] NOT NULL CHECK (data_classes <@
          '{public,internal,confidential,personal,sensitive_personal,inside_information,credentials,unknown}'::text[]
          AND cardinality(data_classes) > 0 AND (cardinality(data_classes) = 1 OR 'unknown' <> ALL (data_classes))),
        encrypted_at_rest        text NOT NULL CHECK (encrypted_at_rest = ANY ('{yes,no,unknown}'::text[])),
        encrypted_in_transit     text NOT NULL CHECK (encrypted_in_transit = ANY ('{yes,no,unknown}'::text[])),
        cross_border             text NOT NULL CHECK (cross_border = ANY ('{yes,no,unknown}'::text[])),
        destination_jurisdiction text,
        retention                text NOT NULL CHECK (retention = ANY
          ('{none,up_to_30_days,over_30_days,indefinite,unknown}'::text[])),
        deletion                 text NOT NULL CHECK (deletion = ANY
          ('{automatic,on_request,at_exit,never,unknown}'::text[])),
        deletion_note            text,
        evidence_ids             uuid[] NOT NULL,
        reviewed_on              date,
        -- Null: data flows still.
        ended_on                 date,
        owner_id                 uuid,
        row_version              integer NOT NULL DEFAULT 1,
        created_at               timestamptz NOT NULL DEFAULT now(),
        updated_at               timestamptz NOT NULL DEFAULT now(),
        retired_at               timestamptz,
        CONSTRAINT data_flow_pkey PRIMARY KEY (id),
        CONSTRAINT data_flow_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT data_flow_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT data_flow_from_use_case_id_fkey FOREIGN KEY (from_use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT data_flow_from_component_id_fkey FOREIGN KEY (from_component_id) REFERENCES public.component (id),
        CONSTRAINT data_flow_from_provider_id_fkey FOREIGN KEY (from_provider_id) REFERENCES public.provider (id),
        CONSTRAINT data_flow_from_legal_entity_id_fkey FOREIGN KEY (from_legal_entity_id)
          REFERENCES public.legal_entity (id),
        CONSTRAINT data_flow_to_use_case_id_fkey FOREIGN KEY (to_use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT data_flow_to_component_id_fkey FOREIGN KEY (to_component_id) REFERENCES public.component (id),
        CONSTRAINT data_flow_to_provider_id_fkey FOREIGN KEY (to_provider_id) REFERENCES public.provider (id),
        CONSTRAINT data_flow_to_legal_entity_id_fkey FOREIGN KEY (to_legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT data_flow_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT data_flow_from_check CHECK (
          num_nonnulls(from_use_case_id, from_component_id, from_provider_id, from_legal_entity_id) = 1
          AND CASE from_type WHEN 'use_case' THEN from_use_case_id WHEN 'component' THEN from_component_id
                WHEN 'provider' THEN from_provider_id WHEN 'legal_entity' THEN from_legal_entity_id END IS NOT NULL),
        CONSTRAINT data_flow_to_check CHECK (
          num_nonnulls(to_use_case_id, to_component_id, to_provider_id, to_legal_entity_id) = 1
          AND CASE to_type WHEN 'use_case' THEN to_use_case_id WHEN 'component' THEN to_component_id
                WHEN 'provider' THEN to_provider_id WHEN 'legal_entity' THEN to_legal_entity_id END IS NOT NULL),
        -- It leads to or from something that others provide, and not from a thing to itself.
        CONSTRAINT data_flow_ends_check CHECK (
          num_nonnulls(from_component_id, from_provider_id, to_component_id, to_provider_id) > 0
          AND from_component_id IS DISTINCT FROM coalesce(to_component_id, '00000000-0000-0000-0000-000000000000')
          AND from_provider_id IS DISTINCT FROM coalesce(to_provider_id, '00000000-0000-0000-0000-000000000000')),
        -- What is not encrypted stays in view for as long as data flows.
        CONSTRAINT data_flow_stays_check CHECK (retired_at IS NULL OR ended_on IS NOT NULL
          OR (encrypted_at_rest <> 'no' AND encrypted_in_transit <> 'no'))
      );
      CREATE INDEX data_flow_list_idx ON public.data_flow (created_at, id);
      CREATE INDEX data_flow_updated_at_idx ON public.data_flow (updated_at, id);
      CREATE INDEX data_flow_legal_entity_id_idx ON public.data_flow (legal_entity_id, created_at, id);
      CREATE INDEX data_flow_use_case_id_idx ON public.data_flow (use_case_id, created_at, id)
        WHERE use_case_id IS NOT NULL;
      CREATE INDEX data_flow_from_component_id_idx ON public.data_flow (from_component_id)
        WHERE from_component_id IS NOT NULL;
      CREATE INDEX data_flow_to_component_id_idx ON public.data_flow (to_component_id) WHERE to_component_id IS NOT NULL;
      CREATE INDEX data_flow_from_provider_id_idx ON public.data_flow (from_provider_id) WHERE from_provider_id IS NOT NULL;
      CREATE INDEX data_flow_to_provider_id_idx ON public.data_flow (to_provider_id) WHERE to_provider_id IS NOT NULL;
      CREATE INDEX data_flow_encrypted_at_rest_idx ON public.data_flow (encrypted_at_rest, created_at, id);
      CREATE INDEX data_flow_encrypted_in_transit_idx ON public.data_flow (encrypted_in_transit, created_at, id);
      CREATE INDEX data_flow_cross_border_idx ON public.data_flow (cross_border, created_at, id);
      CREATE INDEX data_flow_owner_id_idx ON public.data_flow (owner_id, created_at, id) WHERE owner_id IS NOT NULL;
      CREATE INDEX data_flow_data_classes_idx ON public.data_flow USING gin (data_classes);
      CREATE INDEX data_flow_evidence_ids_idx ON public.data_flow USING gin (evidence_ids);

      -- That two ids are the same, for constraints that exclude ranges: without an extension that a server may not have.
      CREATE TYPE public.uuid_range AS RANGE (subtype = uuid);

      CREATE TABLE public.service_record (
        id                  uuid NOT NULL,
        legal_entity_id     uuid NOT NULL,
        arrangement_id      uuid NOT NULL,
        -- Null: the arrangement as a whole.
        component_id        uuid,
        -- Both days are of it.
        period_from         date NOT NULL,
        period_to           date NOT NULL,
        -- Shares of 1; null: not known, or not agreed.
        availability        double precision CHECK (availability BETWEEN 0 AND 1),
        availability_target double precision CHECK (availability_target BETWEEN 0 AND 1),
        quality             text NOT NULL CHECK (quality = ANY ('{met,partly,missed,unknown}'::text[])),
        timeliness          text NOT NULL CHECK (timeliness = ANY ('{met,partly,missed,unknown}'::text[])),
        -- [{ text, onDay, handled: yes|no|unknown }]
        breaches            jsonb NOT NULL CHECK (jsonb_typeof(breaches) = 'array'),
        source              text NOT NULL CHECK (source = ANY ('{typed,provider_report,monitoring,imported}'::text[])),
        evidence_ids        uuid[] NOT NULL,
        summary             text,
        row_version         integer NOT NULL DEFAULT 1,
        created_at          timestamptz NOT NULL DEFAULT now(),
        updated_at          timestamptz NOT NULL DEFAULT now(),
        retired_at          timestamptz,
        CONSTRAINT service_record_pkey PRIMARY KEY (id),
        CONSTRAINT service_record_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT service_record_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT service_record_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT service_record_period_check CHECK
          (period_to >= period_from AND period_to < period_from + interval '12 months'),
        -- Of one day there is one record, of an arrangement as a whole and of each of its components.
        CONSTRAINT service_record_period_excl EXCLUDE USING gist (
          public.uuid_range(arrangement_id, arrangement_id, '[]') WITH &&,
          public.uuid_range(coalesce(component_id, '00000000-0000-0000-0000-000000000000'),
            coalesce(component_id, '00000000-0000-0000-0000-000000000000'), '[]') WITH &&,
          daterange(period_from, period_to, '[]') WITH &&) WHERE (retired_at IS NULL),
        -- What was found wanting stays in view.
        CONSTRAINT service_record_stays_check CHECK (retired_at IS NULL OR (breaches = '[]'
          AND quality IN ('met', 'unknown') AND timeliness IN ('met', 'unknown')
          AND coalesce(availability >= availability_target, true)))
      );
      CREATE INDEX service_record_list_idx ON public.service_record (period_from, id);
      CREATE INDEX service_record_created_at_idx ON public.service_record (created_at, id);
      CREATE INDEX service_record_updated_at_idx ON public.service_record (updated_at, id);
      CREATE INDEX service_record_legal_entity_id_idx ON public.service_record (legal_entity_id, period_from, id);
      CREATE INDEX service_record_arrangement_id_idx ON public.service_record (arrangement_id, period_from, id);
      CREATE INDEX service_record_component_id_idx ON public.service_record (component_id, period_from, id)
        WHERE component_id IS NOT NULL;
      CREATE INDEX service_record_breached_idx ON public.service_record (period_from, id) WHERE breaches <> '[]';
      CREATE INDEX service_record_evidence_ids_idx ON public.service_record USING gin (evidence_ids);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
