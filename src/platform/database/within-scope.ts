import type { EntityScope } from '../../kernel/actor.js';
import type { Conditions } from './page.js';

/** Narrows a read to the legal entities that somebody sees; `column` holds the one that a row belongs to. */
export function withinScope(conditions: Conditions, column: string, scope: EntityScope): void {
  if (!scope.all) conditions.add(`${column} = ANY (${conditions.value([...scope.ids])}::uuid[])`);
}
