/** Longer queries are rare, and keeping them would let anybody fill the memory. */
const MAX_LENGTH = 300;
const MAX_KEPT = 2_000;

type QueryClass = abstract new (...values: never[]) => unknown;

/**
 * Queries that were valid before. Clients ask the same few questions over and over, and whether a query is valid depends
 * on nothing but its text: judging it anew was a quarter of the processor time of a list. What was refused is not kept.
 */
export class KnownQueries {
  readonly #kept = new Map<QueryClass, Map<string, unknown>>();
  #count = 0;

  /** The query as `validate` made it, now or earlier; frozen, because others will get the same object. */
  async get(type: QueryClass, query: unknown, validate: () => Promise<unknown>): Promise<unknown> {
    const text = JSON.stringify(query);
    const ofType = this.#kept.get(type);
    const known = ofType?.get(text);
    if (known !== undefined) return known;
    const valid = Object.freeze(await validate());
    if (text.length <= MAX_LENGTH) this.#keep(type, text, valid);
    return valid;
  }

  #keep(type: QueryClass, text: string, valid: unknown): void {
    if (++this.#count > MAX_KEPT) {
      this.#kept.clear();
      this.#count = 1;
    }
    const ofType = this.#kept.get(type) ?? new Map<string, unknown>();
    this.#kept.set(type, ofType.set(text, valid));
  }
}
