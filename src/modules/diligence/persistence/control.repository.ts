import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { ControlIdentity } from '../domain/control.js';
import { ControlEntity } from './control.entity.js';
import { controlShown } from './control.shown.js';

/** Writes of controls. */
@Injectable()
export class ControlRepository extends RecordRepository<ControlEntity> {
  protected readonly target = ControlEntity;
  protected readonly json = jsonOf(controlShown('control'));

  /**
   * Whether something is inherited: the same control is recorded at a wider level, for the same legal entity or for all. What an
   * arrangement covers, and who provides it, are wider than the arrangement; who is not recorded may be anybody.
   */
  async isInherited(tx: Transaction, identity: ControlIdentity): Promise<boolean> {
    const { rows } = await tx.query<{ inherited: boolean }>(
      `WITH part AS (
         SELECT k.id, k.provider_id FROM component k
          WHERE k.id = $6 OR k.id IN (SELECT component_id FROM arrangement_component WHERE arrangement_id = $7)
       )
       SELECT EXISTS (
         SELECT FROM control c
          WHERE c.domain = $1 AND c.control = $2 AND c.retired_at IS NULL
            AND (c.legal_entity_id IS NULL OR $4::uuid IS NULL OR c.legal_entity_id = $4)
            AND CASE c.level
                  WHEN 'firm' THEN $3 <> 'firm' OR (c.legal_entity_id IS NULL AND $4::uuid IS NOT NULL)
                  WHEN 'provider' THEN EXISTS (SELECT FROM part WHERE part.provider_id IS NULL OR part.provider_id = c.provider_id)
                    OR (c.provider_id = $5 AND c.legal_entity_id IS NULL AND $4::uuid IS NOT NULL)
                  WHEN 'component' THEN ($7::uuid IS NOT NULL AND EXISTS (SELECT FROM part WHERE part.id = c.component_id))
                    OR (c.component_id = $6 AND c.legal_entity_id IS NULL AND $4::uuid IS NOT NULL)
                  WHEN 'arrangement' THEN c.arrangement_id = $7 AND $3 = 'arrangement_use'
                  ELSE false END) AS inherited`,
      [
        ...[identity.domain, identity.control, identity.level, identity.legalEntityId],
        ...[identity.providerId, identity.componentId, identity.arrangementId],
      ],
      'inherited-control',
    );
    return rows[0]?.inherited ?? false;
  }

  /** Whether a control counts on a day: its last day has not passed, and the document that shows it is in date. */
  async counts(tx: Transaction, id: string, today: string): Promise<boolean> {
    const { rows } = await tx.query<{ counts: boolean }>(
      `SELECT valid_to >= $2::date AND (operating IS NULL OR operating = 0 OR evidence_holds(evidence_id, $2::date)) AS counts
         FROM control WHERE id = $1`,
      [id, today],
      'control-counts',
    );
    return rows[0]?.counts ?? false;
  }

  /**
   * How many controls in use rest on a document; or, retired ones too, on the one whose place it took: they could be restored
   * when that one proves something again.
   */
  async countOnEvidence(tx: Transaction, id: string, supersedesId: string | null): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `SELECT count(*)::integer AS count FROM control
        WHERE (evidence_id = $1 AND retired_at IS NULL) OR evidence_id = $2`,
      [id, supersedesId],
      'controls-on-evidence',
    );
    return rows[0]?.count ?? 0;
  }

  /** How many controls in use are of an arrangement or of its uses. */
  async countOfArrangement(tx: Transaction, id: string): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM control WHERE arrangement_id = $1 AND retired_at IS NULL',
      [id],
      'controls-of-arrangement',
    );
    return rows[0]?.count ?? 0;
  }
}
