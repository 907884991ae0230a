-- What a use case runs on, as one hash (SHA-256, hex): two stacks have the same hash when, and only when, they are built
-- the same. It covers the closure of the requirements in use, those that stop and those that are merely used:
--   one line a requirement   dependent (the use case itself, or a component), k, effect, its alternatives by rank
--   one line a component     id, version, pinning, provider
-- sorted and joined by line feeds. Names, labels, owners, evidence and statuses are not part of it, nor is the id of the
-- use case. Null when no requirement is recorded: there is no configuration to bind a validation to (paragraph 13(b)).
-- With an instant it reads the tables as they were.
CREATE OR REPLACE FUNCTION use_case_configuration_hash(of_use_case uuid, instant timestamptz DEFAULT NULL) RETURNS text
  LANGUAGE plpgsql STABLE
AS $$
DECLARE
  requirements text := 'public.requirement';
  alternatives text := 'public.requirement_alternative';
  components text := 'public.component';
  hash text;
BEGIN
  IF instant IS NOT NULL THEN
    requirements := 'history.requirement_at($2)';
    alternatives := 'history.requirement_alternative_at($2)';
    components := 'history.component_at($2)';
  END IF;
  EXECUTE format($sql$
    WITH RECURSIVE needed AS (
      SELECT r.id FROM %1$s r WHERE r.use_case_id = $1 AND r.retired_at IS NULL
      UNION
      SELECT r.id FROM needed n
        JOIN %2$s a ON a.requirement_id = n.id
        JOIN %1$s r ON r.component_id = a.component_id AND r.retired_at IS NULL
    ),
    choice AS (SELECT a.* FROM needed n JOIN %2$s a ON a.requirement_id = n.id),
    line AS (
      SELECT jsonb_build_array('requirement', coalesce(r.component_id::text, 'use_case'), r.required, r.effect,
               (SELECT coalesce(jsonb_agg(jsonb_build_array(c.rank, c.component_id, c.manual_procedure) ORDER BY c.rank), '[]')
                  FROM choice c WHERE c.requirement_id = r.id))::text AS content
        FROM needed n JOIN %1$s r ON r.id = n.id
      UNION ALL
      SELECT jsonb_build_array('component', c.id, c.release, c.pinning, c.provider_id)::text
        FROM %3$s c WHERE c.id IN (SELECT component_id FROM choice)
    )
    SELECT encode(sha256(convert_to(string_agg(content, E'\n' ORDER BY content COLLATE "C"), 'UTF8')), 'hex') FROM line
  $sql$, requirements, alternatives, components) INTO hash USING of_use_case, instant;
  RETURN hash;
END
$$;
