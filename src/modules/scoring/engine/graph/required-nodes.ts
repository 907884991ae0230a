import type { Portfolio } from './portfolio.js';

/**
 * What the given vertices stand on: through the first k alternatives of each requirement (the order of the alternatives
 * is their rank) and everything that these require in turn. A further alternative is a fallback and not among them; it
 * has a score of its own. Ruling on required nodes; methodology 4.4, "Required nodes".
 */
export class RequiredNodes {
  private readonly seen: Int32Array;
  private readonly found: Int32Array;
  private round = 0;

  constructor(private readonly portfolio: Portfolio) {
    this.seen = new Int32Array(portfolio.ids.length);
    this.found = new Int32Array(portfolio.ids.length);
  }

  /**
   * @param starts vertices; those that are nodes are part of the answer
   * @param goesOn where the walk continues beyond a node; by default everywhere
   * @returns nodes, ascending
   */
  of(starts: Iterable<number>, goesOn: (from: number, to: number) => boolean = always): Int32Array {
    const { rowsOf, rowStart, rowK, alternative, nodeCount } = this.portfolio;
    const { seen, found } = this;
    const round = ++this.round;
    let count = 0;
    for (const start of starts) {
      if (seen[start] === round) continue;
      seen[start] = round;
      found[count++] = start;
    }
    for (let i = 0; i < count; i++) {
      const vertex = found[i]!;
      for (let row = rowsOf[vertex]!; row < rowsOf[vertex + 1]!; row++) {
        const end = Math.min(rowStart[row]! + rowK[row]!, rowStart[row + 1]!);
        for (let edge = rowStart[row]!; edge < end; edge++) {
          const node = alternative[edge]!;
          if (seen[node] === round || !goesOn(vertex, node)) continue;
          seen[node] = round;
          found[count++] = node;
        }
      }
    }
    return found
      .slice(0, count)
      .filter((vertex) => vertex < nodeCount)
      .sort();
  }

  /**
   * The required nodes that a score and its gates look at: of the given components (an arrangement's) those that the use
   * case requires, with everything that these require, less what the firm operates itself. An operator that is not known
   * is somebody else.
   * @param required what the use case requires: `of` its vertex
   */
  ofSubject(required: Int32Array, components: Iterable<number>): Int32Array {
    const own = [...components].filter((node) => includes(required, node));
    return this.of(own).filter((node) => this.portfolio.ownOperation[node] === 0);
  }
}

/** Whether an ascending list has a number. */
export function includes(sorted: Int32Array, wanted: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === wanted;
}

function always(): boolean {
  return true;
}
