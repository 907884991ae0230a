import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type FindingFact, findingObligations } from '../domain/finding-obligation.js';
import type { Wanted } from '../domain/plan.js';
import type { ObligationSource } from './obligation-source.js';

/** Findings with the day by which somebody must act: decide, renew the acceptance, or have it treated. */
const FACTS = `
  SELECT f.id AS "findingId", l.name, l.name_zh_hant AS "nameZhHant", f.node->>'name' AS node,
         (CASE f.state WHEN 'open' THEN f.decide_by WHEN 'accepted' THEN f.accepted_until
                       WHEN 'treating' THEN f.treatment_due_on END)::text AS "dueOn",
         p.id AS "ownerId", f.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone"
    FROM concentration_finding f
    JOIN concentration_limit l ON l.id = f.limit_id
    JOIN legal_entity e ON e.id = f.legal_entity_id
    LEFT JOIN person p ON p.id = CASE f.state WHEN 'treating' THEN f.treatment_owner_id ELSE l.owner_id END
                      AND p.retired_at IS NULL AND p.status <> 'disabled'
   WHERE f.id = ANY ($1::uuid[]) ORDER BY f.id`;

const DATED = `
  SELECT id FROM (
    (SELECT id FROM concentration_finding WHERE closed_at IS NULL AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE kind = 'concentration_finding' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kind concentration_finding. */
@Injectable()
export class FindingSourceRepository implements ObligationSource {
  readonly kinds = ['concentration_finding'] as const;
  readonly type = 'concentration_finding';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<FindingFact & Record<string, unknown>>(FACTS, [ids], 'finding-facts');
    return new Map(rows.map((fact) => [fact.findingId, findingObligations(fact)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'dated-findings');
    return rows.map(({ id }) => id);
  }
}
