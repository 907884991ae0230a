import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Schemas for history, audit and sign-in, and the tables that the platform itself needs. */
export class Foundation1764028800000 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      CREATE SCHEMA history;
      CREATE SCHEMA audit;

      CREATE TABLE history.change (
        id             bigint GENERATED ALWAYS AS IDENTITY,
        transaction_id xid8 NOT NULL,
        committed_at   timestamptz,
        actor_type     text NOT NULL,
        actor_id       text NOT NULL,
        request_id     text,
        CONSTRAINT change_pkey PRIMARY KEY (id)
      );
      -- The stamp at commit writes a column without an index, so that it touches none (a heap-only update).
      CREATE INDEX change_transaction_idx ON history.change (transaction_id);

      CREATE TABLE audit.entry (
        id               uuid NOT NULL,
        at               timestamptz NOT NULL DEFAULT clock_timestamp(),
        actor_type       text NOT NULL,
        actor_id         text NOT NULL,
        actor_name       text NOT NULL,
        action           text NOT NULL,
        resource_type    text NOT NULL,
        resource_id      text NOT NULL,
        -- Empty: the installation's. Null: for those who see all legal entities, which is safe when nobody says it.
        legal_entity_ids uuid[],
        request_id       text,
        changes          jsonb NOT NULL DEFAULT '{}',
        reason           text,
        transaction_id   xid8 NOT NULL DEFAULT pg_current_xact_id(),
        CONSTRAINT entry_pkey PRIMARY KEY (id),
        CONSTRAINT entry_actor_type_check CHECK (actor_type IN ('person', 'api_key', 'system', 'database'))
      );
      CREATE INDEX entry_at_idx ON audit.entry (at, id);
      CREATE INDEX entry_resource_idx ON audit.entry (resource_type, resource_id, at, id);
      CREATE INDEX entry_actor_idx ON audit.entry (actor_id, at, id);
      CREATE INDEX entry_transaction_idx ON audit.entry (transaction_id, id);

      CREATE TABLE audit.leaf (
        index    bigint NOT NULL,
        entry_id uuid NOT NULL,
        hash     bytea NOT NULL,
        CONSTRAINT leaf_pkey PRIMARY KEY (index),
        CONSTRAINT leaf_entry_id_key UNIQUE (entry_id)
      );

      CREATE TABLE audit.checkpoint (
        tree_size bigint NOT NULL,
        root      bytea NOT NULL,
        frontier  bytea[] NOT NULL,
        note      text NOT NULL,
        sealed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT checkpoint_pkey PRIMARY KEY (tree_size)
      );

      CREATE TABLE public.idempotency_key (
        account     text NOT NULL,
        route       text NOT NULL,
        key         text NOT NULL,
        fingerprint bytea NOT NULL,
        status      integer NOT NULL,
        location    text,
        etag        text,
        body        text,
        expires_at  timestamptz NOT NULL DEFAULT now() + interval '24 hours',
        CONSTRAINT idempotency_key_pkey PRIMARY KEY (account, route, key)
      );
      CREATE INDEX idempotency_key_expires_at_idx ON public.idempotency_key (expires_at);

      -- Shape prescribed by the rate-limiting library; a crash may forget it.
      CREATE UNLOGGED TABLE public.rate_limit (
        key    varchar(255) NOT NULL,
        points integer NOT NULL DEFAULT 0,
        expire bigint,
        CONSTRAINT rate_limit_pkey PRIMARY KEY (key)
      );

      CREATE TABLE public.heartbeat (
        name         text NOT NULL,
        beat_at      timestamptz NOT NULL,
        detail       jsonb NOT NULL DEFAULT '{}',
        since        timestamptz NOT NULL DEFAULT clock_timestamp(),
        succeeded_at timestamptz,
        failed_at    timestamptz,
        error        text,
        CONSTRAINT heartbeat_pkey PRIMARY KEY (name)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
