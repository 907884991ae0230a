import { types } from 'pg';

/** What the API shows of a row: SQL by the name of the field, in the order of the answer. */
export type Shown = Readonly<Record<string, string | Instant>>;

/** A field that is an instant: SQL of type timestamptz. */
export interface Instant {
  readonly instant: string;
}

export function instant(sql: string): Instant {
  return { instant: sql };
}

/** One row as a SQL expression of type json, for answers that consist of it. */
export function jsonOf(shown: Shown): string {
  const fields = Object.entries(shown).map(([name, sql]) =>
    typeof sql === 'string' ? `${sql} AS "${name}"` : `utc(${sql.instant}) AS "${name}"`,
  );
  return `(SELECT row_to_json(shown) FROM (SELECT ${fields.join(', ')}) AS shown)`;
}

/**
 * One row as columns, for lists: read with SHOWN_TYPES, each row is what JSON.stringify makes the same JSON of. Lists
 * are not put together in PostgreSQL, which would take twice as long and send four times as much.
 */
export function columnsOf(shown: Shown): string {
  return Object.entries(shown)
    .map(([name, sql]) => `${typeof sql === 'string' ? sql : sql.instant} AS "${name}"`)
    .join(', ');
}

const { DATE, INT8, NUMERIC, TIMESTAMPTZ }: Record<string, number> = types.builtins;

/** Values of columns as JSON shows them. Numbers of the register are far within what a double holds exactly. */
export const SHOWN_TYPES = {
  getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
    if (oid === TIMESTAMPTZ) return instantText;
    if (oid === DATE) return String;
    if (oid === INT8 || oid === NUMERIC) return Number;
    return types.getTypeParser(oid, format) as (value: string) => unknown;
  },
};

const SECONDS = 'YYYY-MM-DD HH:MM:SS'.length;

/** `2026-11-25 09:30:00.25+00`, as a session in UTC prints it, as RFC 3339 with six digits. */
function instantText(value: string): string {
  const fraction = value.slice(SECONDS + 1, -'+00'.length);
  return `${value.slice(0, 10)}T${value.slice(11, SECONDS)}.${fraction.padEnd(6, '0')}Z`;
}
