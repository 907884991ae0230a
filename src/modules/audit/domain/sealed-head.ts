import { decodeBase64 } from './base64.js';
import { parseCheckpoint } from './checkpoint.js';
import { readIfExists, replaceFile } from './durable-file.js';
import { HASH_LENGTH } from './merkle.js';
import type { MerkleFrontier } from './merkle-frontier.js';
import { frontierRoot } from './merkle-frontier.js';
import { parseNote } from './signed-note.js';

/** The head of the tree that was signed last: how many leaves, and their root. */
export interface SealedHead {
  readonly size: number;
  readonly root: Buffer;
}

/** The tree in the database does not continue what was signed: nothing more is signed until somebody has looked. */
export class SealedTreeError extends Error {
  override readonly name = 'SealedTreeError';
}

/** Kept beside the signing key, out of reach of those who administer the database. */
export function sealedHeadPath(signingKeyFile: string): string {
  return `${signingKeyFile}.head`;
}

/** What was signed last, as far as this machine knows; null when it has never signed. */
export async function readSealedHead(path: string): Promise<SealedHead | null> {
  const text = await readIfExists(path);
  if (text === undefined) return null;
  const [size, root] = text.trim().split(' ');
  const bytes = decodeBase64(root ?? '');
  if (!/^\d{1,15}$/.test(size ?? '') || bytes?.length !== HASH_LENGTH)
    throw new SealedTreeError(
      `The file ${path} is damaged: restore it, or verify the audit log and remove the file.`,
    );
  return { size: Number(size), root: bytes };
}

export function writeSealedHead(path: string, { size, root }: SealedHead): Promise<void> {
  return replaceFile(path, `${size} ${root.toString('base64')}\n`, 0o600);
}

/** The tree as the database has it. */
export interface SealedTree {
  readonly frontier: MerkleFrontier;
  /** Of the last checkpoint; null when nothing was sealed. */
  readonly last: { readonly root: Buffer; readonly note: string } | null;
  /** What was sealed at the size that this machine signed last; null when nothing was. */
  readonly rootThen: Buffer | null;
}

/**
 * Refuses to go on from a tree of another origin, one that does not hold together, or one that does not contain what
 * was signed last: two trees under one key and origin are what checkpoints are there to rule out.
 * @throws SealedTreeError saying which, and what to do.
 */
export function refuseOtherTree(
  { frontier, last, rootThen }: SealedTree,
  known: SealedHead | null,
  origin: string,
): void {
  const sealedAs = last && parseCheckpoint(parseNote(last.note).text).origin;
  if (sealedAs !== null && sealedAs !== origin) {
    throw new SealedTreeError(
      `The audit log of this database is sealed as "${sealedAs}" and the environment variable AUDIT_ORIGIN says "${origin}": set it to the first, an origin cannot change.`,
    );
  }
  const holds = last ? frontierRoot(frontier).equals(last.root) : frontier.size === 0;
  const continues = known === null || known.size === 0 || rootThen?.equals(known.root) === true;
  if (!holds || !continues) {
    throw new SealedTreeError(
      `The audit log in the database is not the one whose ${known?.size ?? frontier.size} entries were sealed last: verify an export against a checkpoint kept elsewhere; if an older backup was restored, or this is another database, remove the file that ends in .head beside the signing key.`,
    );
  }
}
