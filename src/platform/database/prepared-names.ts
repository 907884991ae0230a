import { createHash } from 'node:crypto';

/** Prepared statements stay with their connection for good: beyond so many, statements are not prepared. */
const MAX_PREPARED = 500;

/** The names under which statements are prepared, once per connection; the same text has the same name everywhere. */
export class PreparedNames {
  readonly #names = new Map<string, string>();

  /** Undefined when there are too many already. */
  of(text: string): string | undefined {
    const known = this.#names.get(text);
    if (known !== undefined || this.#names.size >= MAX_PREPARED) return known;
    const name = `s-${createHash('sha256').update(text).digest('base64url').slice(0, 24)}`;
    this.#names.set(text, name);
    return name;
  }
}
