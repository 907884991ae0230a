import type { EntityScope } from './actor.js';
import { DomainError, notFound } from './domain-error.js';

/** Whether a legal entity lies in the scope. */
export function sees(scope: EntityScope, legalEntityId: string): boolean {
  return scope.all || scope.ids.includes(legalEntityId);
}

/** Whether one of the legal entities lies in the scope: enough to see what belongs to several of them. */
export function seesAny(scope: EntityScope, legalEntityIds: readonly string[]): boolean {
  return scope.all || legalEntityIds.some((id) => scope.ids.includes(id));
}

/** Whether all of the legal entities lie in the scope: needed to change what belongs to several of them. */
export function seesAll(scope: EntityScope, legalEntityIds: readonly string[]): boolean {
  return scope.all || legalEntityIds.every((id) => scope.ids.includes(id));
}

/** What belongs to several legal entities is changed by those who see all of them; to who sees none it is not there. */
export function refuseBeyondScope(scope: EntityScope, legalEntityIds: readonly string[]): void {
  if (legalEntityIds.length === 0) return; // the whole installation's
  if (!seesAny(scope, legalEntityIds)) throw notFound();
  if (!seesAll(scope, legalEntityIds)) throw new DomainError('forbidden');
}

/** The listed ids, as a parameter of a statement; null for a scope without limits. */
export function listedIds(scope: EntityScope): string[] | null {
  return scope.all ? null : [...scope.ids];
}
