import { HASH_LENGTH, hashAt, nodeHash, splitPoint, subtreeRoot } from './merkle.js';

/**
 * Proof that the leaf at `index` is in the tree of these leaf hashes: its siblings from the leaf upwards
 * (PATH of RFC 9162 section 2.1.3.1).
 * @throws RangeError when there is no such leaf.
 */
export function inclusionProof(index: number, leafHashes: readonly Buffer[]): Buffer[] {
  assertWithin(index, 0, leafHashes.length - 1, 'leaf index');
  return path(leafHashes, index, 0, leafHashes.length);
}

/**
 * Proof that the tree of the first `oldSize` leaves is a prefix of the tree of all of them
 * (PROOF of RFC 9162 section 2.1.4.1). Empty when the sizes are equal.
 * @throws RangeError unless 1 ≤ oldSize ≤ number of leaves.
 */
export function consistencyProof(oldSize: number, leafHashes: readonly Buffer[]): Buffer[] {
  assertWithin(oldSize, 1, leafHashes.length, 'old size');
  return subproof(leafHashes, oldSize, 0, leafHashes.length, true);
}

/** What an inclusion proof claims. */
export interface InclusionClaim {
  readonly index: number;
  readonly size: number;
  readonly leafHash: Buffer;
  readonly root: Buffer;
}

/** Whether the proof shows the claim (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(claim: InclusionClaim, proof: readonly Buffer[]): boolean {
  const { index, size } = claim;
  if (!isWithin(index, 0, size - 1) || !areHashes([claim.leafHash, claim.root, ...proof])) return false;
  let position = index;
  let last = size - 1;
  let root = claim.leafHash;
  for (const sibling of proof) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      root = nodeHash(sibling, root);
      [position, last] = skipMissingLevels(position, last);
    } else {
      root = nodeHash(root, sibling);
    }
    position = half(position);
    last = half(last);
  }
  return last === 0 && root.equals(claim.root);
}

/** What a consistency proof claims: the new tree begins with the old one. */
export interface ConsistencyClaim {
  readonly oldSize: number;
  readonly newSize: number;
  readonly oldRoot: Buffer;
  readonly newRoot: Buffer;
}

/** Whether the proof shows the claim (RFC 9162 section 2.1.4.2). An empty old tree proves nothing: false. */
export function verifyConsistency(claim: ConsistencyClaim, proof: readonly Buffer[]): boolean {
  const { oldSize, newSize } = claim;
  if (!isWithin(oldSize, 1, newSize) || !areHashes([claim.oldRoot, claim.newRoot, ...proof])) return false;
  if (oldSize === newSize) return proof.length === 0 && claim.oldRoot.equals(claim.newRoot);
  // A perfect old tree is itself the first node; the proof then leaves it out.
  const nodes = isPowerOfTwo(oldSize) ? [claim.oldRoot, ...proof] : proof;
  if (proof.length === 0) return false;
  return foldConsistency(claim, nodes);
}

function foldConsistency(claim: ConsistencyClaim, nodes: readonly Buffer[]): boolean {
  let position = claim.oldSize - 1;
  let last = claim.newSize - 1;
  while (position % 2 === 1) {
    position = half(position);
    last = half(last);
  }
  let oldRoot = hashAt(nodes, 0);
  let newRoot = oldRoot;
  for (const node of nodes.slice(1)) {
    if (last === 0) return false;
    if (position % 2 === 1 || position === last) {
      oldRoot = nodeHash(node, oldRoot);
      newRoot = nodeHash(node, newRoot);
      [position, last] = skipMissingLevels(position, last);
    } else {
      newRoot = nodeHash(newRoot, node);
    }
    position = half(position);
    last = half(last);
  }
  return last === 0 && oldRoot.equals(claim.oldRoot) && newRoot.equals(claim.newRoot);
}

/** On the ragged right edge a node has no sibling for some levels: go up to where it is a right child. */
function skipMissingLevels(position: number, last: number): [number, number] {
  let [p, l] = [position, last];
  while (p % 2 === 0 && p !== 0) [p, l] = [half(p), half(l)];
  return [p, l];
}

function path(leafHashes: readonly Buffer[], index: number, start: number, end: number): Buffer[] {
  if (end - start === 1) return [];
  const middle = start + splitPoint(end - start);
  return index < middle
    ? [...path(leafHashes, index, start, middle), subtreeRoot(leafHashes, middle, end)]
    : [...path(leafHashes, index, middle, end), subtreeRoot(leafHashes, start, middle)];
}

/** `known`: whether the verifier holds the root of start..end already, as it does while on the old tree's own path. */
function subproof(
  hashes: readonly Buffer[],
  oldEnd: number,
  start: number,
  end: number,
  known: boolean,
): Buffer[] {
  if (oldEnd === end) return known ? [] : [subtreeRoot(hashes, start, end)];
  const middle = start + splitPoint(end - start);
  return oldEnd <= middle
    ? [...subproof(hashes, oldEnd, start, middle, known), subtreeRoot(hashes, middle, end)]
    : [...subproof(hashes, oldEnd, middle, end, false), subtreeRoot(hashes, start, middle)];
}

/** Two nodes of 31 and 33 bytes would hash like two of 32: only whole hashes may enter a proof. */
function areHashes(values: readonly Buffer[]): boolean {
  return values.every((value) => value.length === HASH_LENGTH);
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(value: number): boolean {
  let rest = value;
  while (rest % 2 === 0) rest = half(rest);
  return rest === 1;
}

function isWithin(value: number, low: number, high: number): boolean {
  return Number.isSafeInteger(value) && Number.isSafeInteger(high) && value >= low && value <= high;
}

function assertWithin(value: number, low: number, high: number, what: string): void {
  if (!isWithin(value, low, high)) throw new RangeError(`No such ${what}: ${value}, must be ${low}…${high}`);
}
