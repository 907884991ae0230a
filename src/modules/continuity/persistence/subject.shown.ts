/** What a row is of, as the API shows it: one of its columns. */
export function subjectShown(row: string): string {
  return `json_build_object(
    'type', CASE WHEN ${row}.provider_id IS NOT NULL THEN 'provider' WHEN ${row}.component_id IS NOT NULL THEN 'component'
                 WHEN ${row}.arrangement_id IS NOT NULL THEN 'arrangement' WHEN ${row}.use_case_id IS NOT NULL THEN 'use_case'
                 ELSE 'legal_entity' END,
    'id', coalesce(${row}.provider_id, ${row}.component_id, ${row}.arrangement_id, ${row}.use_case_id,
                   ${row}.subject_entity_id))`;
}
