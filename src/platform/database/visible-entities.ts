import type { Shown } from './shown.js';

/**
 * The legal entities in a column of ids, for somebody who may not see them all: those they see, and how many more there
 * are, without naming them.
 * @param visible a SQL list of the ids that the reader sees; null, here or as its value, is all
 */
export function visibleEntities(column: string, visible: string | null): Shown {
  if (visible === null) return { legalEntityIds: column, otherLegalEntities: '0' };
  const isVisible = `coalesce(e.id = ANY (${visible}::uuid[]), true)`;
  const ids = (condition: string): string => `FROM unnest(${column}) AS e(id) WHERE ${condition}`;
  return {
    legalEntityIds: `ARRAY(SELECT e.id ${ids(isVisible)})`,
    otherLegalEntities: `(SELECT count(*) ${ids(`NOT ${isVisible}`)})`,
  };
}
