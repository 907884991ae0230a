import type { Transaction } from '../../../platform/database/unit-of-work.js';

/** Tables whose records stand under one another. */
export type Ancestry = 'legal_entity' | 'provider' | 'component';

/** Transactions that ask take turns: two halves of a ring, each without fault, could else be closed at one moment. */
const TAKE_TURNS = `SELECT pg_advisory_xact_lock(hashtext('ancestry of ' || $1::text))`;

const ABOVE: Record<Ancestry, string> = {
  legal_entity: above('legal_entity', 'parent_id'),
  provider: above('provider', 'ultimate_parent_id'),
  component: above('component', 'base_model_id'),
};

/** $1 the one that may stand above, $2 the one whose chain is climbed */
function above(table: Ancestry, column: string): string {
  return `
    WITH RECURSIVE chain AS (
      SELECT id, ${column} FROM ${table} WHERE id = $2
      UNION
      SELECT t.id, t.${column} FROM ${table} t JOIN chain c ON t.id = c.${column}
    )
    SELECT EXISTS (SELECT FROM chain WHERE id = $1) AS above`;
}

/** Whether `ancestorId` stands above `id`, or is it. */
export async function standsAbove(
  tx: Transaction,
  ancestry: Ancestry,
  ancestorId: string,
  id: string,
): Promise<boolean> {
  tx.send(TAKE_TURNS, [ancestry], 'ancestry-turn');
  const { rows } = await tx.query<{ above: boolean }>(
    ABOVE[ancestry],
    [ancestorId, id],
    `${ancestry}-stands-above`,
  );
  return rows[0]?.above ?? false;
}
