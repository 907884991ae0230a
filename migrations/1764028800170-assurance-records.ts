import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an inspection asks for besides tests: what was exchanged with the regulator. */
export class AssuranceRecords1764028800170 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.regulator_correspondence (
        id                   uuid NOT NULL,
        kind                 text NOT NULL CHECK (kind = ANY ('{early_discussion,notification,flexibility,enquiry}'::text[])),
        legal_entity_id      uuid NOT NULL,
        use_case_ids         uuid[] NOT NULL,
        decision             text NOT NULL CHECK (decision = ANY
          ('{notify,not_a_significant_change,undecided,unknown}'::text[])),
        decision_reason      text,
        decided_by           uuid,
        decided_on           date,
        -- From this day the days of the notice are counted.
        change_took_place_on date,
        sent_on              date,
        reference            text,
        case_officer         text,
        evidence_ids         uuid[] NOT NULL,
        summary              text,
        created_by           text NOT NULL,
        prepared_by          text[] NOT NULL,
        row_version          integer NOT NULL DEFAULT 1,
        created_at           timestamptz NOT NULL DEFAULT now(),
        updated_at           timestamptz NOT NULL DEFAULT now(),
        retired_at           timestamptz,
        CONSTRAINT regulator_correspondence_pkey PRIMARY KEY (id),
        CONSTRAINT regulator_correspondence_legal_entity_id_fkey FOREIGN KEY (legal_entity_id)
          REFERENCES public.legal_entity (id),
        CONSTRAINT regulator_correspondence_decided_by_fkey FOREIGN KEY (decided_by) REFERENCES public.person (id),
        CONSTRAINT regulator_correspondence_decided_check CHECK (
          (decision = ANY ('{notify,not_a_significant_change}'::text[]))
            = (decided_by IS NOT NULL AND decided_on IS NOT NULL)),
        CONSTRAINT regulator_correspondence_notification_check CHECK (
          kind = 'notification' OR (decision = 'unknown' AND change_took_place_on IS NULL))
      );
      CREATE INDEX regulator_correspondence_list_idx ON public.regulator_correspondence (created_at, id);
      CREATE INDEX regulator_correspondence_current_idx ON public.regulator_correspondence (created_at, id)
        WHERE retired_at IS NULL;
      CREATE INDEX regulator_correspondence_updated_at_idx ON public.regulator_correspondence (updated_at, id);
      CREATE INDEX regulator_correspondence_change_took_place_on_idx ON public.regulator_correspondence
        (coalesce(change_took_place_on, 'infinity'::date), id);
      CREATE INDEX regulator_correspondence_unsent_idx ON public.regulator_correspondence
        (coalesce(change_took_place_on, 'infinity'::date), id)
        WHERE kind = 'notification' AND sent_on IS NULL AND decision <> 'not_a_significant_change';
      CREATE INDEX regulator_correspondence_legal_entity_id_idx ON public.regulator_correspondence
        (legal_entity_id, created_at, id);
      CREATE INDEX regulator_correspondence_kind_idx ON public.regulator_correspondence (kind, created_at, id);
      CREATE INDEX regulator_correspondence_use_case_ids_idx ON public.regulator_correspondence USING gin (use_case_ids);
      CREATE INDEX regulator_correspondence_evidence_ids_idx ON public.regulator_correspondence USING gin (evidence_ids);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
