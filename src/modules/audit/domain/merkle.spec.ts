import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { appendLeaves, EMPTY_FRONTIER, frontierOf, frontierRoot } from './merkle-frontier.js';
import {
  consistencyProof,
  inclusionProof,
  verifyConsistency,
  verifyInclusion,
  type ConsistencyClaim,
  type InclusionClaim,
} from './merkle-proof.js';
import { emptyRoot, leafHash, merkleRoot } from './merkle.js';

const hex = (text: string): Buffer => Buffer.from(text, 'hex');

/** Leaves, roots and proofs of the certificate-transparency project's tests of this tree. */
const LEAVES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const NODE = {
  leaf1: '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
  leaf4: 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b',
  leaves2and3: '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
  leaves4and5: '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a',
  leaves6and7: 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
  leaves4to7: '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
  leaves0to3: ROOTS[4]!,
};
const hashes = LEAVES.map((leaf) => leafHash(hex(leaf)));

const aHash = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes));
const someLeaves = fc.array(aHash, { minLength: 1, maxLength: 70 });

/** The list, an index into it and a bit to turn. */
const flipBit = (hash: Buffer, bit: number): Buffer => {
  const copy = Buffer.from(hash);
  copy[Math.floor(bit / 8)]! ^= 1 << (bit % 8);
  return copy;
};

describe('Merkle root', () => {
  it.each(ROOTS.map((root, size) => [size, root] as const))('of %i known leaves', (size, root) => {
    expect(merkleRoot(hashes.slice(0, size)).toString('hex')).toBe(root);
  });

  it('refuses what is no hash', () => {
    expect(() => merkleRoot([Buffer.alloc(31)])).toThrow(RangeError);
  });
});

describe('Merkle frontier', () => {
  it('has the root of the list, in whatever steps it grew', () => {
    const steps = fc.array(fc.array(aHash, { maxLength: 20 }), { maxLength: 8 });
    fc.assert(
      fc.property(steps, (batches) => {
        const grown = batches.reduce((frontier, batch) => appendLeaves(frontier, batch), EMPTY_FRONTIER);
        expect(grown.size).toBe(batches.flat().length);
        expect(frontierRoot(grown)).toEqual(merkleRoot(batches.flat()));
        expect(frontierRoot(frontierOf(grown.size, grown.roots))).toEqual(frontierRoot(grown));
      }),
    );
  });

  it('is empty at first and never altered by growing', () => {
    const one = appendLeaves(EMPTY_FRONTIER, hashes.slice(0, 1));
    const before = frontierRoot(one);
    appendLeaves(one, hashes.slice(1));
    expect(frontierRoot(one)).toEqual(before);
    expect(frontierRoot(EMPTY_FRONTIER)).toEqual(emptyRoot());
  });

  it('refuses parts that do not belong together', () => {
    const { roots } = appendLeaves(EMPTY_FRONTIER, hashes.slice(0, 7));
    expect(roots).toHaveLength(3);
    expect(() => frontierOf(8, roots)).toThrow(RangeError);
    expect(() => frontierOf(-1, [])).toThrow(RangeError);
    expect(() => frontierOf(1, [Buffer.alloc(20)])).toThrow(RangeError);
    expect(frontierOf(2 ** 40, [hashes[0]!]).size).toBe(2 ** 40);
  });

  it('goes on beyond 2^32 leaves', () => {
    const grown = appendLeaves(frontierOf(2 ** 40, [hashes[0]!]), hashes.slice(1, 4));
    expect(grown.size).toBe(2 ** 40 + 3);
    expect(grown.roots).toHaveLength(3);
  });
});

describe('inclusion proof', () => {
  it.each([
    [0, 8, [NODE.leaf1, NODE.leaves2and3, NODE.leaves4to7]],
    [5, 8, [NODE.leaf4, NODE.leaves6and7, NODE.leaves0to3]],
    [2, 3, [ROOTS[2]]],
    [1, 5, [ROOTS[1], NODE.leaves2and3, NODE.leaf4]],
  ])('of leaf %i of %i known leaves', (index, size, expected) => {
    const proof = inclusionProof(index, hashes.slice(0, size));
    expect(proof.map((node) => node.toString('hex'))).toEqual(expected);
  });

  it('verifies for every leaf, and no other claim with it', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(255), (leaves, choice, bit) => {
        const index = choice % leaves.length;
        const claim = { index, size: leaves.length, leafHash: leaves[index]!, root: merkleRoot(leaves) };
        const proof = inclusionProof(index, leaves);
        expect(verifyInclusion(claim, proof)).toBe(true);
        const wrong: [InclusionClaim, Buffer[]][] = [
          [{ ...claim, leafHash: flipBit(claim.leafHash, bit) }, proof],
          [{ ...claim, root: flipBit(claim.root, bit) }, proof],
          [claim, [...proof, claim.root]],
          ...proof.map((_, at): [InclusionClaim, Buffer[]] => [claim, proof.toSpliced(at, 1)]),
          ...proof.map((node, at): [InclusionClaim, Buffer[]] => [claim, proof.with(at, flipBit(node, bit))]),
          ...leaves.flatMap((_, other): [InclusionClaim, Buffer[]][] =>
            other === index ? [] : [[{ ...claim, index: other }, proof]],
          ),
        ];
        for (const [claimed, nodes] of wrong) expect(verifyInclusion(claimed, nodes)).toBe(false);
      }),
    );
  });

  it('refuses places outside the tree', () => {
    const claim = { index: 8, size: 8, leafHash: hashes[0]!, root: merkleRoot(hashes) };
    expect(() => inclusionProof(8, hashes)).toThrow(RangeError);
    expect(() => inclusionProof(0, [])).toThrow(RangeError);
    expect(verifyInclusion(claim, inclusionProof(0, hashes))).toBe(false);
    expect(verifyInclusion({ ...claim, index: 0, size: Number.POSITIVE_INFINITY }, [])).toBe(false);
  });

  it('takes only whole hashes', () => {
    const [left, right] = [hashes[0]!, hashes[1]!];
    const root = merkleRoot([left, right]);
    // The same 64 bytes under the node hash, divided elsewhere.
    const shifted = { index: 0, size: 2, leafHash: left.subarray(0, 31), root };
    expect(verifyInclusion(shifted, [Buffer.concat([left.subarray(31), right])])).toBe(false);
  });
});

describe('consistency proof', () => {
  it.each([
    [1, 8, [NODE.leaf1, NODE.leaves2and3, NODE.leaves4to7]],
    [6, 8, [NODE.leaves4and5, NODE.leaves6and7, NODE.leaves0to3]],
    [2, 5, [NODE.leaves2and3, NODE.leaf4]],
    [4, 4, []],
  ])('from %i to %i known leaves', (oldSize, newSize, expected) => {
    const proof = consistencyProof(oldSize, hashes.slice(0, newSize));
    expect(proof.map((node) => node.toString('hex'))).toEqual(expected);
  });

  it('verifies for every prefix, and no other claim with it', () => {
    fc.assert(
      fc.property(someLeaves, fc.nat(), fc.nat(255), (leaves, choice, bit) => {
        const oldSize = 1 + (choice % leaves.length);
        const oldRoot = merkleRoot(leaves.slice(0, oldSize));
        const claim = { oldSize, newSize: leaves.length, oldRoot, newRoot: merkleRoot(leaves) };
        const proof = consistencyProof(oldSize, leaves);
        expect(verifyConsistency(claim, proof)).toBe(true);
        const wrong: [ConsistencyClaim, Buffer[]][] = [
          [{ ...claim, oldRoot: flipBit(oldRoot, bit) }, proof],
          [{ ...claim, newRoot: flipBit(claim.newRoot, bit) }, proof],
          [{ ...claim, oldSize: 0 }, proof],
          [{ ...claim, oldSize: claim.newSize + 1 }, proof],
          [claim, [...proof, claim.newRoot]],
          ...proof.map((_, at): [ConsistencyClaim, Buffer[]] => [claim, proof.toSpliced(at, 1)]),
          ...proof.map((node, at): [ConsistencyClaim, Buffer[]] => [
            claim,
            proof.with(at, flipBit(node, bit)),
          ]),
        ];
        for (const [claimed, nodes] of wrong) expect(verifyConsistency(claimed, nodes)).toBe(false);
      }),
    );
  });

  it('fails for a history that was rewritten', () => {
    const rewritten = hashes.with(2, leafHash(hex('ff')));
    const claim = {
      oldSize: 4,
      newSize: 8,
      oldRoot: merkleRoot(hashes.slice(0, 4)),
      newRoot: merkleRoot(rewritten),
    };
    expect(verifyConsistency(claim, consistencyProof(4, rewritten))).toBe(false);
  });
});
