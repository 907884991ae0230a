import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Wanted } from '../domain/plan.js';
import { type RetirementFact, retirementObligations } from '../domain/retirement.js';
import type { ObligationSource } from './obligation-source.js';

/**
 * The components asked for, each with the use cases that stand on it: upwards along the requirements in use, whatever
 * their effect and rank. Cycles end because a pair of root and component is visited once.
 */
const FACTS = `
  WITH RECURSIVE upwards (root, component_id) AS (
    SELECT id, id FROM component WHERE id = ANY ($1::uuid[]) AND retires_on IS NOT NULL AND retired_at IS NULL
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
  )
  SELECT c.id AS "componentId", c.name, c.name_zh_hant AS "nameZhHant", c.retires_on::text AS "retiresOn",
         c.retired_at IS NOT NULL AS retired, coalesce(d.dependents, '[]') AS dependents
    FROM component c LEFT JOIN described d ON d.root = c.id
   WHERE c.id = ANY ($1::uuid[])
   ORDER BY c.id`;

/** Components with a retirement date, and those whose obligations are still open though the date is gone. */
const DATED = `
  SELECT id FROM (
    (SELECT id FROM component WHERE retires_on IS NOT NULL AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE kind = 'component_retirement' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kind component_retirement. */
@Injectable()
export class RetirementRepository implements ObligationSource {
  readonly kinds = ['component_retirement'] as const;
  readonly type = 'component';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<RetirementFact>(FACTS, [ids], 'retirement-facts');
    return new Map(rows.map((fact) => [fact.componentId, retirementObligations(fact)]));
  }

  /** Ids of sources after `after`, in order, at most `limit`. */
  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'dated-components');
    return rows.map(({ id }) => id);
  }
}
