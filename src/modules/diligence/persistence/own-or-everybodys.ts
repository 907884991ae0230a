import type { EntityScope } from '../../../kernel/actor.js';
import { listedIds } from '../../../kernel/entity-scope.js';
import type { Conditions } from '../../../platform/database/page.js';

/** Narrows a read to records of legal entities that somebody sees, and to those of all. */
export function ownOrEverybodys(conditions: Conditions, alias: string, scope: EntityScope): void {
  const ids = listedIds(scope);
  if (ids === null) return;
  const place = conditions.value(ids);
  conditions.add(`(${alias}.legal_entity_id IS NULL OR ${alias}.legal_entity_id = ANY (${place}::uuid[]))`);
}
