import type { Pool, QueryConfig, QueryResultRow } from 'pg';
import type { AsOf } from '../../kernel/as-of.js';
import { invalid } from '../../kernel/domain-error.js';
import { PreparedNames } from './prepared-names.js';
import { SHOWN_TYPES } from './shown.js';

/** Older than this by the clock of the process, an instant is past by any clock, and nothing is written into it. */
const CLEARLY_PAST_MS = 3_600_000;

/** The clock of the database decides; what is younger than 30 s may still be written into by a commit under way. */
const SETTLE = `
  SELECT $1::timestamptz > clock_timestamp() AS future,
         CASE WHEN $1::timestamptz > clock_timestamp() - interval '30 seconds' THEN history.settle() END`;

/** A row as the API shows it. */
export type ShownRow = Readonly<Record<string, unknown>>;

/** Where a question is put: to the database, or to a running transaction. */
export interface Reads {
  rows<Row extends QueryResultRow>(text: string, values: readonly unknown[], asOf?: AsOf): Promise<Row[]>;
}

/** Hand-written reads: one statement a question, prepared once per connection, on the replica where there is one. */
export class ReadDatabase implements Reads {
  readonly #names = new PreparedNames();
  /** The same of what is committed by now: a replica may be behind. */
  readonly committed: Reads = {
    rows: (text, values, asOf = null) => this.#rows(this.primary, { text, values: [...values] }, asOf),
  };

  constructor(
    private readonly pool: Pool,
    private readonly primary: Pool,
  ) {}

  /**
   * Runs a read. For a very recent `asOf` it first waits for the commits that may still belong to that instant, so
   * that the same question always has the same answer; an instant that the database has not reached is refused.
   */
  async rows<Row extends QueryResultRow>(
    text: string,
    values: readonly unknown[],
    asOf: AsOf = null,
  ): Promise<Row[]> {
    return this.#read<Row>({ text, values: [...values] }, asOf);
  }

  /** The same for rows that are shown as they are: their values are what JSON.stringify makes the answer of. */
  async shown(text: string, values: readonly unknown[], asOf: AsOf): Promise<ShownRow[]> {
    return this.#read<ShownRow>({ text, values: [...values], types: SHOWN_TYPES }, asOf);
  }

  /** Waits until no commit can still belong to an instant; refuses one that the database has not reached. */
  async settle(asOf: string): Promise<void> {
    if (Date.now() - Date.parse(asOf) > CLEARLY_PAST_MS) return;
    const { rows } = await this.primary.query<{ future: boolean }>({
      name: 'settle',
      text: SETTLE,
      values: [asOf],
    });
    if (rows[0]?.future) throw invalid({ pointer: '/asOf', code: 'not-in-future' });
  }

  async #read<Row extends QueryResultRow>(query: QueryConfig, asOf: AsOf): Promise<Row[]> {
    return this.#rows(asOf === null ? this.pool : this.primary, query, asOf);
  }

  async #rows<Row extends QueryResultRow>(pool: Pool, query: QueryConfig, asOf: AsOf): Promise<Row[]> {
    if (asOf !== null) await this.settle(asOf);
    const { rows } = await pool.query<Row>({ name: this.#names.of(query.text), ...query });
    return rows;
  }
}

/** The relation to read: the table now, or its rows as they were; `place` adds the instant as a parameter. */
export function relation(
  table: string,
  alias: string,
  asOf: AsOf,
  place: (value: unknown) => string,
): string {
  return asOf === null ? `${table} ${alias}` : `history.${table}_at(${place(asOf)}::timestamptz) ${alias}`;
}
