import type { AsOf } from '../../kernel/as-of.js';
import { invalid } from '../../kernel/domain-error.js';
import { DEFAULT_PAGE } from '../http/query-fields.js';
import type { ReadDatabase, ShownRow } from './read-database.js';

/** A column that a list can be ordered by: its SQL, which is never null, and its type. */
export interface SortColumn {
  sql: string;
  type: 'text' | 'timestamptz' | 'date' | 'double precision' | 'uuid';
  /** What `sql` makes of the field that the list shows under the name of the order; without it, the field itself. */
  key?: (shown: unknown) => string;
}

/** One list of the register. SQL fragments are constants of the read model; everything from outside is a parameter. */
export interface PageSpec {
  /** The relation with its alias, e.g. `provider p`; the history function when the past is asked for. */
  from: string;
  alias: string;
  /** Its name, by which a cursor is known to be of this list. */
  list: string;
  /** The columns of an item (columnsOf), with its id and every field that it can be ordered by. */
  item: string;
  sorts: Readonly<Record<string, SortColumn>>;
  defaultSort: string;
}

export interface PageRequest {
  limit?: number;
  cursor?: string;
  sort?: string;
}

/** Conditions and their parameters, collected while a statement is written. */
export class Conditions {
  readonly values: unknown[] = [];
  readonly #parts: string[] = [];

  /** The placeholder of a new parameter. */
  value(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }

  add(sql: string): this {
    this.#parts.push(sql);
    return this;
  }

  /** `column = value`, when a value is asked for. */
  equal(column: string, value: string | undefined): this {
    return value === undefined ? this : this.add(`${column} = ${this.value(value)}`);
  }

  /**
   * `column = code`, when a code is asked for, with the code in the text: for an indexed column some of whose codes are
   * rare. A prepared statement is planned for the average code, and would seek a rare one through the whole list.
   */
  code(column: string, code: string | undefined): this {
    if (code === undefined) return this;
    if (!/^[a-z_]+$/.test(code)) throw new TypeError('not a code');
    return this.add(`${column} = '${code}'`);
  }

  /** `value` is a member of the array column, when a value is asked for. */
  contains(column: string, value: string | undefined): this {
    return value === undefined ? this : this.add(`${column} @> ARRAY[${this.value(value)}]`);
  }

  /** Names in either language, through the index of character pairs, then exactly. */
  search(alias: string, text: string | undefined): this {
    return this.searchIn(`${alias}.name || ' ' || coalesce(${alias}.name_zh_hant, '')`, text);
  }

  /** The same in other names: SQL of the text that the index is on. */
  searchIn(names: string, text: string | undefined): this {
    if (text === undefined) return this;
    const sought = `${this.value(text)}::text`;
    return this.add(
      `search_grams(${names}) @> query_grams(${sought}) AND strpos(name_key(${names}), name_key(${sought})) > 0`,
    );
  }

  get where(): string {
    return this.#parts.length === 0 ? '' : `WHERE ${this.#parts.join(' AND ')}`;
  }
}

/** The items of one page, and where the next one begins. */
export interface Page {
  items: ShownRow[];
  nextCursor: string | null;
}

/** Reads one page as the JSON text of `{ items, nextCursor }`. */
export async function readPage(
  database: ReadDatabase,
  spec: PageSpec,
  conditions: Conditions,
  request: PageRequest,
  asOf: AsOf,
): Promise<string> {
  return JSON.stringify(await readItems(database, spec, conditions, request, asOf));
}

/** Reads one page: one statement, by keyset, so that a late page costs what the first one does. */
export async function readItems(
  database: ReadDatabase,
  spec: PageSpec,
  conditions: Conditions,
  request: PageRequest,
  asOf: AsOf,
): Promise<Page> {
  const limit = request.limit ?? DEFAULT_PAGE;
  const sort = request.sort ?? spec.defaultSort;
  const descending = sort.startsWith('-');
  const column = spec.sorts[sort.replace(/^-/, '')];
  if (!column)
    throw invalid({ pointer: '/sort', code: 'code', params: { codes: Object.keys(spec.sorts).join(', ') } });
  if (request.cursor !== undefined) {
    const { key, id } = decodeCursor(request.cursor, spec.list, sort);
    if (!isKeyOf(column.type, key)) throw invalid({ pointer: '/cursor', code: 'cursor' });
    const order = descending ? '<' : '>';
    conditions.add(
      `(${column.sql}, ${spec.alias}.id) ${order} (${conditions.value(key)}::${column.type}, ${conditions.value(id)}::uuid)`,
    );
  }
  const direction = descending ? 'DESC' : 'ASC';
  // The usual limit is part of the text: as a parameter it makes PostgreSQL plan anew each time (0.3 of 1 ms a page).
  const take = limit === DEFAULT_PAGE ? String(limit) : `${conditions.value(limit)}::int`;
  const text = `
    SELECT ${spec.item}
      FROM ${spec.from} ${conditions.where}
     ORDER BY ${column.sql} ${direction}, ${spec.alias}.id ${direction}
     LIMIT ${take} + 1`;
  const rows = await database.shown(text, conditions.values, asOf);
  const items = rows.slice(0, limit);
  const last = rows.length > limit ? items.at(-1) : undefined;
  return { items, nextCursor: last ? cursorAfter(last, spec.list, sort, column) : null };
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether a key reads as a value of its column; PostgreSQL would take `1e999` for an overflow and `NaN` for the greatest. */
function isKeyOf(type: SortColumn['type'], key: string): boolean {
  if (type === 'uuid') return UUID.test(key);
  return type !== 'double precision' || (/^-?[\d.]+(e[-+]?\d+)?$/i.test(key) && Number.isFinite(Number(key)));
}

/** Where the next page begins is read off the last item of this one. */
function cursorAfter(item: ShownRow, list: string, sort: string, column: SortColumn): string {
  const value = item[sort.replace(/^-/, '')];
  return encodeCursor([list, sort, column.key?.(value) ?? String(value), String(item['id'])]);
}

/** Where the next page of a list begins, as an opaque text: the list, its order, the key of that order, and an id. */
export function encodeCursor(parts: string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

/** Reads it back; throws a validation error where it is not one of this list and order. */
export function decodeCursor(cursor: string, list: string, sort: string): { key: string; id: string } {
  const refused = invalid({ pointer: '/cursor', code: 'cursor' });
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw refused;
  }
  if (!Array.isArray(parts) || parts.length !== 4 || parts.some((part) => typeof part !== 'string'))
    throw refused;
  const [ofList, ofSort, key, id] = parts as [string, string, string, string];
  if (ofList !== list || ofSort !== sort || !UUID.test(id) || key.includes('\u0000')) throw refused;
  return { key, id };
}
