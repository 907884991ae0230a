import { Injectable } from '@nestjs/common';
import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Wanted } from '../domain/plan.js';
import { type SuspensionFact, suspensionObligations } from '../domain/suspension-obligation.js';
import type { ObligationSource } from './obligation-source.js';

/** The suspensions asked for, each with what it was recorded to stop, by the owners that this has now. */
const FACTS = `
  WITH interrupted AS (
    SELECT s.id AS root, (u.use->>'id')::uuid AS use_case_id
      FROM suspension s CROSS JOIN LATERAL jsonb_array_elements(s.stops->'useCases') AS u (use)
     WHERE s.id = ANY ($1::uuid[]) AND NOT (u.use->>'stopsAnyway')::boolean
       AND ((u.use->>'stopped')::boolean OR (u.use->>'degraded')::boolean)
  ), described AS (
    SELECT i.root, jsonb_agg(jsonb_build_object('useCaseId', uc.id, 'ownerId', p.id, 'entities', (
             SELECT coalesce(jsonb_agg(jsonb_build_object('id', e.id, 'timeZone', e.time_zone) ORDER BY e.id), '[]')
               FROM use_case_legal_entity l JOIN legal_entity e ON e.id = l.legal_entity_id
              WHERE l.use_case_id = uc.id)) ORDER BY uc.id, p.id) AS dependents
      FROM interrupted i
      JOIN use_case uc ON uc.id = i.use_case_id AND uc.retired_at IS NULL
      CROSS JOIN LATERAL (VALUES (uc.technology_owner_id), (uc.business_owner_id)) AS o (id)
      LEFT JOIN person p ON p.id = o.id AND p.retired_at IS NULL AND p.status <> 'disabled'
     GROUP BY i.root
  )
  SELECT s.id AS "suspensionId", coalesce(p.name, c.name) AS name, coalesce(p.name_zh_hant, c.name_zh_hant) AS "nameZhHant",
         (s.suspended_at AT TIME ZONE '${HOME_TIME_ZONE}')::date::text AS "suspendedOn",
         s.reinstated_at IS NULL AS "isOpen", coalesce(d.dependents, '[]') AS dependents
    FROM suspension s
    LEFT JOIN provider p ON p.id = s.provider_id
    LEFT JOIN component c ON c.id = s.component_id
    LEFT JOIN described d ON d.root = s.id
   WHERE s.id = ANY ($1::uuid[])
   ORDER BY s.id`;

const DATED = `
  SELECT id FROM (
    (SELECT id FROM suspension WHERE reinstated_at IS NULL AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE source_type = 'suspension' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kind suspension_notice. */
@Injectable()
export class SuspensionSourceRepository implements ObligationSource {
  readonly kinds = ['suspension_notice'] as const;
  readonly type = 'suspension';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<SuspensionFact & Record<string, unknown>>(
      FACTS,
      [ids],
      'suspension-facts',
    );
    return new Map(rows.map((fact) => [fact.suspensionId, suspensionObligations(fact)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'open-suspensions');
    return rows.map(({ id }) => id);
  }
}
