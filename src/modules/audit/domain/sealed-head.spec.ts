import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { signCheckpoint } from './checkpoint.js';
import { leafHash } from './merkle.js';
import { appendLeaves, frontierOf, frontierRoot } from './merkle-frontier.js';
import {
  readSealedHead,
  refuseOtherTree,
  type SealedTree,
  sealedHeadPath,
  SealedTreeError,
  writeSealedHead,
} from './sealed-head.js';
import { generateSigningKeyPem, signingKeyFromPem } from './signing-key.js';

const ORIGIN = 'underpin.example.com/audit';
const KEY = signingKeyFromPem(generateSigningKeyPem(), ORIGIN);
const EMPTY: SealedTree = { frontier: frontierOf(0, []), last: null, rootThen: null };

/** The tree over some texts, as a database has it that knows the root of every size. */
function treeOf(texts: string[], knownSize = texts.length): SealedTree & { root: Buffer } {
  const grown = (size: number) =>
    appendLeaves(
      frontierOf(0, []),
      texts.slice(0, size).map((text) => leafHash(Buffer.from(text))),
    );
  const frontier = grown(texts.length);
  const root = frontierRoot(frontier);
  const note = signCheckpoint({ origin: ORIGIN, size: texts.length, root }, [KEY]);
  return { frontier, root, last: { root, note }, rootThen: frontierRoot(grown(knownSize)) };
}

describe('the tree that is sealed next', () => {
  it('is any where nothing was signed, the same, or one that continues what was signed', () => {
    const three = treeOf(['a', 'b', 'c']);
    expect(() => refuseOtherTree(EMPTY, null, ORIGIN)).not.toThrow();
    expect(() => refuseOtherTree(three, null, ORIGIN)).not.toThrow();
    expect(() => refuseOtherTree(three, { size: 3, root: three.root }, ORIGIN)).not.toThrow();
    const two = { size: 2, root: treeOf(['a', 'b']).root };
    expect(() => refuseOtherTree(treeOf(['a', 'b', 'c'], 2), two, ORIGIN)).not.toThrow();
  });

  it('is not an empty, a shorter or another one than was signed', () => {
    const known = { size: 2, root: treeOf(['a', 'b']).root };
    for (const tree of [EMPTY, { ...treeOf(['a']), rootThen: null }, treeOf(['a', 'forged', 'c'], 2)]) {
      expect(() => refuseOtherTree(tree, known, ORIGIN)).toThrow(SealedTreeError);
    }
  });

  it('holds together with its last checkpoint', () => {
    const tree = { ...treeOf(['a', 'b']), frontier: treeOf(['a', 'forged']).frontier };
    expect(() => refuseOtherTree(tree, null, ORIGIN)).toThrow(SealedTreeError);
    const orphaned = { ...EMPTY, frontier: treeOf(['a']).frontier };
    expect(() => refuseOtherTree(orphaned, null, ORIGIN)).toThrow(SealedTreeError);
  });

  it('keeps its origin', () => {
    expect(() => refuseOtherTree(treeOf(['a']), null, 'elsewhere')).toThrow(
      /^The audit log of this database is sealed as "underpin\.example\.com\/audit" .* AUDIT_ORIGIN says "elsewhere": [^.]*\.$/s,
    );
  });
});

describe('the head that was signed last', () => {
  let folder: string;
  let path: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'underpin head '));
    path = sealedHeadPath(join(folder, 'key.pem'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is kept beside the key, for its owner alone, and read back', async () => {
    expect(await readSealedHead(path)).toBeNull();
    const { root } = treeOf(['a']);
    await writeSealedHead(path, { size: 1, root });
    await writeSealedHead(path, { size: 12, root });
    expect(await readSealedHead(path)).toEqual({ size: 12, root });
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is refused when the file is damaged', async () => {
    await writeSealedHead(path, { size: 1, root: treeOf(['a']).root });
    const whole = await readFile(path, 'utf8');
    for (const text of ['', 'x', whole.replace('1 ', '-1 '), whole.slice(0, 20)]) {
      await writeFile(path, text);
      await expect(readSealedHead(path)).rejects.toThrow(/^The file .* is damaged/);
    }
  });
});
