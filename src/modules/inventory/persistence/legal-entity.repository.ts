import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { jsonOf } from '../../../platform/database/shown.js';
import { listedIds } from '../../../kernel/entity-scope.js';
import type { Dependents } from '../domain/in-use.js';
import { type DependentRow, dependentsOf } from './dependents.js';
import { LegalEntityEntity } from './legal-entity.entity.js';
import { legalEntityShown } from './legal-entity.shown.js';

/** Writes of legal entities. */
@Injectable()
export class LegalEntityRepository extends RecordRepository<LegalEntityEntity> {
  protected readonly target = LegalEntityEntity;
  protected readonly json = jsonOf(legalEntityShown('legal_entity'));

  /** Whether a legal entity may be referred to; held until the transaction ends, so that nobody retires it in between. */
  async referable(tx: Transaction, id: string): Promise<'yes' | 'missing' | 'retired'> {
    const { rows } = await tx.query<{ retired: boolean }>(
      'SELECT retired_at IS NOT NULL AS retired FROM legal_entity WHERE id = $1 FOR KEY SHARE',
      [id],
      'referable-legal-entity',
    );
    const [row] = rows;
    if (!row) return 'missing';
    return row.retired ? 'retired' : 'yes';
  }

  /** What keeps a legal entity in use: its use cases, and the legal entities below it. */
  async dependents(tx: Transaction, id: string): Promise<Dependents> {
    const { rows } = await tx.query<DependentRow>(
      `SELECT name, (count(*) OVER ())::integer AS count FROM (
         SELECT u.name FROM use_case_legal_entity l JOIN use_case u ON u.id = l.use_case_id
          WHERE l.legal_entity_id = $1 AND u.retired_at IS NULL
         UNION ALL
         SELECT CASE WHEN $2::uuid[] IS NULL OR id = ANY ($2) THEN name END FROM legal_entity
          WHERE parent_id = $1 AND retired_at IS NULL
       ) AS held ORDER BY name LIMIT 5`,
      [id, listedIds(tx.context.actor.scope)],
      'legal-entity-dependents',
    );
    return dependentsOf(rows);
  }
}
