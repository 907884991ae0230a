import { decodeBase64 } from './base64.js';
import { HASH_LENGTH } from './merkle.js';
import { NoteError } from './note-error.js';
import { signNote, verifyNote, type NoteSigner } from './signed-note.js';
import type { VerifierKey } from './verifier-key.js';

/** What a log says of itself at one size (https://c2sp.org/tlog-checkpoint). */
export interface Checkpoint {
  /** Which log: a unique name, best a schema-less URL; also the name that its keys sign with. */
  readonly origin: string;
  /** Number of leaves. */
  readonly size: number;
  /** Merkle root over them, 32 bytes. */
  readonly root: Buffer;
}

export interface VerifiedCheckpoint extends Checkpoint {
  readonly verifiedBy: readonly VerifierKey[];
}

/**
 * The text to sign: origin, decimal size, base64 root, a line each.
 * @throws NoteError when a part is out of range.
 */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
  if (origin === '' || /\p{Cc}/u.test(origin)) throw new NoteError('The origin is one non-empty line');
  if (!Number.isSafeInteger(size) || size < 0) throw new NoteError(`Not a tree size: ${size}`);
  if (root.length !== HASH_LENGTH) throw new NoteError(`A root has ${HASH_LENGTH} bytes, not ${root.length}`);
  return `${origin}\n${size}\n${root.toString('base64')}\n`;
}

/**
 * Reads {@link formatCheckpoint}; extension lines are allowed, as the form asks, and not returned.
 * @throws NoteError when the text is not a checkpoint's.
 */
export function parseCheckpoint(text: string): Checkpoint {
  const lines = text.split('\n');
  const [origin, size, root] = lines;
  // A text that ends in a newline gives an empty last piece; any other empty line is not allowed.
  if (lines.length < 4 || lines.at(-1) !== '' || lines.slice(0, -1).includes('')) {
    throw new NoteError('A checkpoint has at least three non-empty lines');
  }
  const rootBytes = decodeBase64(root ?? '');
  if (!/^(0|[1-9][0-9]*)$/.test(size ?? '') || !Number.isSafeInteger(Number(size))) {
    throw new NoteError('The second line of a checkpoint is its tree size');
  }
  if (rootBytes?.length !== HASH_LENGTH)
    throw new NoteError('The third line of a checkpoint is its root hash');
  return { origin: origin ?? '', size: Number(size), root: rootBytes };
}

/** A signed checkpoint. During a rotation both the old and the new key may sign. */
export function signCheckpoint(checkpoint: Checkpoint, signers: readonly NoteSigner[]): string {
  return signNote(formatCheckpoint(checkpoint), signers);
}

/**
 * Verifies a signed checkpoint of one log.
 * @throws NoteError when no known key signed it, a signature is wrong, or it belongs to another log.
 */
export function verifyCheckpoint(
  note: string,
  origin: string,
  knownKeys: readonly VerifierKey[],
): VerifiedCheckpoint {
  const { text, verifiedBy } = verifyNote(note, knownKeys);
  const checkpoint = parseCheckpoint(text);
  if (checkpoint.origin !== origin)
    throw new NoteError(`The checkpoint belongs to another log than ${origin}`);
  return { ...checkpoint, verifiedBy };
}
