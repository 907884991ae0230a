-- Whether a document shows something on a day: it is in use, in date, and nothing has taken its place.
CREATE OR REPLACE FUNCTION evidence_holds(evidence_id uuid, today date) RETURNS boolean
  LANGUAGE sql STABLE
AS $$
  SELECT EXISTS (
    SELECT FROM public.evidence e
     WHERE e.id = evidence_id AND e.retired_at IS NULL
       AND (e.valid_from IS NULL OR e.valid_from <= today) AND (e.valid_to IS NULL OR e.valid_to >= today)
       AND NOT EXISTS (SELECT FROM public.evidence n WHERE n.supersedes_id = e.id AND n.retired_at IS NULL))
$$;

-- The same as it was at an instant; without one, as it is.
CREATE OR REPLACE FUNCTION evidence_held(of_evidence uuid, today date, instant timestamptz) RETURNS boolean
  LANGUAGE plpgsql STABLE
AS $$
BEGIN
  IF instant IS NULL THEN
    RETURN evidence_holds(of_evidence, today);
  END IF;
  RETURN EXISTS (
    SELECT FROM history.evidence_at(instant) e
     WHERE e.id = of_evidence AND e.retired_at IS NULL
       AND (e.valid_from IS NULL OR e.valid_from <= today) AND (e.valid_to IS NULL OR e.valid_to >= today)
       AND NOT EXISTS (SELECT FROM history.evidence_at(instant) n WHERE n.supersedes_id = e.id AND n.retired_at IS NULL));
END
$$;
