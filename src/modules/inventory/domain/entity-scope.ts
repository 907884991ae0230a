import type { EntityScope } from '../../../kernel/actor.js';

/** Whether one of the legal entities lies in the scope: enough to see what belongs to several of them. */
export function seesAny(scope: EntityScope, legalEntityIds: readonly string[]): boolean {
  return scope.all || legalEntityIds.some((id) => scope.ids.includes(id));
}

/** Whether all of the legal entities lie in the scope: needed to change what belongs to several of them. */
export function seesAll(scope: EntityScope, legalEntityIds: readonly string[]): boolean {
  return scope.all || legalEntityIds.every((id) => scope.ids.includes(id));
}

/** The listed ids, as a parameter of a statement; null for a scope without limits. */
export function listedIds(scope: EntityScope): string[] | null {
  return scope.all ? null : [...scope.ids];
}
