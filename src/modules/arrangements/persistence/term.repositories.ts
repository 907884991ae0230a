import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { IndemnityEntity } from './indemnity.entity.js';
import { ResponsibilityEntity } from './responsibility.entity.js';
import { indemnityShown, responsibilityShown } from './term.shown.js';

/** Writes of indemnities. */
@Injectable()
export class IndemnityRepository extends RecordRepository<IndemnityEntity> {
  protected readonly target = IndemnityEntity;
  protected readonly json = jsonOf(indemnityShown('indemnity'));
}

/** Writes of responsibilities. */
@Injectable()
export class ResponsibilityRepository extends RecordRepository<ResponsibilityEntity> {
  protected readonly target = ResponsibilityEntity;
  protected readonly json = jsonOf(responsibilityShown('responsibility'));
}

/** Terms that rest on a document. */
@Injectable()
export class TermsOnEvidence {
  /** How many terms in use of arrangements in use name one of the documents. */
  async count(tx: Transaction, evidenceIds: readonly string[]): Promise<number> {
    const { rows } = await tx.query<{ count: number }>(
      `SELECT ((SELECT count(*) FROM indemnity i JOIN arrangement a ON a.id = i.arrangement_id
                 WHERE EXISTS (SELECT FROM unnest($1::text[]) AS e(id)
                                WHERE i.conditions @> jsonb_build_array(jsonb_build_object('evidenceId', e.id)))
                   AND i.retired_at IS NULL AND a.retired_at IS NULL)
             + (SELECT count(*) FROM responsibility r JOIN arrangement a ON a.id = r.arrangement_id
                 WHERE r.evidence_id = ANY ($1::text[]::uuid[]) AND r.retired_at IS NULL AND a.retired_at IS NULL))::integer AS count`,
      [evidenceIds],
      'terms-on-evidence',
    );
    return rows[0]?.count ?? 0;
  }
}
