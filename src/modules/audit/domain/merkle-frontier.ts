import { assertHash, emptyRoot, hashAt, nodeHash } from './merkle.js';

/**
 * What must be remembered of a tree to extend it: the roots of its perfect subtrees, largest (leftmost) first.
 * One per 1-bit of the size, so at most 53 hashes stand for any number of leaves.
 */
export interface MerkleFrontier {
  /** Number of leaves. */
  readonly size: number;
  readonly roots: readonly Buffer[];
}

export const EMPTY_FRONTIER: MerkleFrontier = { size: 0, roots: [] };

/**
 * A frontier from stored parts.
 * @throws RangeError when the parts cannot belong together; a wrong frontier would sign a wrong root.
 */
export function frontierOf(size: number, roots: readonly Buffer[]): MerkleFrontier {
  if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`Not a tree size: ${size}`);
  const expected = countOnes(size);
  if (roots.length !== expected) {
    throw new RangeError(`A tree of ${size} leaves has ${expected} perfect subtrees, not ${roots.length}`);
  }
  roots.forEach(assertHash);
  return { size, roots: [...roots] };
}

/** The frontier after these leaf hashes; the given one is left as it was. O(leaves), whatever the tree's size. */
export function appendLeaves(frontier: MerkleFrontier, leafHashes: Iterable<Buffer>): MerkleFrontier {
  const roots = [...frontier.roots];
  let size = frontier.size;
  for (const leaf of leafHashes) {
    assertHash(leaf);
    pushLeaf(roots, size, leaf);
    size += 1;
  }
  return { size, roots };
}

/** Root of the whole tree, equal to `merkleRoot` of all its leaves. */
export function frontierRoot(frontier: MerkleFrontier): Buffer {
  const last = frontier.roots.at(-1);
  if (last === undefined) return emptyRoot();
  return frontier.roots.slice(0, -1).reduceRight((right, left) => nodeHash(left, right), last);
}

/** Like adding one to a binary number: each trailing 1-bit of the size is a subtree that is now complete. */
function pushLeaf(roots: Buffer[], size: number, leaf: Buffer): void {
  let right = leaf;
  for (let bits = size; bits % 2 === 1; bits = Math.floor(bits / 2)) {
    right = nodeHash(hashAt(roots, roots.length - 1), right);
    roots.pop();
  }
  roots.push(right);
}

function countOnes(size: number): number {
  let ones = 0;
  for (let bits = size; bits > 0; bits = Math.floor(bits / 2)) ones += bits % 2;
  return ones;
}
