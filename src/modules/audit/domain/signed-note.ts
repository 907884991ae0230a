import { sign, verify, type KeyObject } from 'node:crypto';
import { decodeBase64 } from './base64.js';
import { NoteError } from './note-error.js';
import { assertKeyName, KEY_ID_LENGTH, verifierKeyOf, type VerifierKey } from './verifier-key.js';

// Form: https://c2sp.org/signed-note – text, empty line, signature lines "— <name> <base64(key id, signature)>".

/** Larger notes are refused unread; 16 signatures of any kind fit. */
const MAX_NOTE_BYTES = 1_000_000;
const MAX_SIGNATURES = 100;
const SIGNATURE_START = '\u2014 ';

export interface NoteSigner {
  readonly name: string;
  /** Ed25519. */
  readonly privateKey: KeyObject;
}

export interface NoteSignature {
  readonly name: string;
  readonly keyId: Buffer;
  readonly signature: Buffer;
}

export interface ParsedNote {
  /** What is signed: ends in a newline. Not to be believed before a signature of a known key is verified. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

/** A note whose text a known key has signed. */
export interface VerifiedNote {
  readonly text: string;
  /** The known keys that signed it; at least one. */
  readonly verifiedBy: readonly VerifierKey[];
}

/**
 * Signs a text with each key, in order.
 * @param text ends in a newline; no other control characters.
 * @throws NoteError when the text cannot be a note's, or nobody signs.
 */
export function signNote(text: string, signers: readonly NoteSigner[]): string {
  assertNoteCharacters(text);
  if (!text.endsWith('\n')) throw new NoteError('The text of a note ends in a newline');
  if (signers.length === 0) throw new NoteError('A note has at least one signature');
  return `${text}\n${signers.map((signer) => signatureLine(text, signer)).join('')}`;
}

/**
 * Takes a note apart; verifies nothing.
 * @throws NoteError when it has not the form of a note.
 */
export function parseNote(note: string): ParsedNote {
  assertNoteCharacters(note);
  const end = note.lastIndexOf('\n\n');
  if (end < 0 || !note.endsWith('\n'))
    throw new NoteError('A note is a text, an empty line and signature lines');
  const lines = note.slice(end + 2, -1).split('\n');
  if (lines.length > MAX_SIGNATURES) throw new NoteError(`More than ${MAX_SIGNATURES} signatures`);
  return { text: note.slice(0, end + 1), signatures: lines.map(parseSignatureLine) };
}

/**
 * Verifies a note by the keys that are known. Signatures of unknown keys are ignored, so that a key can be
 * rotated and witnesses can co-sign.
 * @throws NoteError when no known key signed it, or a signature in the name of a known key is wrong.
 */
export function verifyNote(note: string, knownKeys: readonly VerifierKey[]): VerifiedNote {
  const { text, signatures } = parseNote(note);
  const signed = Buffer.from(text, 'utf8');
  const verifiedBy: VerifierKey[] = [];
  for (const signature of signatures) {
    const key = knownKeys.find(
      (known) => known.name === signature.name && known.keyId.equals(signature.keyId),
    );
    if (key === undefined || verifiedBy.includes(key)) continue;
    if (!verify(null, signed, key.publicKey, signature.signature)) {
      throw new NoteError(`The signature of ${key.name} is wrong`);
    }
    verifiedBy.push(key);
  }
  if (verifiedBy.length === 0) throw new NoteError('No known key has signed this note');
  return { text, verifiedBy };
}

function signatureLine(text: string, signer: NoteSigner): string {
  const { keyId } = verifierKeyOf(signer.name, signer.privateKey);
  const signature = sign(null, Buffer.from(text, 'utf8'), signer.privateKey);
  return `${SIGNATURE_START}${signer.name} ${Buffer.concat([keyId, signature]).toString('base64')}\n`;
}

function parseSignatureLine(line: string): NoteSignature {
  const [name, encoded, ...rest] = line.slice(SIGNATURE_START.length).split(' ');
  const bytes = encoded === undefined ? undefined : decodeBase64(encoded);
  if (!line.startsWith(SIGNATURE_START) || name === undefined || bytes === undefined || rest.length > 0) {
    throw new NoteError('Malformed signature line');
  }
  assertKeyName(name);
  if (bytes.length <= KEY_ID_LENGTH) throw new NoteError('Malformed signature line');
  return { name, keyId: bytes.subarray(0, KEY_ID_LENGTH), signature: bytes.subarray(KEY_ID_LENGTH) };
}

/** Notes are UTF-8 without control characters other than newline. */
function assertNoteCharacters(text: string): void {
  if (Buffer.byteLength(text, 'utf8') > MAX_NOTE_BYTES) throw new NoteError('The note is too long');
  if (/[^\P{Cc}\n]|\p{Cs}/u.test(text)) throw new NoteError('A note has no control characters and is UTF-8');
}
