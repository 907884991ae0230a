-- Claims an Idempotency-Key for the running transaction. A twin waits on the lock until the first has committed; what
-- comes then, or had come before, fails as if on the unique key. Two statements, so that the second sees what was
-- committed while the first waited. Never a sequential plan: a session keeps the one that it made, and in its beginning
-- the table is empty.
CREATE OR REPLACE FUNCTION claim_idempotency_key(of_account text, of_route text, of_key text) RETURNS void
  LANGUAGE plpgsql SET enable_seqscan = off
AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended(concat_ws(' ', of_account, of_route, of_key), 0));
  IF EXISTS (SELECT FROM public.idempotency_key WHERE account = of_account AND route = of_route AND key = of_key) THEN
    RAISE unique_violation USING CONSTRAINT = 'idempotency_key_pkey', TABLE = 'idempotency_key';
  END IF;
END
$$;
