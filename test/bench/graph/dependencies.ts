/** Who names whom, of what stops somebody: the edges of a graph that knows no alternatives. */
export const DEPENDENCIES = `
  SELECT coalesce(r.use_case_id, r.component_id) AS dependent, a.component_id AS dependency
    FROM requirement AS r
    JOIN requirement_alternative AS a ON a.requirement_id = r.id
   WHERE r.retired_at IS NULL AND r.effect = 'stops' AND a.component_id IS NOT NULL`;
