import type { MigrationInterface, QueryRunner } from 'typeorm';

/** People and API keys: who may do what. How people prove who they are is the sign-in library's, in schema auth. */
export class Identity1764028800010 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE SCHEMA auth;

      CREATE TABLE public.person (
        id                 uuid NOT NULL,
        email              text NOT NULL,
        name               text NOT NULL,
        name_zh_hant       text,
        locale             text NOT NULL DEFAULT 'en',
        time_zone          text NOT NULL DEFAULT 'Asia/Hong_Kong',
        roles              text[] NOT NULL,
        functions          text[] NOT NULL DEFAULT '{}',
        entity_scope       text NOT NULL DEFAULT 'listed',
        legal_entity_ids   uuid[] NOT NULL DEFAULT '{}',
        status             text NOT NULL DEFAULT 'invited',
        must_change_password boolean NOT NULL DEFAULT false,
        activated_at       timestamptz,
        row_version        integer NOT NULL DEFAULT 1,
        created_at         timestamptz NOT NULL DEFAULT now(),
        updated_at         timestamptz NOT NULL DEFAULT now(),
        retired_at         timestamptz,
        CONSTRAINT person_pkey PRIMARY KEY (id),
        CONSTRAINT person_locale_check CHECK (locale IN ('en', 'zh-Hant')),
        CONSTRAINT person_status_check CHECK (status IN ('invited', 'active', 'disabled')),
        CONSTRAINT person_entity_scope_check CHECK (entity_scope IN ('all', 'listed')),
        CONSTRAINT person_roles_check CHECK (
          cardinality(roles) > 0
          AND roles <@ '{procurement,risk_officer,senior_manager,auditor,admin}'::text[]),
        CONSTRAINT person_functions_check CHECK (
          functions <@ '{business,risk,compliance,technology,legal,validation}'::text[])
      );
      CREATE UNIQUE INDEX person_email_key ON public.person (lower(email)) WHERE retired_at IS NULL;
      CREATE INDEX person_list_idx ON public.person (created_at, id);

      -- Apart from the person itself: that a mail went out is not a change of the person, and is not under history.
      CREATE TABLE public.person_invitation (
        person_id uuid NOT NULL,
        sent_at   timestamptz NOT NULL,
        CONSTRAINT person_invitation_pkey PRIMARY KEY (person_id),
        CONSTRAINT person_invitation_person_id_fkey FOREIGN KEY (person_id) REFERENCES public.person (id)
      );

      -- One-time codes that were used: each counts once, whichever process it reaches.
      CREATE TABLE auth.used_code (
        person_id uuid NOT NULL,
        code      text NOT NULL,
        used_at   timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT used_code_pkey PRIMARY KEY (person_id, code)
      );

      CREATE TABLE public.api_key (
        id               uuid NOT NULL,
        name             text NOT NULL,
        prefix           text NOT NULL,
        secret_hash      bytea NOT NULL,
        owner_id         uuid,
        scopes           text[] NOT NULL,
        entity_scope     text NOT NULL DEFAULT 'listed',
        legal_entity_ids uuid[] NOT NULL DEFAULT '{}',
        expires_at       timestamptz NOT NULL,
        created_by       uuid,
        row_version      integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL DEFAULT now(),
        updated_at       timestamptz NOT NULL DEFAULT now(),
        retired_at       timestamptz,
        CONSTRAINT api_key_pkey PRIMARY KEY (id),
        CONSTRAINT api_key_secret_hash_key UNIQUE (secret_hash),
        CONSTRAINT api_key_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT api_key_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.person (id),
        CONSTRAINT api_key_entity_scope_check CHECK (entity_scope IN ('all', 'listed'))
      );
      CREATE INDEX api_key_owner_id_idx ON public.api_key (owner_id);
      CREATE INDEX api_key_list_idx ON public.api_key (created_at, id);

      -- Apart from the key itself: a use is not a change of the key, and is not under history.
      CREATE TABLE public.api_key_use (
        api_key_id   uuid NOT NULL,
        last_used_at timestamptz NOT NULL,
        CONSTRAINT api_key_use_pkey PRIMARY KEY (api_key_id),
        CONSTRAINT api_key_use_api_key_id_fkey FOREIGN KEY (api_key_id) REFERENCES public.api_key (id)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
