import type { EntityScope } from '../../kernel/actor.js';
import type { Conditions } from './page.js';

/**
 * Narrows a read to the legal entities that somebody sees; `column` holds the one that a row belongs to. One alone is an
 * equality: an index that begins with it gives its rows in the order of the list.
 */
export function withinScope(conditions: Conditions, column: string, scope: EntityScope): void {
  if (scope.all) return;
  const [only, ...others] = scope.ids;
  if (only !== undefined && others.length === 0) conditions.equal(column, only);
  else conditions.add(`${column} = ANY (${conditions.value([...scope.ids])}::uuid[])`);
}
