import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Wanted } from '../domain/plan.js';
import { type RetirementFact, retirementObligations } from '../domain/retirement.js';
import { dependentsOf } from './dependents.js';
import type { ObligationSource } from './obligation-source.js';

/** The components asked for, each with the use cases that stand on it. */
const FACTS = `${dependentsOf(
  'SELECT id FROM component WHERE id = ANY ($1::uuid[]) AND retires_on IS NOT NULL AND retired_at IS NULL',
)}
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
