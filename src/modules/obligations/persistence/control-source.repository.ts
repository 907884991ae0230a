import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type ControlFact, controlObligations } from '../domain/control-obligation.js';
import type { Wanted } from '../domain/plan.js';
import type { ObligationSource } from './obligation-source.js';

/** Controls with their last day, while they and what they are of are in use. */
const FACTS = `
  SELECT c.id AS "controlId", c.domain, c.control,
         coalesce(p.name, k.name, a.reference, e.name) AS subject,
         coalesce(p.name_zh_hant, k.name_zh_hant, a.name_zh_hant, e.name_zh_hant) AS "subjectZhHant",
         CASE WHEN coalesce(c.retired_at, p.retired_at, k.retired_at, a.retired_at, u.retired_at, e.retired_at) IS NULL
              THEN c.valid_to::text END AS "validTo",
         o.id AS "ownerId", c.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone"
    FROM control c
    LEFT JOIN provider p ON p.id = c.provider_id
    LEFT JOIN component k ON k.id = c.component_id
    LEFT JOIN arrangement a ON a.id = c.arrangement_id
    LEFT JOIN use_case u ON u.id = c.use_case_id
    LEFT JOIN legal_entity e ON e.id = c.legal_entity_id
    LEFT JOIN person o ON o.id::text = c.created_by AND o.retired_at IS NULL AND o.status <> 'disabled'
   WHERE c.id = ANY ($1::uuid[]) ORDER BY c.id`;

const DATED = `
  SELECT id FROM (
    (SELECT id FROM control WHERE retired_at IS NULL AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE kind = 'control_expiry' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kind control_expiry. */
@Injectable()
export class ControlSourceRepository implements ObligationSource {
  readonly kinds = ['control_expiry'] as const;
  readonly type = 'control';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<ControlFact & Record<string, unknown>>(FACTS, [ids], 'control-facts');
    return new Map(rows.map((fact) => [fact.controlId, controlObligations(fact)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'dated-controls');
    return rows.map(({ id }) => id);
  }
}
