import { Injectable } from '@nestjs/common';
import { DomainError } from '../../../kernel/domain-error.js';
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
  SELECT v.identifier, c.id AS "componentId", c.name AS "componentName"
    FROM part p JOIN component_vulnerability v ON v.component_id = p.id JOIN component c ON c.id = p.id
   WHERE v.retired_at IS NULL AND v.remediated_on IS NULL
     AND (v.malicious <> 'no' OR (v.known_exploited <> 'no' AND v.vex NOT IN ('fixed', 'not_affected')))
   ORDER BY v.identifier, c.id LIMIT 1`;

/** A finding that no remediation has closed, and in what. */
export interface AdversePart {
  identifier: string;
  componentId: string;
  componentName: string;
}

/** Asks for adverse findings among what a use case or component stands on. */
@Injectable()
export class AdversePartRepository {
  /** The first finding, by its identifier, in one of the components or in what they stand on; null: there is none. */
  async among(tx: Transaction, componentIds: readonly string[]): Promise<AdversePart | null> {
    const { rows } = await tx.query<AdversePart>(SQL, [componentIds], 'adverse-parts');
    return rows[0] ?? null;
  }

  /**
   * Refuses to forget components that lead to such a finding.
   * @param pointer the field by which they would be forgotten
   * @throws DomainError adverse-finding, which names it
   */
  async refuseForgetting(tx: Transaction, componentIds: readonly string[], pointer: string): Promise<void> {
    const found = await this.among(tx, componentIds);
    if (found === null) return;
    const params = { identifier: found.identifier, component: found.componentName };
    throw new DomainError('adverse-finding', {}, [{ pointer, code: 'leads-to-finding', params }]);
  }
}
