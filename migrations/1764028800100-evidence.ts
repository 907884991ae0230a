import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Documents that prove what the register says. */
export class Evidence1764028800100 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- The content of documents, each once; the bytes are where the files are kept.
      CREATE TABLE public.evidence_file (
        sha256     text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
        size       bigint NOT NULL CHECK (size > 0),
        media_type text NOT NULL,
        -- What a virus scanner said of it; not_scanned where none is configured.
        scan_state text NOT NULL CHECK (scan_state = ANY ('{not_scanned,clean}'::text[])),
        scanned_at timestamptz,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT evidence_file_pkey PRIMARY KEY (sha256)
      );

      CREATE TABLE public.evidence (
        id              uuid NOT NULL,
        -- Null: of the installation, like the providers and components that it is about.
        legal_entity_id uuid,
        name            text NOT NULL,
        name_zh_hant    text,
        kind            text NOT NULL DEFAULT 'unknown' CHECK (kind = ANY ('{assurance_report,certificate,contract,terms,
          policy,test_report,questionnaire,model_card,correspondence,record,other,unknown}'::text[])),
        sha256          text NOT NULL,
        file_name       text NOT NULL,
        issued_by       text,
        issued_on       date,
        source          text,
        description     text,
        valid_from      date,
        valid_to        date,
        supersedes_id   uuid,
        created_by      text NOT NULL,
        row_version     integer NOT NULL DEFAULT 1,
        created_at      timestamptz NOT NULL DEFAULT now(),
        updated_at      timestamptz NOT NULL DEFAULT now(),
        retired_at      timestamptz,
        CONSTRAINT evidence_pkey PRIMARY KEY (id),
        CONSTRAINT evidence_legal_entity_id_fkey FOREIGN KEY (legal_entity_id) REFERENCES public.legal_entity (id),
        CONSTRAINT evidence_sha256_fkey FOREIGN KEY (sha256) REFERENCES public.evidence_file (sha256),
        CONSTRAINT evidence_supersedes_id_fkey FOREIGN KEY (supersedes_id) REFERENCES public.evidence (id),
        CONSTRAINT evidence_valid_to_check CHECK (valid_to >= valid_from)
      );
      -- One successor: who asks for the document that holds finds one.
      CREATE UNIQUE INDEX evidence_supersedes_id_key ON public.evidence (supersedes_id)
        WHERE supersedes_id IS NOT NULL AND retired_at IS NULL;
      CREATE INDEX evidence_list_idx ON public.evidence (created_at, id);
      CREATE INDEX evidence_current_idx ON public.evidence (created_at, id) WHERE retired_at IS NULL;
      CREATE INDEX evidence_name_idx ON public.evidence (name, id);
      CREATE INDEX evidence_updated_at_idx ON public.evidence (updated_at, id);
      CREATE INDEX evidence_valid_to_idx ON public.evidence ((coalesce(valid_to, 'infinity'::date)), id);
      CREATE INDEX evidence_legal_entity_id_idx ON public.evidence (legal_entity_id, created_at, id)
        WHERE legal_entity_id IS NOT NULL;
      CREATE INDEX evidence_sha256_idx ON public.evidence (sha256);

      -- What a document is about.
      CREATE TABLE public.evidence_subject (
        evidence_id  uuid NOT NULL,
        subject_type text NOT NULL CHECK (subject_type = ANY
          ('{legal_entity,provider,component,use_case,arrangement}'::text[])),
        subject_id   uuid NOT NULL,
        CONSTRAINT evidence_subject_pkey PRIMARY KEY (evidence_id, subject_type, subject_id),
        CONSTRAINT evidence_subject_evidence_id_fkey FOREIGN KEY (evidence_id) REFERENCES public.evidence (id)
      );
      CREATE INDEX evidence_subject_subject_id_idx ON public.evidence_subject (subject_id);
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
