import type { Dependents } from '../domain/in-use.js';

/** A row of a dependents query: the name is null where the actor may not see the record. */
export interface DependentRow {
  name: string | null;
  count: number;
}

export function dependentsOf(rows: readonly DependentRow[]): Dependents {
  const names = rows.map(({ name }) => name).filter((name) => name !== null);
  return { count: rows[0]?.count ?? 0, names };
}
