/**
 * SQL of the use cases that stand on components: upwards along the requirements in use, whatever their effect and rank. Cycles end
 * because a pair of root and component is visited once. It ends in a relation `described (root, dependents)`.
 * @param roots SQL of the ids of the components
 */
export function dependentsOf(roots: string): string {
  return `
  WITH RECURSIVE upwards (root, component_id) AS (
    SELECT id, id FROM (${roots}) AS roots (id)
    UNION
    SELECT u.root, r.component_id
      FROM upwards u
      JOIN requirement_alternative a ON a.component_id = u.component_id
      JOIN requirement r ON r.id = a.requirement_id AND r.retired_at IS NULL
     WHERE r.component_id IS NOT NULL
  ), dependents AS (
    SELECT DISTINCT u.root, r.use_case_id
      FROM upwards u
      JOIN requirement_alternative a ON a.component_id = u.component_id
      JOIN requirement r ON r.id = a.requirement_id AND r.retired_at IS NULL
     WHERE r.use_case_id IS NOT NULL
  ), described AS (
    SELECT d.root, jsonb_agg(jsonb_build_object('useCaseId', uc.id, 'ownerId', p.id, 'entities', (
             SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'timeZone', e.time_zone) ORDER BY e.id), '[]')
               FROM use_case_legal_entity l JOIN legal_entity e ON e.id = l.legal_entity_id
              WHERE l.use_case_id = uc.id)) ORDER BY uc.id) AS dependents
      FROM dependents d
      JOIN use_case uc ON uc.id = d.use_case_id AND uc.retired_at IS NULL
      LEFT JOIN person p ON p.id = uc.technology_owner_id AND p.retired_at IS NULL AND p.status <> 'disabled'
     GROUP BY d.root
  )`;
}
