import { DomainError } from '../../../kernel/domain-error.js';

/** What stands on a record: how many, and the names of some that the actor may see. */
export interface Dependents {
  count: number;
  names: readonly string[];
}

/** Refuses to retire what something in use stands on. Names beyond the listed ones, or out of scope, are left out. */
export function refuseInUse({ count, names }: Dependents): void {
  if (count === 0) return;
  const listed = count > names.length ? [...names, '…'] : names;
  throw new DomainError('in-use', { count, names: listed.join(', ') });
}
