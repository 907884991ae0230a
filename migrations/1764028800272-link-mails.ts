import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Links go to the provider by mail. A token is made for each attempt to send one, so that none has to be kept. */
export class LinkMails1764028800272 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- What opens a link: the SHA-256 of a token that was shown, or written into a mail. All of them end with the link.
      CREATE TABLE public.assessment_link_token (
        token_hash bytea NOT NULL CHECK (length(token_hash) = 32),
        link_id    uuid NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT assessment_link_token_pkey PRIMARY KEY (token_hash),
        CONSTRAINT assessment_link_token_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.assessment_link (id)
      );
      CREATE INDEX assessment_link_token_link_id_idx ON public.assessment_link_token (link_id);
      INSERT INTO public.assessment_link_token (token_hash, link_id, created_at)
        SELECT token_hash, id, created_at FROM public.assessment_link;
      ALTER TABLE public.assessment_link DROP COLUMN token_hash;

      -- The mail by which a link goes out. What it says is put together when it is sent.
      CREATE TABLE public.assessment_link_mail (
        link_id         uuid NOT NULL,
        email           text NOT NULL,
        locale          text NOT NULL CHECK (locale = ANY ('{en,zh-Hant}'::text[])),
        message_id      text NOT NULL,
        state           text NOT NULL DEFAULT 'pending'
          CHECK (state = ANY ('{pending,sending,sent,failed,dead,cancelled}'::text[])),
        attempts        integer NOT NULL DEFAULT 0,
        -- By the clock of the database: a mail server knows no business time.
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        last_error      text,
        provider_answer text,
        sent_at         timestamptz,
        created_at      timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT assessment_link_mail_pkey PRIMARY KEY (link_id),
        CONSTRAINT assessment_link_mail_link_id_fkey FOREIGN KEY (link_id) REFERENCES public.assessment_link (id),
        CONSTRAINT assessment_link_mail_sent_check CHECK ((state = 'sent') = (sent_at IS NOT NULL))
      );
      CREATE INDEX assessment_link_mail_open_idx ON public.assessment_link_mail (next_attempt_at)
        WHERE state IN ('pending', 'sending', 'failed');
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
