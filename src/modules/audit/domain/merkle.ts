import { createHash } from 'node:crypto';

/** Bytes of a SHA-256 hash. */
export const HASH_LENGTH = 32;

// The prefixes keep a leaf from ever being taken for an inner node (second pre-image), RFC 9162 section 2.1.1.
const LEAF_PREFIX = Buffer.of(0x00);
const NODE_PREFIX = Buffer.of(0x01);

/** Hash of one leaf: SHA-256(0x00 || data). */
export function leafHash(data: Uint8Array): Buffer {
  return createHash('sha256').update(LEAF_PREFIX).update(data).digest();
}

/** Hash of an inner node: SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return createHash('sha256').update(NODE_PREFIX).update(left).update(right).digest();
}

/** Root of a tree without leaves: SHA-256 of nothing. */
export function emptyRoot(): Buffer {
  return createHash('sha256').digest();
}

/**
 * Root of the tree over these leaf hashes, MTH of RFC 9162 section 2.1.1. Reads all of them; to extend a long
 * log use a frontier.
 */
export function merkleRoot(leafHashes: readonly Buffer[]): Buffer {
  if (leafHashes.length === 0) return emptyRoot();
  leafHashes.forEach(assertHash);
  return subtreeRoot(leafHashes, 0, leafHashes.length);
}

/** Root of the leaves `start` ≤ i < `end`; at least one. */
export function subtreeRoot(leafHashes: readonly Buffer[], start: number, end: number): Buffer {
  if (end - start === 1) return hashAt(leafHashes, start);
  const middle = start + splitPoint(end - start);
  return nodeHash(subtreeRoot(leafHashes, start, middle), subtreeRoot(leafHashes, middle, end));
}

/** The largest power of two smaller than `size` (≥ 2): where the tree divides. */
export function splitPoint(size: number): number {
  let power = 1;
  // Multiplication, not shifts: sizes beyond 2^31 stay right.
  while (power * 2 < size) power *= 2;
  return power;
}

/** @throws RangeError unless the hash has 32 bytes. */
export function assertHash(hash: Uint8Array): void {
  if (hash.length !== HASH_LENGTH)
    throw new RangeError(`A hash has ${HASH_LENGTH} bytes, not ${hash.length}`);
}

/** @throws RangeError when there is no hash at that place. */
export function hashAt(hashes: readonly Buffer[], index: number): Buffer {
  const hash = hashes[index];
  if (hash === undefined) throw new RangeError(`No hash at ${index} of ${hashes.length}`);
  return hash;
}
