import { DomainError } from './domain-error.js';

/** A record as a transaction holds it. */
interface Held {
  readonly rowVersion: number;
}

/** Refuses a change of another version than the one that its author has seen. */
export function refuseStale(held: Held, seen: number): void {
  if (held.rowVersion !== seen) throw new DomainError('precondition-failed');
}

/** The same of what is changed only while it is in use. */
export function refuseStaleOrRetired(held: Held & { readonly retiredAt: unknown }, seen: number): void {
  refuseStale(held, seen);
  if (held.retiredAt) throw new DomainError('retired');
}
