import { createHash, hash } from 'node:crypto';
import { configure } from 'safe-stable-stringify';
import { CANONICAL_FORM, canonicalOrder, canonicalText } from './engine/graph/canonical-text.js';
import { sameNode, sameRows } from './engine/graph/carry-over.js';
import type { Portfolio } from './engine/graph/portfolio.js';

/** Length of a SHA-256, in bytes. */
const LENGTH = 32;

/** Equal graphs have equal hashes. */
export function hashOf(portfolio: Portfolio): string {
  return new GraphHash(portfolio).hex;
}

/**
 * SHA-256 of the name of the form and the SHA-256 of each vertex's canonical text, in the order of the ids. The hashes of
 * vertices are kept: of a graph that was changed in place only those that changed are made again.
 */
export class GraphHash {
  readonly hex: string;
  readonly #order: Int32Array;
  /** Of vertex v from v × LENGTH. */
  readonly #vertices: Buffer;

  /** @param before the hash of an earlier version of the graph */
  constructor(
    private readonly portfolio: Portfolio,
    before: GraphHash | null = null,
  ) {
    const known = before !== null && haveSameVertices(before.portfolio, portfolio) ? before : null;
    this.#order = known === null ? canonicalOrder(portfolio) : known.#order;
    this.#vertices =
      known === null ? Buffer.alloc(portfolio.ids.length * LENGTH) : Buffer.from(known.#vertices);
    for (let vertex = 0; vertex < portfolio.ids.length; vertex++) {
      if (known === null || !isSame(known.portfolio, portfolio, vertex)) {
        this.#vertices.write(hash('sha256', canonicalText(portfolio, vertex)), vertex * LENGTH, 'hex');
      }
    }
    this.hex = this.#together();
  }

  #together(): string {
    const whole = createHash('sha256').update(`${CANONICAL_FORM}\n`);
    const sorted = Buffer.alloc(this.#vertices.length);
    this.#order.forEach((vertex, i) =>
      this.#vertices.copy(sorted, i * LENGTH, vertex * LENGTH, (vertex + 1) * LENGTH),
    );
    return whole.update(sorted).digest('hex');
  }
}

/**
 * The canonical JSON (RFC 8785) of a value that JSON can hold: what cannot be written down throws. For the hundreds of numbers
 * of a score it takes a third of the time of the library that writes the entries of the audit log.
 */
const canonical = configure({ deterministic: true, strict: true });

/** SHA-256, in hex, of the canonical JSON of a value. */
export function hashOfValue(value: unknown): string {
  return hash('sha256', canonical(value) ?? '');
}

/** A graph that was changed in place has the very ids and kinds of the one before. */
function haveSameVertices(a: Portfolio, b: Portfolio): boolean {
  const weigh = a.tiers === b.tiers && a.provisional === b.provisional;
  return a.ids === b.ids && a.kinds === b.kinds && weigh;
}

function isSame(before: Portfolio, after: Portfolio, vertex: number): boolean {
  return sameNode(before, after, vertex) && sameRows(before, after, vertex);
}
