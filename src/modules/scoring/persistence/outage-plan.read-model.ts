import { Injectable } from '@nestjs/common';
import type { EntityScope } from '../../../kernel/actor.js';
import type { AsOf } from '../../../kernel/as-of.js';
import { listedIds } from '../../../kernel/entity-scope.js';
import { ReadDatabase, type Reads, relation } from '../../../platform/database/read-database.js';
import type { OutagePlan } from '../domain/plan-in-outage.js';

type OutagePlanRow = OutagePlan & { useCaseId: string };

/** The contingency plans that an outage asks for. */
@Injectable()
export class OutagePlanReadModel {
  constructor(private readonly database: ReadDatabase) {}

  /** Use case → its plans that somebody sees, with their exercises, as they are or were. */
  async of(
    useCaseIds: readonly string[],
    scope: EntityScope,
    asOf: AsOf,
    reads: Reads = this.database,
  ): Promise<ReadonlyMap<string, readonly OutagePlan[]>> {
    const found = new Map<string, OutagePlan[]>();
    if (useCaseIds.length === 0) return found;
    const values: unknown[] = [useCaseIds, listedIds(scope)];
    const place = (value: unknown): string => `$${values.push(value)}`;
    const rows = await reads.rows<OutagePlanRow & Record<string, unknown>>(
      `SELECT p.id, p.use_case_id AS "useCaseId", p.legal_entity_id AS "legalEntityId", p.name,
              p.name_zh_hant AS "nameZhHant", p.provider_id AS "providerId", p.component_id AS "componentId", p.covers,
              p.state, p.hash, p.valid_to::text AS "validTo", p.recovery_hours AS "recoveryHours",
              p.fallback_component_id AS "fallbackComponentId", e.time_zone AS "timeZone",
              json_build_object('tier', u.tier, 'criticalOperation', u.critical_operation,
                'toleranceHours', u.tolerance_hours::float8) AS use,
              (SELECT coalesce(json_agg(json_build_object('id', x.id, 'exercisedOn', x.exercised_on, 'covers', x.covers,
                        'outcome', x.outcome, 'measuredRecoveryHours', x.measured_recovery_hours,
                        'planHash', x.plan_hash) ORDER BY x.id), '[]')
                 FROM ${relation('contingency_exercise', 'x', asOf, place)}
                WHERE x.plan_id = p.id AND x.retired_at IS NULL) AS exercises
         FROM ${relation('contingency_plan', 'p', asOf, place)}
         JOIN ${relation('use_case', 'u', asOf, place)} ON u.id = p.use_case_id
         JOIN ${relation('legal_entity', 'e', asOf, place)} ON e.id = p.legal_entity_id
        WHERE p.use_case_id = ANY ($1::uuid[]) AND p.retired_at IS NULL
          AND ($2::uuid[] IS NULL OR p.legal_entity_id = ANY ($2))
        ORDER BY p.id`,
      values,
      asOf,
    );
    for (const { useCaseId, ...plan } of rows) {
      const known = found.get(useCaseId);
      if (known) known.push(plan);
      else found.set(useCaseId, [plan]);
    }
    return found;
  }
}
