import { type ActivityFact, activityObligations } from '../domain/assurance-obligation.js';
import { present, recordSource } from './record-source.js';

/** SQL of whether the same was done later, on a subject that `of` compares: each is found by an index. */
const again = (of: string): string =>
  `EXISTS (SELECT FROM assurance_activity l
            WHERE ${of} AND l.kind = a.kind AND l.legal_entity_id = a.legal_entity_id AND l.retired_at IS NULL
              AND (l.performed_on, l.created_at, l.id) > (a.performed_on, a.created_at, a.id))`;
const OF_NOTHING = (alias: string): string =>
  `${alias}.use_case_id IS NULL AND ${alias}.component_id IS NULL AND ${alias}.provider_id IS NULL`;

const FACTS = `
  SELECT a.id, coalesce(u.name, k.name, p.name, e.name) AS name,
         coalesce(u.name_zh_hant, k.name_zh_hant, p.name_zh_hant, e.name_zh_hant) AS "nameZhHant",
         coalesce(o.id, b.id, t.id) AS "ownerId", a.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone",
         coalesce(a.retired_at, u.retired_at, k.retired_at, p.retired_at, e.retired_at) IS NULL AS "inUse", a.kind,
         a.use_case_id IS NOT NULL AS "isOfUseCase", a.next_due_on::text AS "nextDueOn",
         ${again('l.use_case_id = a.use_case_id')} OR ${again('l.component_id = a.component_id')}
           OR ${again('l.provider_id = a.provider_id')}
           OR (${OF_NOTHING('a')} AND ${again(OF_NOTHING('l'))}) AS "isFollowed",
         (SELECT coalesce(jsonb_agg(jsonb_build_object('text', x.issue->>'text', 'ownerId', w.id, 'dueOn', x.issue->>'dueOn',
                   'dealtWith', x.issue->>'dealtWith') ORDER BY x.place), '[]')
            FROM jsonb_array_elements(a.open_issues) WITH ORDINALITY AS x(issue, place)
            ${present('w', `id = (x.issue->>'ownerId')::uuid`)}) AS issues
    FROM assurance_activity a
    JOIN legal_entity e ON e.id = a.legal_entity_id
    LEFT JOIN use_case u ON u.id = a.use_case_id
    LEFT JOIN component k ON k.id = a.component_id
    LEFT JOIN provider p ON p.id = a.provider_id
    ${present('o', 'id = a.performed_by')}
    ${present('b', 'id::text = a.created_by')}
    ${present('t', 'id = u.technology_owner_id')}
   WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id`;

/** The facts behind obligations of the kinds assurance_due and assurance_issue. */
export const ACTIVITIES = recordSource<ActivityFact>({
  type: 'assurance_activity',
  kinds: ['assurance_due', 'assurance_issue'],
  dated: `(next_due_on IS NOT NULL OR open_issues <> '[]')`,
  facts: FACTS,
  rule: activityObligations,
});
