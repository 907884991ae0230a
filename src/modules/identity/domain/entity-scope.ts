import type { EntityScope } from '../../../kernel/actor.js';

/** Which legal entities an account sees, as it is stored. */
export interface StoredScope {
  entityScope: string;
  legalEntityIds: readonly string[];
}

/** The same as the rest of the program has it. */
export function scopeOf({ entityScope, legalEntityIds }: StoredScope): EntityScope {
  return entityScope === 'all' ? { all: true } : { all: false, ids: legalEntityIds };
}

/** What a key sees: its own list, or what its owner sees; `owner` is null for the key of a system. */
export function scopeOfKey(key: StoredScope, owner: StoredScope | null): StoredScope {
  return key.entityScope === 'listed' || owner === null ? key : owner;
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
