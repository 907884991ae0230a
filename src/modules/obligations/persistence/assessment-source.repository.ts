import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type AssessmentFact, assessmentObligations } from '../domain/assessment-obligation.js';
import type { Wanted } from '../domain/plan.js';
import type { ObligationSource } from './obligation-source.js';

const FACTS = `
  SELECT a.id, coalesce(p.name, c.name) AS name, coalesce(p.name_zh_hant, c.name_zh_hant) AS "nameZhHant",
         a.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone", coalesce(o.id, b.id) AS "personId",
         coalesce(a.retired_at, p.retired_at, c.retired_at, e.retired_at) IS NULL AS "inUse",
         a.state, a.due_on::text AS "dueOn", a.valid_to::text AS "validTo",
         a.decided_at IS NOT NULL AND EXISTS (
           SELECT FROM assessment l
            WHERE l.legal_entity_id = a.legal_entity_id AND l.retired_at IS NULL
              AND (l.provider_id = a.provider_id OR l.component_id = a.component_id)
              AND (l.decided_at, l.id) > (a.decided_at, a.id)) AS "isFollowed"
    FROM assessment a
    JOIN legal_entity e ON e.id = a.legal_entity_id
    LEFT JOIN provider p ON p.id = a.provider_id
    LEFT JOIN component c ON c.id = a.component_id
    LEFT JOIN person o ON o.id = a.owner_id AND o.retired_at IS NULL AND o.status <> 'disabled'
    LEFT JOIN person b ON b.id::text = a.created_by AND b.retired_at IS NULL AND b.status <> 'disabled'
   WHERE a.id = ANY ($1::uuid[]) ORDER BY a.id`;

const DATED = `
  SELECT id FROM (
    (SELECT id FROM assessment
      WHERE retired_at IS NULL AND (due_on IS NOT NULL OR valid_to IS NOT NULL) AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE source_type = 'assessment' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kinds assessment_answers and due_diligence_refresh. */
@Injectable()
export class AssessmentSourceRepository implements ObligationSource {
  readonly kinds = ['assessment_answers', 'due_diligence_refresh'] as const;
  readonly type = 'assessment';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<AssessmentFact & Record<string, unknown>>(
      FACTS,
      [ids],
      'assessment-facts',
    );
    return new Map(rows.map((fact) => [fact.id, assessmentObligations(fact)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'dated-assessments');
    return rows.map(({ id }) => id);
  }
}
