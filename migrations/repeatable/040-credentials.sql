-- Tells every process that somebody's rights changed, so that cached credentials die at once.
CREATE OR REPLACE FUNCTION notify_credential_change() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_notify('credentials', coalesce(NEW.id, OLD.id)::text);
  RETURN NULL;
END
$$;
