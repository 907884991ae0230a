-- What use cases run on, each as one hash (SHA-256, hex): two stacks have the same hash when, and only when, they are built
-- the same. It covers the closure of the requirements in use, those that stop and those that are merely used:
--   one line a requirement   dependent (the use case itself, or a component), k, effect, its alternatives by rank
--   one line a component     id, version, pinning, provider
-- sorted and joined by line feeds. Names, labels, owners, evidence and statuses are not part of it, nor is the id of the
-- use case. Null when no requirement is recorded: there is no configuration to bind a validation to (paragraph 13(b)).
-- A row for each use case that is asked for; all are walked at once, and the line of a requirement that many stand on is written once.
-- With an instant it reads the tables as they were.
CREATE OR REPLACE FUNCTION use_case_configuration_hashes(of_use_cases uuid[], instant timestamptz DEFAULT NULL)
  RETURNS TABLE (use_case_id uuid, hash text)
  LANGUAGE plpgsql STABLE
AS $$
DECLARE
  requirements text := 'public.requirement';
  alternatives text := 'public.requirement_alternative';
  components text := 'public.component';
BEGIN
  IF instant IS NOT NULL THEN
    requirements := 'history.requirement_at($2)';
    alternatives := 'history.requirement_alternative_at($2)';
    components := 'history.component_at($2)';
  END IF;
  RETURN QUERY EXECUTE format($sql$
    WITH RECURSIVE needed AS (
      SELECT r.use_case_id AS stack, r.id FROM %1$s r WHERE r.use_case_id = ANY ($1) AND r.retired_at IS NULL
      UNION
      SELECT n.stack, r.id FROM needed n
        JOIN %2$s a ON a.requirement_id = n.id
        JOIN %1$s r ON r.component_id = a.component_id AND r.retired_at IS NULL
    ),
    line AS (
      SELECT n.stack, l.content
        FROM needed n JOIN (
          SELECT r.id, jsonb_build_array('requirement', coalesce(r.component_id::text, 'use_case'), r.required, r.effect,
                   coalesce(jsonb_agg(jsonb_build_array(a.rank, a.component_id, a.manual_procedure) ORDER BY a.rank)
                              FILTER (WHERE a.rank IS NOT NULL), '[]'))::text AS content
            FROM (SELECT DISTINCT n.id FROM needed n) AS one JOIN %1$s r ON r.id = one.id LEFT JOIN %2$s a ON a.requirement_id = r.id
           GROUP BY r.id, r.component_id, r.required, r.effect) AS l ON l.id = n.id
      UNION ALL
      SELECT s.stack, jsonb_build_array('component', c.id, c.release, c.pinning, c.provider_id)::text
        FROM (SELECT DISTINCT n.stack, a.component_id FROM needed n JOIN %2$s a ON a.requirement_id = n.id) AS s
        JOIN %3$s c ON c.id = s.component_id
    )
    SELECT u.id, encode(sha256(convert_to(string_agg(l.content, E'\n' ORDER BY l.content COLLATE "C"), 'UTF8')), 'hex')
      FROM (SELECT DISTINCT id FROM unnest($1) AS id) AS u LEFT JOIN line l ON l.stack = u.id
     GROUP BY u.id
  $sql$, requirements, alternatives, components) USING of_use_cases, instant;
END
$$;

-- That of one use case.
CREATE OR REPLACE FUNCTION use_case_configuration_hash(of_use_case uuid, instant timestamptz DEFAULT NULL) RETURNS text
  LANGUAGE sql STABLE
AS $$
  SELECT hash FROM use_case_configuration_hashes(ARRAY[of_use_case], instant)
$$;
