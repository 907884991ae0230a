const SOURCE = (alias: string): string =>
  `json_build_object('version', ${alias}.row_version, 'updatedAt', utc(${alias}.updated_at))`;

/** An accuracy below its target. */
const MISSED = (alias: string): string =>
  `(${alias}.kind = 'accuracy_test' AND ${alias}.result < ${alias}.target)`;
const FAILED = (alias: string): string => `(${alias}.outcome = 'failed' OR ${MISSED(alias)})`;
const OPEN_ISSUE = (alias: string): string =>
  `${alias}.open_issues @? '$[*] ? (@.dealtWith == "open" || @.dealtWith == "unknown")'`;

/** So many of a kind are looked at, and the newest that failed or found something wanting, however old. */
const NEWEST = 6;

/**
 * What was done to be sure of use cases, the newest first, as scores read it; of the kinds $1, and, where they are some, of the use
 * cases $2. One statement of a snapshot of facts.
 */
export const ASSURANCE_ACTIVITIES = (which: 'all' | 'some'): string => `
  SELECT a.use_case_id AS "useCaseId",
         json_agg(json_build_object('id', a.id, 'kind', a.kind, 'performedOn', a.performed_on,
           'configurationHash', a.configuration_hash, 'scope', a.scope, 'outcome', a.outcome,
           'issues', ARRAY(SELECT one ->> 'dealtWith' FROM jsonb_array_elements(a.open_issues) AS i(one)),
           'missed', coalesce(${MISSED('a')}, false), 'breached', a.breaches IS NOT NULL, 'nextDueOn', a.next_due_on,
           'rulings', (SELECT coalesce(json_agg(json_build_object('toHash', g.to_hash, 'ruling', g.ruling) ORDER BY g.id), '[]')
                         FROM assurance_ruling g WHERE g.activity_id = a.id AND g.from_hash = a.configuration_hash),
           'source', ${SOURCE('a')}) ORDER BY a.performed_on DESC, a.id DESC) AS activities
    FROM (SELECT b.*, row_number() OVER (PARTITION BY b.use_case_id, b.kind ORDER BY b.performed_on DESC, b.id DESC) AS place,
                 row_number() OVER (PARTITION BY b.use_case_id, b.kind, b.found ORDER BY b.performed_on DESC, b.id DESC) AS "placeOfFound"
            FROM (SELECT c.*, CASE WHEN coalesce(${FAILED('c')}, false) THEN 2
                                   WHEN c.breaches IS NOT NULL OR ${OPEN_ISSUE('c')} THEN 1 ELSE 0 END AS found
                    FROM assurance_activity c
                   WHERE c.use_case_id IS NOT NULL AND c.retired_at IS NULL AND c.kind = ANY ($1::text[])
                         ${which === 'all' ? '' : 'AND c.use_case_id = ANY ($2::uuid[])'}) AS b) AS a
   WHERE a.place <= ${NEWEST} OR (a.found > 0 AND a."placeOfFound" = 1)
   GROUP BY a.use_case_id`;

/** Later ones on the same subject as `f`: each of the three by an index of its own. */
const LATER = [
  'l.component_id = f.component_id',
  'l.provider_id = f.provider_id',
  'l.legal_entity_id = f.legal_entity_id',
]
  .map((same, i) => {
    const whole =
      'l.component_id IS NULL AND l.provider_id IS NULL AND f.component_id IS NULL AND f.provider_id IS NULL';
    return `SELECT l.* FROM assurance_activity l WHERE l.use_case_id IS NULL AND ${same} ${i < 2 ? '' : `AND ${whole}`}`;
  })
  .join(' UNION ALL ');

/**
 * What failed on components, providers and legal entities as a whole, and was not remedied by a later activity of the same kind on the
 * same subject, as scores read it; of the kinds $1. One statement of a snapshot of facts.
 */
export const ASSURANCE_FAILURES = `
  SELECT f.id, f.kind, f.legal_entity_id AS "legalEntityId", NULL AS "useCaseId", NULL AS "arrangementId",
         f.provider_id AS "providerId", f.component_id AS "componentId", f.performed_on::text AS "performedOn",
         ${SOURCE('f')} AS source
    FROM assurance_activity f
   WHERE f.use_case_id IS NULL AND f.retired_at IS NULL AND ${FAILED('f')} AND f.kind = ANY ($1::text[])
     AND NOT EXISTS (
       SELECT FROM (${LATER}) AS l
        WHERE l.kind = f.kind AND l.legal_entity_id = f.legal_entity_id AND (l.performed_on, l.id) > (f.performed_on, f.id)
          AND l.retired_at IS NULL AND l.outcome = ANY ('{passed,passed_with_issues}') AND ${MISSED('l')} IS NOT TRUE)
   ORDER BY f.id`;
