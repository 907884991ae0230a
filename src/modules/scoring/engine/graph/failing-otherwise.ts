import { reset, type Scratch } from './failure.js';
import { StoppingNodes } from './stopping-nodes.js';

/** More drawn vertices than that are not looked into one by one. */
const FEW = 50;

/**
 * The nodes whose failure may do something else in one of two versions of a graph, which have the same vertices and the
 * same failures to begin with (rule b applies). Where a failure reaches the same of the vertices that were drawn again,
 * whatever their requirements are makes no difference: all other requirements are the same, and so is what they let fail.
 * @param drawn vertices whose requirements are others
 * @returns node → 1 when it stops one of them in just one of the versions; null when that is not found by walking
 */
export function failingOtherwise(
  before: Scratch,
  after: Scratch,
  drawn: readonly number[],
): Uint8Array | null {
  if (drawn.length > FEW) return null;
  [before, after].forEach(reset);
  const otherwise = new Uint8Array(after.portfolio.nodeCount);
  const versions = [new StoppingNodes(before, {}), new StoppingNodes(after, {})];
  for (const vertex of drawn) {
    if (after.failed[vertex] === 1) continue; // it fails whatever else does
    const stopping = versions.map((nodes) => nodes.byWalking(vertex));
    for (const [i, found] of stopping.entries()) {
      const other = stopping[1 - i];
      if (found === null || !other) return null;
      const common = new Set(other);
      for (const node of found) if (!common.has(node)) otherwise[node] = 1;
    }
  }
  return otherwise;
}
