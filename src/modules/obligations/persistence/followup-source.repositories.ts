import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import { type FollowupFact, followupObligations } from '../domain/assessment-obligation.js';
import type { Wanted } from '../domain/plan.js';
import type { ObligationSource } from './obligation-source.js';

type Followup = 'assessment_finding' | 'assessment_condition';

/**
 * What follows from assessments, in one of two tables of one form. Of an assessment that was rejected nothing more is to be done.
 * @param done SQL of the day on which it was done, of a row `f`
 */
function factsOf(table: Followup, done: string): string {
  return `
  SELECT f.id, f.text, f.due_on::text AS "dueOn", ${done} IS NOT NULL AS "isDone",
         coalesce(p.name, c.name) AS name, coalesce(p.name_zh_hant, c.name_zh_hant) AS "nameZhHant",
         a.legal_entity_id AS "legalEntityId", e.time_zone AS "timeZone", o.id AS "personId",
         coalesce(f.retired_at, a.retired_at, p.retired_at, c.retired_at, e.retired_at) IS NULL AND a.state <> 'rejected' AS "inUse"
    FROM ${table} f
    JOIN assessment a ON a.id = f.assessment_id
    JOIN legal_entity e ON e.id = a.legal_entity_id
    LEFT JOIN provider p ON p.id = a.provider_id
    LEFT JOIN component c ON c.id = a.component_id
    LEFT JOIN person o ON o.id = f.owner_id AND o.retired_at IS NULL AND o.status <> 'disabled'
   WHERE f.id = ANY ($1::uuid[]) ORDER BY f.id`;
}

function datedOf(table: Followup, done: string): string {
  return `
  SELECT id FROM (
    (SELECT f.id FROM ${table} f WHERE f.retired_at IS NULL AND ${done} IS NULL AND f.id > $1 ORDER BY f.id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE source_type = '${table}' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;
}

abstract class FollowupSourceRepository<Type extends Followup> implements ObligationSource {
  abstract readonly type: Type;
  abstract readonly kinds: readonly [Type];
  protected abstract readonly facts: string;
  protected abstract readonly dated: string;

  async wanted(tx: Transaction, ids: readonly string[]): Promise<Map<string, Wanted[]>> {
    const { type } = this;
    const { rows } = await tx.query<FollowupFact & Record<string, unknown>>(
      this.facts,
      [ids],
      `${type}-facts`,
    );
    return new Map(rows.map((fact) => [fact.id, followupObligations(type, fact)]));
  }

  async datedAfter(tx: Transaction, after: string, limit: number): Promise<string[]> {
    const { rows } = await tx.query<{ id: string }>(this.dated, [after, limit], `dated-${this.type}`);
    return rows.map(({ id }) => id);
  }
}

/** The facts behind obligations of the kind assessment_finding. */
@Injectable()
export class AssessmentFindingSourceRepository extends FollowupSourceRepository<'assessment_finding'> {
  readonly type = 'assessment_finding';
  readonly kinds = ['assessment_finding'] as const;
  protected readonly facts = factsOf('assessment_finding', 'f.closed_on');
  protected readonly dated = datedOf('assessment_finding', 'f.closed_on');
}

/** The facts behind obligations of the kind assessment_condition. */
@Injectable()
export class AssessmentConditionSourceRepository extends FollowupSourceRepository<'assessment_condition'> {
  readonly type = 'assessment_condition';
  readonly kinds = ['assessment_condition'] as const;
  protected readonly facts = factsOf('assessment_condition', 'f.met_on');
  protected readonly dated = datedOf('assessment_condition', 'f.met_on');
}
