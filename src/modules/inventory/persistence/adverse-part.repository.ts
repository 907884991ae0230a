import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';

/** A finding counts wherever it is reached; see the architecture that scores are of. */
const SQL = `
  WITH RECURSIVE part(id) AS (
    SELECT unnest($1::uuid[])
    UNION
    SELECT a.component_id
      FROM part p
      JOIN requirement r ON r.component_id = p.id AND r.retired_at IS NULL
      JOIN requirement_alternative a ON a.requirement_id = r.id AND a.component_id IS NOT NULL
  )
  SELECT EXISTS (
    SELECT FROM part p JOIN component_vulnerability v ON v.component_id = p.id
     WHERE v.retired_at IS NULL AND v.remediated_on IS NULL
       AND (v.malicious = 'yes' OR (v.known_exploited = 'yes' AND v.vex NOT IN ('fixed', 'not_affected')))
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
