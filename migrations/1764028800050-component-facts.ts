import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Checked against one array, for the reason that 1764028800040-code-checks.ts gives. */
const coded = (column: string, codes: string, byDefault = 'unknown') =>
  `${column} text NOT NULL DEFAULT '${byDefault}' CHECK (${column} = ANY ('{${codes.replaceAll('|', ',')}}'::text[]))`;

const RECORD = `
        row_version      integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL DEFAULT now(),
        updated_at       timestamptz NOT NULL DEFAULT now(),
        retired_at       timestamptz`;

/** What is found out about a component: its vulnerabilities, when somebody looked for them, what it is made of. */
export class ComponentFacts1764028800050 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE TABLE public.component_vulnerability (
        id               uuid NOT NULL,
        component_id     uuid NOT NULL,
        identifier       text NOT NULL,
        ${coded('severity_version', 'cvss_2|cvss_3_0|cvss_3_1|cvss_4_0|unknown')},
        severity_score   double precision CHECK (severity_score BETWEEN 0 AND 10),
        epss             double precision CHECK (epss BETWEEN 0 AND 1),
        ${coded('known_exploited', 'yes|no|unknown')},
        ${coded('malicious', 'yes|no|unknown', 'no')},
        ${coded('vex', 'affected|not_affected|fixed|under_investigation|unknown')},
        found_on         date NOT NULL,
        remediated_on    date,
        source           text,
        note             text,
        ${RECORD},
        CONSTRAINT component_vulnerability_pkey PRIMARY KEY (id),
        CONSTRAINT component_vulnerability_component_id_fkey
          FOREIGN KEY (component_id) REFERENCES public.component (id),
        CONSTRAINT component_vulnerability_remediated_on_check CHECK (remediated_on >= found_on)
      );
      -- Ids differ in case from one publisher to the next.
      CREATE UNIQUE INDEX component_vulnerability_identifier_key
        ON public.component_vulnerability (component_id, lower(identifier)) WHERE retired_at IS NULL;
      CREATE INDEX component_vulnerability_list_idx ON public.component_vulnerability (component_id, created_at, id);
      CREATE INDEX component_vulnerability_updated_at_idx
        ON public.component_vulnerability (component_id, updated_at, id);
      CREATE INDEX component_vulnerability_found_on_idx ON public.component_vulnerability (component_id, found_on, id);
      CREATE INDEX component_vulnerability_identifier_idx
        ON public.component_vulnerability (component_id, identifier, id);

      CREATE TABLE public.component_scan (
        id               uuid NOT NULL,
        component_id     uuid NOT NULL,
        scanned_on       date NOT NULL,
        tool             text NOT NULL,
        ${coded('result', 'clean|findings|failed|unknown')},
        note             text,
        ${RECORD},
        CONSTRAINT component_scan_pkey PRIMARY KEY (id),
        CONSTRAINT component_scan_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id)
      );
      CREATE INDEX component_scan_list_idx ON public.component_scan (component_id, created_at, id);
      CREATE INDEX component_scan_updated_at_idx ON public.component_scan (component_id, updated_at, id);
      CREATE INDEX component_scan_scanned_on_idx ON public.component_scan (component_id, scanned_on, id);

      -- What its maker, or a tool, says that a component is made of. A document is received once and never changed.
      CREATE TABLE public.component_bom (
        id               uuid NOT NULL,
        component_id     uuid NOT NULL,
        sha256           text NOT NULL,
        serial_number    text,
        document_version integer,
        spec_version     text NOT NULL,
        document         jsonb NOT NULL,
        listed           jsonb NOT NULL,
        not_understood   jsonb NOT NULL,
        received_by      text NOT NULL,
        ${RECORD},
        CONSTRAINT component_bom_pkey PRIMARY KEY (id),
        CONSTRAINT component_bom_component_id_fkey FOREIGN KEY (component_id) REFERENCES public.component (id)
      );
      CREATE INDEX component_bom_list_idx ON public.component_bom (component_id, created_at, id);
      -- A package is found by its URL, in whatever case and way of writing the scope of its name.
      CREATE INDEX component_purl_idx ON public.component ((replace(lower(purl), '%40', '@')))
        WHERE purl IS NOT NULL AND retired_at IS NULL;
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
