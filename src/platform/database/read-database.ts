import { createHash } from 'node:crypto';
import type { Pool, QueryResultRow } from 'pg';
import type { AsOf } from '../../kernel/as-of.js';
import { invalid } from '../../kernel/domain-error.js';

/** Younger than this, an instant may still be written into by a commit that is under way. */
const UNSETTLED_MS = 30_000;

/** How many different reads are prepared; there are a few dozen in ordinary use, filters and orders included. */
const MAX_PREPARED = 500;

/** Hand-written reads: one statement a question, prepared once per connection, on the replica where there is one. */
export class ReadDatabase {
  readonly #names = new Map<string, string>();

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
    if (asOf !== null) await this.settle(asOf);
    const pool = asOf === null ? this.pool : this.primary;
    const { rows } = await pool.query<Row>({ name: this.#nameOf(text), text, values: [...values] });
    return rows;
  }

  /** Waits until no commit can still belong to an instant; refuses one that the database has not reached. */
  async settle(asOf: string): Promise<void> {
    if (Date.now() - Date.parse(asOf) > UNSETTLED_MS) return;
    const { rows } = await this.primary.query<{ future: boolean }>(
      'SELECT $1::timestamptz > clock_timestamp() AS future, history.settle()',
      [asOf],
    );
    if (rows[0]?.future) throw invalid({ pointer: '/asOf', code: 'not-in-future' });
  }

  /** Prepared statements stay with their connection for good: beyond these, statements are not prepared. */
  #nameOf(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MAX_PREPARED) return known;
    const name = `r-${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
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
