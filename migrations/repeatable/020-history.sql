-- History: every row of a tracked table, as it was between two changes. A change is a transaction; it gets its instant
-- when it commits, once, so that all its rows appear together and a slow transaction cannot appear before it was there.

-- Functions of the write path plan once a session. A session that begins with empty tables would read them from end to
-- end for as long as nobody analyses them, ever slower: these never plan that where an index serves.

-- The change of the running transaction; made at its first tracked write, which the transaction then remembers. Nobody
-- can choose another: what is remembered must be of the transaction's own id. Without an application actor the database
-- user is the actor.
CREATE OR REPLACE FUNCTION history.current_change() RETURNS bigint
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET enable_seqscan = off
AS $$
DECLARE
  remembered text := current_setting('app.change', true);
  found bigint;
BEGIN
  IF remembered <> '' THEN
    SELECT id INTO found FROM history.change
     WHERE id = remembered::bigint AND transaction_id = pg_current_xact_id() AND committed_at IS NULL;
  END IF;
  IF found IS NULL THEN
    INSERT INTO history.change (transaction_id, actor_type, actor_id, request_id)
    VALUES (
      pg_current_xact_id(),
      coalesce(nullif(current_setting('app.actor_type', true), ''), 'database'),
      coalesce(nullif(current_setting('app.actor_id', true), ''), session_user),
      nullif(current_setting('app.request_id', true), '')
    )
    RETURNING id INTO found;
    PERFORM set_config('app.change', found::text, true);
  END IF;
  RETURN found;
END
$$;

-- Runs at commit. The shared lock lets a reader of a very recent instant wait for the commits that are under way
-- (history.settle), so that the same question has the same answer ever after.
CREATE OR REPLACE FUNCTION history.stamp_change() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET enable_seqscan = off
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7265, 1);
  UPDATE history.change SET committed_at = clock_timestamp() WHERE id = NEW.id;
  RETURN NULL;
END
$$;

-- Waits until every change stamped so far is visible. Called before a read of an instant that is only just past.
CREATE OR REPLACE FUNCTION history.settle() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
  PERFORM pg_advisory_lock(7265, 1);
  PERFORM pg_advisory_unlock(7265, 1);
END
$$;

-- Waits for the commits that are under way, and keeps every other change from committing until this transaction has ended: what it
-- reads from here on is what there is when it commits. For moments, and before nothing that waits for a row that somebody else
-- may hold.
CREATE OR REPLACE FUNCTION history.hold() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(7265, 1);
END
$$;

-- A change that forgot the version, made behind the API, raises it: an ETag must never stand for two contents.
CREATE OR REPLACE FUNCTION history.raise_version() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
  NEW.row_version := OLD.row_version + 1;
  IF NEW.updated_at = OLD.updated_at THEN
    NEW.updated_at := now();
  END IF;
  RETURN NEW;
END
$$;

-- The same for rows that are shown as a part of another: their owner gets a new version when they are changed by
-- anybody but the application, which raises it itself.
CREATE OR REPLACE FUNCTION history.raise_version_of_owner() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog
AS $$
BEGIN
  EXECUTE format('UPDATE public.%I SET row_version = row_version + 1, updated_at = now() WHERE id = ANY ($1)', TG_ARGV[0])
    USING ARRAY[(to_jsonb(OLD) ->> TG_ARGV[1])::uuid, (to_jsonb(NEW) ->> TG_ARGV[1])::uuid];
  RETURN NULL;
END
$$;

-- Puts a table under history: makes history.<table>, its trigger and history.<table>_at(instant). Idempotent; run it
-- again after a migration added columns. The functions are generated per table, so that their plans are cached.
CREATE OR REPLACE FUNCTION history.track(tracked text) RETURNS void
  LANGUAGE plpgsql
AS $body$
DECLARE
  columns text[];
  key_columns text[];
  missing record;
  column_list text;
  new_values text;
  key_match text;
BEGIN
  EXECUTE format(
    'CREATE TABLE IF NOT EXISTS history.%1$I AS SELECT *, 0::bigint AS change_from, 0::bigint AS change_to FROM public.%1$I WHERE false',
    tracked);
  FOR missing IN
    SELECT a.attname, format_type(a.atttypid, a.atttypmod) AS type
      FROM pg_attribute a
     WHERE a.attrelid = format('public.%I', tracked)::regclass AND a.attnum > 0 AND NOT a.attisdropped
       AND NOT EXISTS (SELECT FROM pg_attribute h WHERE h.attrelid = format('history.%I', tracked)::regclass
                        AND h.attname = a.attname AND NOT h.attisdropped)
  LOOP
    EXECUTE format('ALTER TABLE history.%I ADD COLUMN %I %s', tracked, missing.attname, missing.type);
  END LOOP;

  SELECT array_agg(attname::text ORDER BY attnum) INTO columns FROM pg_attribute
   WHERE attrelid = format('public.%I', tracked)::regclass AND attnum > 0 AND NOT attisdropped;
  SELECT array_agg(a.attname::text) INTO key_columns
    FROM pg_index i JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
   WHERE i.indrelid = format('public.%I', tracked)::regclass AND i.indisprimary;
  SELECT string_agg(quote_ident(c), ', '), string_agg('NEW.' || quote_ident(c), ', ')
    INTO column_list, new_values FROM unnest(columns) AS c;
  SELECT string_agg(format('%1$I = OLD.%1$I', c), ' AND ') INTO key_match FROM unnest(key_columns) AS c;

  -- One index finds all versions of a row and its present one, and holds that there is only one.
  EXECUTE format(
    'CREATE UNIQUE INDEX IF NOT EXISTS %I ON history.%I (%s, change_to) NULLS NOT DISTINCT',
    tracked || '_key_idx', tracked, (SELECT string_agg(quote_ident(c), ', ') FROM unnest(key_columns) AS c));

  -- Who asks what some changes touched finds them by their blocks: rows are written in the order of their changes.
  EXECUTE format(
    'CREATE INDEX IF NOT EXISTS %I ON history.%I USING brin (change_from, change_to) WITH (autosummarize = on)',
    tracked || '_change_idx', tracked);

  EXECUTE format($fn$
    CREATE OR REPLACE FUNCTION history.%1$s RETURNS trigger
      LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog SET enable_seqscan = off
    AS $trigger$
    DECLARE
      change bigint := history.current_change();
    BEGIN
      IF TG_OP <> 'INSERT' THEN
        -- A row made and changed within one transaction was never seen: only its last form is kept.
        DELETE FROM history.%2$I WHERE %3$s AND change_to IS NULL AND change_from = change;
        IF NOT FOUND THEN
          UPDATE history.%2$I SET change_to = change WHERE %3$s AND change_to IS NULL;
        END IF;
      END IF;
      IF TG_OP <> 'DELETE' THEN
        INSERT INTO history.%2$I (%4$s, change_from, change_to) VALUES (%5$s, change, NULL);
      END IF;
      RETURN NULL;
    END
    $trigger$
  $fn$, quote_ident('track_' || tracked) || '()', tracked, key_match, column_list, new_values);
  EXECUTE format('DROP TRIGGER IF EXISTS history ON public.%I', tracked);
  EXECUTE format(
    'CREATE TRIGGER history AFTER INSERT OR UPDATE OR DELETE ON public.%I FOR EACH ROW EXECUTE FUNCTION history.%I()',
    tracked, 'track_' || tracked);

  IF 'row_version' = ANY (columns) THEN
    EXECUTE format(
      'CREATE OR REPLACE TRIGGER version BEFORE UPDATE ON public.%I FOR EACH ROW
         WHEN (NEW.row_version = OLD.row_version AND NEW.* IS DISTINCT FROM OLD.*)
         EXECUTE FUNCTION history.raise_version()', tracked);
  END IF;

  EXECUTE format('DROP FUNCTION IF EXISTS history.%I(timestamptz)', tracked || '_at');
  EXECUTE format($fn$
    CREATE FUNCTION history.%1$I(instant timestamptz) RETURNS SETOF history.%2$I
      LANGUAGE sql STABLE
    AS $at$
      SELECT h.* FROM history.%2$I h
        JOIN history.change made ON made.id = h.change_from AND made.committed_at <= instant
        LEFT JOIN history.change ended ON ended.id = h.change_to
       WHERE h.change_to IS NULL OR ended.committed_at > instant OR ended.committed_at IS NULL
    $at$
  $fn$, tracked || '_at', tracked);
END
$body$;
