import { DomainError } from '../../../kernel/domain-error.js';

/** What stands on a record: how many, and the names of some that the actor may see. */
export interface Dependents {
  count: number;
  names: readonly string[];
}

const NAMED = 5;

/** Refuses to retire what something in use stands on. Names beyond the listed ones, or out of scope, are left out. */
export function refuseInUse(...dependents: readonly Dependents[]): void {
  const count = dependents.reduce((sum, held) => sum + held.count, 0);
  if (count === 0) return;
  const names = dependents.flatMap((held) => held.names).slice(0, NAMED);
  const listed = count > names.length ? [...names, '…'] : names;
  throw new DomainError('in-use', { count, names: listed.join(', ') });
}
