import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody must do by a day, and who was told of it, when and how. */
export class Obligations1764028800030 implements MigrationInterface {
  async up(q: QueryRunner): Promise<void> {
    await q.query(`
      -- One thing to do by one day for one owner; a cycle is one round of it. Without an owner it is the risk officers'.
      CREATE TABLE public.obligation (
        id               uuid NOT NULL,
        kind             text NOT NULL CHECK (kind IN ('component_retirement')),
        source_type      text NOT NULL CHECK (source_type IN ('component')),
        source_id        uuid NOT NULL,
        cycle            integer NOT NULL DEFAULT 1 CHECK (cycle >= 1),
        owner_id         uuid,
        legal_entity_ids uuid[] NOT NULL DEFAULT '{}',
        due_on           date NOT NULL,
        time_zone        text NOT NULL,
        -- The due day in that time zone: from its first instant until the first of the next day.
        due_from         timestamptz NOT NULL,
        due_until        timestamptz NOT NULL,
        params           jsonb NOT NULL DEFAULT '{}',
        state            text NOT NULL CHECK (state IN ('scheduled', 'due', 'overdue', 'done', 'cancelled')),
        acknowledged_at  timestamptz,
        acknowledged_by  uuid,
        snoozed_until    date,
        snooze_reason    text,
        done_at          timestamptz,
        done_by          uuid,
        done_note        text,
        row_version      integer NOT NULL DEFAULT 1,
        created_at       timestamptz NOT NULL DEFAULT now(),
        updated_at       timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT obligation_pkey PRIMARY KEY (id),
        CONSTRAINT obligation_source_key UNIQUE NULLS NOT DISTINCT (source_type, source_id, kind, owner_id, cycle),
        CONSTRAINT obligation_owner_id_fkey FOREIGN KEY (owner_id) REFERENCES public.person (id),
        CONSTRAINT obligation_acknowledged_by_fkey FOREIGN KEY (acknowledged_by) REFERENCES public.person (id),
        CONSTRAINT obligation_done_by_fkey FOREIGN KEY (done_by) REFERENCES public.person (id)
      );
      CREATE INDEX obligation_owner_id_idx ON public.obligation (owner_id, due_on, id);
      CREATE INDEX obligation_due_on_idx ON public.obligation (due_on, id);
      CREATE INDEX obligation_created_at_idx ON public.obligation (created_at, id);
      -- What the sweep looks at to let obligations fall due.
      CREATE INDEX obligation_falling_due_idx ON public.obligation (due_from) WHERE state = 'scheduled';
      CREATE INDEX obligation_passing_idx ON public.obligation (due_until) WHERE state IN ('scheduled', 'due');

      -- When an obligation reminds; fires_at is planned_for unless the owner put it off.
      CREATE TABLE public.obligation_step (
        obligation_id uuid NOT NULL,
        due_on        date NOT NULL,
        step          text NOT NULL,
        audience      text NOT NULL CHECK (audience IN ('owner', 'escalation')),
        planned_for   timestamptz NOT NULL,
        fires_at      timestamptz NOT NULL,
        state         text NOT NULL CHECK (state IN ('armed', 'taken', 'skipped', 'withdrawn')),
        taken_at      timestamptz,
        CONSTRAINT obligation_step_pkey PRIMARY KEY (obligation_id, due_on, step),
        CONSTRAINT obligation_step_obligation_id_fkey FOREIGN KEY (obligation_id) REFERENCES public.obligation (id)
      );
      -- The sweep reads this and nothing else to learn that nothing is due.
      CREATE INDEX obligation_step_armed_idx ON public.obligation_step (fires_at) WHERE state = 'armed';

      -- A message to one recipient through one channel: what is sent, tried again, and read. In the channel in_app the
      -- row itself is the message.
      CREATE TABLE public.reminder (
        id              uuid NOT NULL,
        recipient_id    uuid NOT NULL,
        channel         text NOT NULL CHECK (channel IN ('in_app', 'email')),
        message_id      text NOT NULL,
        state           text NOT NULL CHECK (state IN ('pending', 'sending', 'sent', 'failed', 'dead', 'cancelled')),
        attempts        integer NOT NULL DEFAULT 0,
        next_attempt_at timestamptz NOT NULL DEFAULT clock_timestamp(),
        last_error      text,
        provider_answer text,
        sent_at         timestamptz,
        read_at         timestamptz,
        created_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT reminder_pkey PRIMARY KEY (id),
        CONSTRAINT reminder_message_id_key UNIQUE (message_id),
        CONSTRAINT reminder_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES public.person (id)
      );
      CREATE INDEX reminder_inbox_idx ON public.reminder (recipient_id, created_at, id) WHERE channel = 'in_app';
      CREATE INDEX reminder_unsent_idx ON public.reminder (next_attempt_at)
        WHERE state IN ('pending', 'sending', 'failed');
      CREATE INDEX reminder_dead_idx ON public.reminder (created_at) WHERE state = 'dead';

      -- The ledger: which step reached whom through which channel, and why this person. The key is the promise that
      -- nothing is told twice.
      CREATE TABLE public.delivery (
        id            uuid NOT NULL DEFAULT gen_random_uuid(),
        obligation_id uuid NOT NULL,
        cycle         integer NOT NULL,
        due_on        date NOT NULL,
        step          text NOT NULL,
        recipient_id  uuid NOT NULL,
        channel       text NOT NULL CHECK (channel IN ('in_app', 'email')),
        because       text NOT NULL CHECK (because IN ('owner', 'role', 'escalation', 'fallback')),
        planned_for   timestamptz NOT NULL,
        reminder_id   uuid,
        created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT delivery_pkey PRIMARY KEY (id),
        CONSTRAINT delivery_step_key UNIQUE (obligation_id, cycle, due_on, step, recipient_id, channel),
        CONSTRAINT delivery_obligation_id_fkey FOREIGN KEY (obligation_id) REFERENCES public.obligation (id),
        CONSTRAINT delivery_recipient_id_fkey FOREIGN KEY (recipient_id) REFERENCES public.person (id),
        CONSTRAINT delivery_reminder_id_fkey FOREIGN KEY (reminder_id) REFERENCES public.reminder (id)
      );
      CREATE INDEX delivery_reminder_id_idx ON public.delivery (reminder_id);
      CREATE INDEX delivery_ungathered_idx ON public.delivery (recipient_id, channel) WHERE reminder_id IS NULL;
      CREATE INDEX delivery_list_idx ON public.delivery (obligation_id, planned_for, id);

      -- Facts that changed since the planner last looked; written by triggers in the transaction of the change. A null
      -- source means that the graph or the people around it changed: everything that is dated is looked at again.
      CREATE TABLE public.obligation_replan (
        id          bigint GENERATED ALWAYS AS IDENTITY,
        source_type text,
        source_id   uuid,
        noted_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
        CONSTRAINT obligation_replan_pkey PRIMARY KEY (id)
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('migrations of this register only go forward');
  }
}
