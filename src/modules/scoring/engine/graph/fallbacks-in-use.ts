import type { Scratch } from './failure.js';

/** A dependent that goes on with an alternative that is not among the first it would take. */
export interface FallbackInUse {
  /** Vertex that needs it. */
  readonly of: number;
  readonly node: number;
}

/**
 * What a vertex goes on with in place of what has failed, in the propagation that the scratch holds: of each of its
 * requirements the first k alternatives that count and have not failed are in use, and so on down through what these
 * require. Empty for a vertex that has failed, and where everything in use is a first alternative.
 */
export function fallbacksInUse(scratch: Scratch, vertex: number): FallbackInUse[] {
  const { portfolio, failed } = scratch;
  if (failed[vertex] === 1) return [];
  const found: FallbackInUse[] = [];
  const inUse = new Set([vertex]);
  for (const of of inUse) {
    for (let row = portfolio.rowsOf[of]!; row < portfolio.rowsOf[of + 1]!; row++) {
      const start = portfolio.rowStart[row]!;
      const k = portfolio.rowK[row]!;
      let missing = k;
      for (let edge = start; missing > 0 && edge < portfolio.rowStart[row + 1]!; edge++) {
        const node = portfolio.alternative[edge]!;
        if (portfolio.counts[edge] === 0 || failed[node] === 1) continue;
        missing--;
        inUse.add(node);
        if (edge - start >= k) found.push({ of, node });
      }
    }
  }
  return found;
}
