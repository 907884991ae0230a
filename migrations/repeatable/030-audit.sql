-- The audit log is append-only for everybody, its owner included, short of disabling the trigger by hand: and then
-- the sealed tree shows it.
CREATE OR REPLACE FUNCTION audit.refuse_rewrite() RETURNS trigger
  LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
