import type { EntityScope } from '../../../kernel/actor.js';

/** Which legal entities an account sees, as it is stored. */
export interface StoredScope {
  entityScope: string;
  legalEntityIds: readonly string[];
}

/** Whether `scope` lies within what `own` sees: nobody hands out, or manages, more than they see themselves. */
export function liesWithin(scope: StoredScope, own: EntityScope): boolean {
  if (own.all) return true;
  return scope.entityScope === 'listed' && scope.legalEntityIds.every((id) => own.ids.includes(id));
}

/** Whether the two have a legal entity in common; who sees all meets everybody. */
export function meets(scope: StoredScope, own: EntityScope): boolean {
  if (own.all || scope.entityScope === 'all') return true;
  return scope.legalEntityIds.some((id) => own.ids.includes(id));
}
