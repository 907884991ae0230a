import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type ExitFact, exitObligations } from '../domain/exit-obligation.js';
import type { Wanted } from '../domain/plan.js';
import type { ObligationSource } from './obligation-source.js';

/** Exit cases with their days, and who is there to see to them. */
const FACTS = `
  SELECT x.id AS "exitCaseId", coalesce(p.name, k.name, a.reference) AS subject,
         coalesce(p.name_zh_hant, k.name_zh_hant, a.name_zh_hant) AS "subjectZhHant", x.state,
         coalesce(x.retired_at, e.retired_at) IS NULL AS "inUse", x.due_on::text AS "dueOn",
         o.id AS "ownerId", x.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone"
    FROM exit_case x
    JOIN legal_entity e ON e.id = x.legal_entity_id
    LEFT JOIN provider p ON p.id = x.provider_id
    LEFT JOIN component k ON k.id = x.component_id
    LEFT JOIN arrangement a ON a.id = x.arrangement_id
    LEFT JOIN person o ON o.id = x.owner_id AND o.retired_at IS NULL AND o.status <> 'disabled'
   WHERE x.id = ANY ($1::uuid[]) ORDER BY x.id`;

const DATED = `
  SELECT id FROM (
    (SELECT id FROM exit_case WHERE state = ANY ('{open,submitted}'::text[]) AND retired_at IS NULL AND id > $1
      ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE source_type = 'exit_case' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kind exit_due. */
@Injectable()
export class ExitSourceRepository implements ObligationSource {
  readonly kinds = ['exit_due'] as const;
  readonly type = 'exit_case';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<ExitFact & Record<string, unknown>>(FACTS, [ids], 'exit-case-facts');
    return new Map(rows.map((fact) => [fact.exitCaseId, exitObligations(fact)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'dated-exit-cases');
    return rows.map(({ id }) => id);
  }
}
