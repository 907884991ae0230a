/** What stands on the subject of a change is found in these, now or as they were, each by its alias. */
export interface AffectedRelations {
  /** As `k`. */
  components: string;
  /** As `c`. */
  covered: string;
  /** As `r`. */
  requirements: string;
  /** As `a`. */
  alternatives: string;
  /** As `u`. */
  useCases: string;
  /** As `l`. */
  entities: string;
}

export const PRESENT_GRAPH: AffectedRelations = {
  components: 'component k',
  covered: 'arrangement_component c',
  requirements: 'requirement r',
  alternatives: 'requirement_alternative a',
  useCases: 'use_case u',
  entities: 'use_case_legal_entity l',
};

/** So many are listed; of more, how many there are is told. */
export const MOST_AFFECTED = 1000;

/**
 * The use cases that stand on the subject of a change event `v`: upwards along the requirements in use, whatever their effect and
 * rank, as the planner of obligations climbs. Cycles end because a component is visited once.
 * @param scope SQL of the legal entities that the reader sees; null: all
 */
export function affectedBy(v: string, relations: AffectedRelations, scope: string): string {
  const { components, covered, requirements, alternatives, useCases, entities } = relations;
  const requiredBy = `${alternatives} JOIN ${requirements} ON r.id = a.requirement_id AND r.retired_at IS NULL`;
  return `(
    WITH RECURSIVE upwards (component_id) AS (
      (SELECT ${v}.component_id WHERE ${v}.component_id IS NOT NULL
       UNION ALL
       SELECT k.id FROM ${components} WHERE k.provider_id = ${v}.provider_id AND k.retired_at IS NULL
       UNION ALL
       SELECT c.component_id FROM ${covered} WHERE c.arrangement_id = ${v}.arrangement_id)
      UNION
      SELECT r.component_id FROM upwards JOIN (${requiredBy}) ON a.component_id = upwards.component_id
       WHERE r.component_id IS NOT NULL
    ), standing (use_case_id) AS (
      SELECT r.use_case_id FROM upwards JOIN (${requiredBy}) ON a.component_id = upwards.component_id
       WHERE r.use_case_id IS NOT NULL
      UNION
      SELECT ${v}.use_case_id WHERE ${v}.use_case_id IS NOT NULL
      UNION
      SELECT l.use_case_id FROM ${entities} WHERE l.legal_entity_id = ${v}.subject_entity_id
    ), affected AS (
      SELECT u.id FROM standing JOIN ${useCases} ON u.id = standing.use_case_id
       WHERE u.retired_at IS NULL AND EXISTS (
         SELECT FROM ${entities}
          WHERE l.use_case_id = u.id AND (${v}.legal_entity_id IS NULL OR l.legal_entity_id = ${v}.legal_entity_id)
            AND (${scope}::uuid[] IS NULL OR l.legal_entity_id = ANY (${scope}::uuid[])))
    )
    SELECT json_build_object('ids', coalesce(to_json((array_agg(id ORDER BY id))[1:${MOST_AFFECTED}]), '[]'),
                             'count', count(*)) FROM affected)`;
}
