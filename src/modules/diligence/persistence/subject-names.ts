import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { AssessmentEntity } from './assessment.entity.js';

/** What an assessment is about, and whose it is, by name. */
export interface Names {
  subjectName: string;
  subjectNameZhHant: string | null;
  legalEntityName: string;
  legalEntityNameZhHant: string | null;
}

/** Names for whoever may see nothing but them. */
@Injectable()
export class SubjectNames {
  async of(
    tx: Transaction,
    {
      legalEntityId,
      providerId,
      componentId,
    }: Pick<AssessmentEntity, 'legalEntityId' | 'providerId' | 'componentId'>,
  ): Promise<Names> {
    const { rows } = await tx.query<Names & Record<string, unknown>>(
      `SELECT coalesce(p.name, c.name) AS "subjectName", coalesce(p.name_zh_hant, c.name_zh_hant) AS "subjectNameZhHant",
              e.name AS "legalEntityName", e.name_zh_hant AS "legalEntityNameZhHant"
         FROM legal_entity e LEFT JOIN provider p ON p.id = $2 LEFT JOIN component c ON c.id = $3
        WHERE e.id = $1`,
      [legalEntityId, providerId, componentId],
      'subject-names',
    );
    return rows[0] as Names;
  }
}
