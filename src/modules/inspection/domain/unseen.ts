import type { EntityScope } from '../../../kernel/actor.js';
import { sees } from '../../../kernel/entity-scope.js';
import type { InspectionFacts } from './facts.js';

/**
 * Ids of records that somebody is judged by and does not see: a sister recorded them of a use that both have. They count, and are
 * not named.
 */
export function unseenRecords(
  { activities, changes }: Pick<InspectionFacts, 'activities' | 'changes'>,
  scope: EntityScope,
): ReadonlySet<string> {
  const unseen = [...activities, ...changes].filter(
    ({ legalEntityId }) => legalEntityId !== null && !sees(scope, legalEntityId),
  );
  return new Set(unseen.map(({ id }) => id));
}
