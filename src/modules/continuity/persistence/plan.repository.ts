import { Injectable } from '@nestjs/common';
import { RecordRepository } from '../../../platform/database/record-repository.js';
import { jsonOf } from '../../../platform/database/shown.js';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Dependents, HeldType } from '../../inventory/inventory.public.js';
import { PlanEntity } from './plan.entity.js';
import { planRead, PRESENT } from './plan.shown.js';

/** What of a plan names a record, by the kind of the record. */
const NAMED_BY: Readonly<Partial<Record<HeldType, string>>> = {
  legal_entity: 'legal_entity_id = $1',
  provider: 'provider_id = $1',
  component: '(component_id = $1 OR fallback_component_id = $1)',
  evidence: `(evidence_id = $1 OR EXISTS (SELECT FROM contingency_exercise x
               WHERE x.plan_id = p.id AND x.evidence_id = $1 AND x.retired_at IS NULL))`,
};

/** $1 is what is named, $2 the legal entities that the actor sees. */
function holdingSql(names: string): string {
  return `SELECT CASE WHEN $2::uuid[] IS NULL OR legal_entity_id = ANY ($2) THEN name END AS name,
                 (count(*) OVER ())::integer AS count
            FROM contingency_plan p WHERE retired_at IS NULL AND ${names}
           ORDER BY name LIMIT 5`;
}

/** Writes of contingency plans. */
@Injectable()
export class PlanRepository extends RecordRepository<PlanEntity> {
  protected readonly target = PlanEntity;
  protected readonly json = jsonOf(planRead('contingency_plan', PRESENT));

  /** Plans in use that name a record; names of those that the actor sees. */
  async holding(tx: Transaction, type: HeldType, id: string, listed: string[] | null): Promise<Dependents> {
    const names = NAMED_BY[type];
    if (names === undefined) return { count: 0, names: [] };
    const { rows } = await tx.query<{ name: string | null; count: number }>(
      holdingSql(names),
      [id, listed],
      `contingency-plans-of-${type}`,
    );
    return { count: rows[0]?.count ?? 0, names: rows.flatMap(({ name }) => name ?? []) };
  }
}
