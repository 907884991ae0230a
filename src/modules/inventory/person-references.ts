import type { FieldError } from '../../kernel/domain-error.js';
import type { Transaction } from '../../platform/database/unit-of-work.js';

/** A person whom a request names, and where. */
export interface NamedPerson {
  pointer: string;
  id: string;
}

/** The name of a person to whoever sees them in the list of people; null to anybody else. */
export async function nameToReader(tx: Transaction, id: string | null): Promise<string | null> {
  const { permissions, scope, personId } = tx.context.actor;
  if (id === null || !permissions.has('people.read')) return null;
  const { rows } = await tx.query<{ name: string }>(
    `SELECT name FROM person
      WHERE id = $1 AND ($2::uuid[] IS NULL OR entity_scope = 'all' OR legal_entity_ids && $2 OR id = $3::uuid)`,
    [id, scope.all ? null : scope.ids, personId],
    'name-to-reader',
  );
  return rows[0]?.name ?? null;
}

/** Whom a record names must be there and still with the firm: who must act on it is found through them. */
export async function personProblems(tx: Transaction, named: readonly NamedPerson[]): Promise<FieldError[]> {
  return problemsOf(tx, named, 'SELECT id, retired_at IS NOT NULL AS retired', 'referable-people');
}

/** The same of those who must be able to act: an account that is disabled cannot. */
export async function actingPersonProblems(
  tx: Transaction,
  named: readonly NamedPerson[],
): Promise<FieldError[]> {
  const select = `SELECT id, (retired_at IS NOT NULL OR status = 'disabled') AS retired`;
  return problemsOf(tx, named, select, 'acting-people');
}

async function problemsOf(
  tx: Transaction,
  named: readonly NamedPerson[],
  select: string,
  name: string,
): Promise<FieldError[]> {
  if (named.length === 0) return [];
  const { rows } = await tx.query<{ id: string; retired: boolean }>(
    select + ' FROM person WHERE id = ANY($1::uuid[]) ORDER BY id FOR KEY SHARE',
    [named.map(({ id }) => id)],
    name,
  );
  const known = new Map(rows.map(({ id, retired }) => [id, retired]));
  return named.flatMap(({ pointer, id }): FieldError[] => {
    const retired = known.get(id.toLowerCase());
    if (retired === false) return [];
    return [{ pointer, code: retired ? 'retired-reference' : 'unknown-reference' }];
  });
}
