import type { QueryResultRow } from 'pg';
import type { Transaction } from '../../../platform/database/unit-of-work.js';
import type { ObligationKind, SourceType } from '../domain/codes.js';
import type { Wanted } from '../domain/plan.js';
import type { ObligationSource } from './obligation-source.js';

/** What is particular to one kind of record. */
interface RecordSource<Fact> {
  /** Also the name of its table. */
  type: SourceType;
  kinds: readonly ObligationKind[];
  /** SQL of the rows that may ask for something. */
  dated: string;
  /** SQL of the facts of the ids $1; at the instant $2, where it takes one. */
  facts: string;
  takesInstant?: boolean;
  rule: (fact: Fact, now: Date) => Wanted[];
}

/** A source whose facts are read by one statement, and judged by one rule. */
export function recordSource<Fact extends { id: string }>(of: RecordSource<Fact>): ObligationSource {
  const { type, kinds, facts, takesInstant = false, rule } = of;
  const dated = datedOf(of);
  return {
    type,
    kinds,
    wanted: async (tx: Transaction, ids, now) => {
      const values = takesInstant ? [ids, now] : [ids];
      const { rows } = await tx.query<Fact & QueryResultRow>(facts, values, `${type}-facts`);
      return new Map(rows.map((fact) => [fact.id, rule(fact, now)]));
    },
    datedAfter: async (tx: Transaction, after, limit) => {
      const { rows } = await tx.query<{ id: string }>(dated, [after, limit], `dated-${type}`);
      return rows.map(({ id }) => id);
    },
  };
}

/** Those that may ask for something, and those that did and whose obligations are still open. */
function datedOf({ type, dated }: Pick<RecordSource<unknown>, 'type' | 'dated'>): string {
  return `
  SELECT id FROM (
    (SELECT id FROM ${type} WHERE retired_at IS NULL AND ${dated} AND id > $1 ORDER BY id LIMIT $2)
    UNION
    (SELECT DISTINCT source_id FROM obligation
      WHERE source_type = '${type}' AND state IN ('scheduled', 'due', 'overdue') AND source_id > $1
      ORDER BY source_id LIMIT $2)
  ) AS dated
   ORDER BY id LIMIT $2`;
}

/**
 * Joins a person who is still there.
 * @param alias of the person
 * @param is SQL that compares with the id
 */
export function present(alias: string, is: string): string {
  return `LEFT JOIN person ${alias} ON ${alias}.${is} AND ${alias}.retired_at IS NULL AND ${alias}.status <> 'disabled'`;
}
