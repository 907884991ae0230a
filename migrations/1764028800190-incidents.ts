import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What went wrong at a legal entity, whom it hit, and whether it is reported. */
export class Incidents1764028800190 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.incident (
        id                uuid NOT NULL,
        legal_entity_id   uuid NOT NULL,
        kind              text NOT NULL CHECK (kind = ANY
          ('{outage,security,data_leak,wrong_output,provider_breach,other}'::text[])),
        -- What it is about: one of these.
        provider_id       uuid,
        component_id      uuid,
        arrangement_id    uuid,
        use_case_id       uuid,
        subject_entity_id uuid,
        -- What it hit.
        use_case_ids      uuid[] NOT NULL,
        started_at        timestamptz NOT NULL,
        -- Null: it goes on, or nobody knows.
        ended_at          timestamptz,
        client_impact     text NOT NULL CHECK (client_impact = ANY ('{yes,no,unknown}'::text[])),
        data_impact       text NOT NULL CHECK (data_impact = ANY ('{yes,no,unknown}'::text[])),
        severity          text NOT NULL CHECK (severity = ANY ('{low,medium,high,critical,unknown}'::text[])),
        summary           text NOT NULL,
        owner_id          uuid,
        evidence_ids      uuid[] NOT NULL,
        -- Whether it is reported to the SFC (Code of Conduct, 12.5).
        report_decision   text NOT NULL CHECK (report_decision = ANY ('{report,not_required,undecided}'::text[])),
        report_reason     text,
        report_decided_by uuid,
        report_decided_at timestamptz,
        change_event_id   uuid,
        created_by        text NOT NULL,
        -- Everybody who wrote or changed it: none of them decides that it need not be reported.
        prepared_by       text[] NOT NULL,
        row_version       integer NOT NULL DEFAULT 1,
        created_at        timestamptz NOT NULL DEFAULT now(),
        updated_at        timestamptz NOT NULL DEFAULT now(),
        retired_at        timestamptz,
        CONSTRAINT incident_pkey PRIMARY KEY (id),
        CONSTRAINT incident_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT incident_provider_id_fkey FOREIGN KEY (provider_id) REFERENCES public.provider (id),
        CONSTRAINT incident_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT incident_arrangement_id_fkey FOREIGN KEY (arrangement_id) REFERENCES public.arrangement (id),
        CONSTRAINT incident_use_case_id_fkey FOREIGN KEY (use_case_id) REFERENCES public.use_case (id),
        CONSTRAINT incident_subject_entity_id_fkey FOREIGN KEY (subject_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT incident_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT incident_report_decided_by_fkey FOREIGN KEY (report_decided_by) REFERENCES public.person (id),
        CONSTRAINT incident_change_event_id_fkey FOREIGN KEY (change_event_id) REFERENCES public.change_event (id),
        CONSTRAINT incident_change_event_id_key UNIQUE (change_event_id),
        CONSTRAINT incident_subject_check CHECK
          (num_nonnulls(provider_id, component_id, arrangement_id, use_case_id, subject_entity_id) = 1),
        CONSTRAINT incident_ended_check CHECK (ended_at >= started_at),
        CONSTRAINT incident_report_check CHECK (CASE WHEN report_decision = 'undecided'
          THEN num_nonnulls(report_reason, report_decided_by, report_decided_at) = 0
          ELSE num_nulls(report_reason, report_decided_by, report_decided_at) = 0 END),
        CONSTRAINT incident_four_eyes_check CHECK
          (report_decision <> 'not_required' OR report_decided_by::text <> ALL (prepared_by)),
        -- What had an impact, or may have had one, stays in view.
        CONSTRAINT incident_stays_check CHECK (retired_at IS NULL OR (client_impact = 'no' AND data_impact = 'no'
          AND change_event_id IS NULL AND report_decision <> 'report'))
      );
      CREATE INDEX incident_list_idx ON public.incident (started_at, id);
      CREATE INDEX incident_created_at_idx ON public.incident (created_at, id);
      CREATE INDEX incident_updated_at_idx ON public.incident (updated_at, id);
      CREATE INDEX incident_legal_entity_id_idx ON public.incident (legal_entity_id, started_at, id);
      CREATE INDEX incident_kind_idx ON public.incident (kind, started_at, id);
      CREATE INDEX incident_severity_idx ON public.incident (severity, started_at, id);
      CREATE INDEX incident_report_decision_idx ON public.incident (report_decision, started_at, id);
      CREATE INDEX incident_owner_id_idx ON public.incident (owner_id, started_at, id);
      CREATE INDEX incident_provider_id_idx ON public.incident (provider_id, started_at, id) WHERE provider_id IS NOT NULL;
      CREATE INDEX incident_component_id_idx ON public.incident (component_id, started_at, id)
        WHERE component_id IS NOT NULL;
      CREATE INDEX incident_arrangement_id_idx ON public.incident (arrangement_id, started_at, id)
        WHERE arrangement_id IS NOT NULL;
      CREATE INDEX incident_use_case_id_idx ON public.incident (use_case_id) WHERE use_case_id IS NOT NULL;
      CREATE INDEX incident_use_case_ids_idx ON public.incident USING gin (use_case_ids);
      CREATE INDEX incident_evidence_ids_idx ON public.incident USING gin (evidence_ids);

      -- What happened when, as it was told; nothing of it is changed.
      CREATE TABLE public.incident_timeline_entry (
        id          uuid NOT NULL,
        incident_id uuid NOT NULL,
        at          timestamptz NOT NULL,
        text        text NOT NULL,
        -- The id of a person or key.
        by_id       text NOT NULL,
        created_at  timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT incident_timeline_entry_pkey PRIMARY KEY (id),
        CONSTRAINT incident_timeline_entry_incident_id_fkey FOREIGN KEY (incident_id) REFERENCES public.incident (id)
      );
      CREATE INDEX incident_timeline_entry_at_idx ON public.incident_timeline_entry (incident_id, at, id);
      CREATE INDEX incident_timeline_entry_created_at_idx ON public.incident_timeline_entry (incident_id, created_at, id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
