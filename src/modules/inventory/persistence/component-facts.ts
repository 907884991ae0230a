import type { AsOf } from '../../../kernel/as-of.js';
import { notFound } from '../../../kernel/domain-error.js';
import { Conditions } from '../../../platform/database/page.js';
import { type ReadDatabase, relation } from '../../../platform/database/read-database.js';
import type { Stored } from '../../../platform/database/rows.js';
import { jsonOf, type Shown } from '../../../platform/database/shown.js';

/** Throws not-found where a component was not there: a list of nothing would say that there is nothing to know. */
export async function refuseUnknownComponent(
  database: ReadDatabase,
  componentId: string,
  asOf: AsOf,
): Promise<void> {
  const conditions = new Conditions();
  const from = relation('component', 'c', asOf, (value) => conditions.value(value));
  conditions.equal('c.id', componentId);
  const sql = `SELECT c.id FROM ${from} ${conditions.where}`;
  if ((await database.rows(sql, conditions.values, asOf)).length === 0) throw notFound();
}

/** One fact of a component, by its id within that component; throws not-found. */
export async function oneFact(
  database: ReadDatabase,
  { table, shown }: { table: string; shown: (alias: string) => Shown },
  { componentId, id }: { componentId: string; id: string },
  asOf: AsOf,
): Promise<Stored> {
  const conditions = new Conditions();
  const from = relation(table, 'f', asOf, (value) => conditions.value(value));
  conditions.equal('f.id', id).equal('f.component_id', componentId);
  const sql = `SELECT (${jsonOf(shown('f'))})::text AS json, f.row_version AS "rowVersion" FROM ${from} ${conditions.where}`;
  const [row] = await database.rows<{ json: string; rowVersion: number }>(sql, conditions.values, asOf);
  if (!row) throw notFound();
  return row;
}
