import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { Wanted } from '../domain/plan.js';
import { type ContingencyPlanFact, planObligations } from '../domain/plan-obligation.js';
import type { ObligationSource } from './obligation-source.js';

/** Contingency plans with what decides of when they are reviewed and exercised, and who is there to see to it. */
const FACTS = `
  SELECT p.id, p.name, p.name_zh_hant AS "nameZhHant", p.legal_entity_id AS "legalEntityId", p.provider_id AS "providerId",
         p.component_id AS "componentId", p.covers, p.state, p.hash, p.valid_to::text AS "validTo",
         coalesce(p.retired_at, u.retired_at, e.retired_at) IS NULL AND u.status <> 'retired' AS "inUse",
         CASE WHEN p.state = 'approved' THEN (p.decided_at AT TIME ZONE e.time_zone)::date::text END AS "approvedOn",
         json_build_object('tier', u.tier, 'criticalOperation', u.critical_operation,
           'toleranceHours', u.tolerance_hours::float8) AS use,
         coalesce(o.id, t.id) AS "personId", e.time_zone AS "timeZone",
         (SELECT coalesce(json_agg(json_build_object('id', x.id, 'exercisedOn', x.exercised_on, 'covers', x.covers,
                   'outcome', x.outcome, 'measuredRecoveryHours', x.measured_recovery_hours, 'planHash', x.plan_hash)
                   ORDER BY x.id), '[]')
            FROM contingency_exercise x WHERE x.plan_id = p.id AND x.retired_at IS NULL) AS exercises
    FROM contingency_plan p
    JOIN use_case u ON u.id = p.use_case_id
    JOIN legal_entity e ON e.id = p.legal_entity_id
    LEFT JOIN person o ON o.id = p.owner_id AND o.retired_at IS NULL AND o.status <> 'disabled'
    LEFT JOIN person t ON t.id = u.technology_owner_id AND t.retired_at IS NULL AND t.status <> 'disabled'
   WHERE p.id = ANY ($1::uuid[]) ORDER BY p.id`;

const DATED = `
  SELECT id FROM (
    (SELECT id FROM contingency_plan WHERE retired_at IS NULL AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE source_type = 'contingency_plan' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;

/** The facts behind obligations of the kinds plan_review and plan_exercise. */
@Injectable()
export class PlanSourceRepository implements ObligationSource {
  readonly kinds = ['plan_review', 'plan_exercise'] as const;
  readonly type = 'contingency_plan';

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { rows } = await tx.query<ContingencyPlanFact & Record<string, unknown>>(
      FACTS,
      [ids],
      'contingency-plan-facts',
    );
    return new Map(rows.map((plan) => [plan.id, planObligations(plan)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(DATED, [after, limit], 'dated-contingency-plans');
    return rows.map(({ id }) => id);
  }
}
