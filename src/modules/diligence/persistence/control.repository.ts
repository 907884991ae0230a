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

  /** Whether something is inherited: the same control is recorded at a wider level, for the same legal entity or for all. */
  async isInherited(tx: Transaction, identity: ControlIdentity): Promise<boolean> {
    const { rows } = await tx.query<{ inherited: boolean }>(
      `SELECT EXISTS (
         SELECT FROM control c
          WHERE c.domain = $1 AND c.control = $2 AND c.retired_at IS NULL
            AND (c.legal_entity_id IS NULL OR $4::uuid IS NULL OR c.legal_entity_id = $4)
            AND CASE c.level
                  WHEN 'firm' THEN $3 <> 'firm' OR (c.legal_entity_id IS NULL AND $4::uuid IS NOT NULL)
                  WHEN 'provider' THEN c.provider_id = ANY (ARRAY[
                    (SELECT provider_id FROM component WHERE id = $6), (SELECT provider_id FROM arrangement WHERE id = $7)])
                    OR (c.provider_id = $5 AND c.legal_entity_id IS NULL AND $4::uuid IS NOT NULL)
                  WHEN 'component' THEN c.component_id = $6 AND c.legal_entity_id IS NULL AND $4::uuid IS NOT NULL
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

  /** How many controls in use rest on one of the documents. */
  async countOnEvidence(tx: Transaction, evidenceIds: readonly string[]): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      'SELECT count(*)::integer AS count FROM control WHERE evidence_id = ANY ($1::uuid[]) AND retired_at IS NULL',
      [evidenceIds],
      'controls-on-evidence',
    );
    return rows[0]?.count ?? 0;
  }
}
