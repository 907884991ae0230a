import { Injectable } from '@nestjs/common';
import { listedIds } from '../../../kernel/entity-scope.js';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Dependents } from '../domain/in-use.js';
import { DataFlowEntity } from './data-flow.entity.js';
import { dataFlowShown } from './data-flow.shown.js';
import { type DependentRow, dependentsOf } from './dependents.js';

/** The flows in use that name a record; what served a retired use case holds nothing, as what it required does not. */
const holding = (naming: string): string =>
  `SELECT CASE WHEN $2::uuid[] IS NULL OR f.legal_entity_id = ANY ($2) THEN f.purpose END AS name,
          (count(*) OVER ())::integer AS count
     FROM data_flow f LEFT JOIN use_case u ON u.id = f.use_case_id
    WHERE ${naming} AND f.retired_at IS NULL AND u.retired_at IS NULL
    ORDER BY name LIMIT 5`;

/** By the kind of the record. What has ended rests on its documents still, and on nothing else. */
const HOLDING: Readonly<Record<string, string>> = {
  component: holding('f.ended_on IS NULL AND (f.from_component_id = $1 OR f.to_component_id = $1)'),
  provider: holding('f.ended_on IS NULL AND (f.from_provider_id = $1 OR f.to_provider_id = $1)'),
  legal_entity: holding('f.ended_on IS NULL AND f.legal_entity_id = $1'),
  evidence: holding('f.evidence_ids @> ARRAY[$1::uuid]'),
};

/** Writes of data flows. */
@Injectable()
export class DataFlowRepository extends RecordRepository<DataFlowEntity> {
  protected readonly target = DataFlowEntity;
  protected readonly json = jsonOf(dataFlowShown('data_flow'));

  /** The flows that keep a record in use; names of those that the actor sees. */
  async holding(tx: Transaction, type: string, id: string): Promise<Dependents> {
    const sql = HOLDING[type];
    if (sql === undefined) return { count: 0, names: [] };
    const { rows } = await tx.query<DependentRow>(
      sql,
      [id, listedIds(tx.context.actor.scope)],
      `data-flows-of-${type}`,
    );
    return dependentsOf(rows);
  }
}
