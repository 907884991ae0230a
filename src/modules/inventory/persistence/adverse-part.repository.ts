import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';

/**
 * A finding counts wherever it is reached, be it by what is built on; see the architecture that scores are of. One of which
 * nobody knows whether it is exploited opens the gate as well.
 */
const SQL = `
  WITH RECURSIVE part(id) AS (
    SELECT unnest($1::uuid[])
    UNION
    SELECT n.id
      FROM part p
      CROSS JOIN LATERAL (
        SELECT a.component_id AS id
          FROM requirement r JOIN requirement_alternative a ON a.requirement_id = r.id AND a.component_id IS NOT NULL
         WHERE r.component_id = p.id AND r.retired_at IS NULL
         UNION ALL
        SELECT c.base_model_id FROM component c WHERE c.id = p.id AND c.base_model_id IS NOT NULL
      ) n
  )
  SELECT EXISTS (
    SELECT FROM part p JOIN component_vulnerability v ON v.component_id = p.id
     WHERE v.retired_at IS NULL AND v.remediated_on IS NULL
       AND (v.malicious <> 'no' OR (v.known_exploited <> 'no' AND v.vex NOT IN ('fixed', 'not_affected')))
  ) AS found`;

/** Asks for adverse findings among what a use case or component stands on. */
@Injectable()
export class AdversePartRepository {
  /** Whether one of the components, or what they stand on, has a finding that no remediation has closed. */
  async isAmong(tx: Transaction, componentIds: readonly string[]): Promise<boolean> {
    const { rows } = await tx.query<{ found: boolean }>(SQL, [componentIds], 'adverse-parts');
    return rows[0]?.found ?? true;
  }
}
