import { createHash, createPublicKey, type KeyObject } from 'node:crypto';
import { decodeBase64 } from './base64.js';
import { NoteError } from './note-error.js';

/** Signature type byte of plain Ed25519 notes (C2SP signed-note, "Signature types"). */
const ED25519 = 0x01;
const PUBLIC_KEY_LENGTH = 32;
export const KEY_ID_LENGTH = 4;

/** A public key under the name that it signs with. */
export interface VerifierKey {
  readonly name: string;
  /** First four bytes of SHA-256(name, newline, type, public key). A label, not a proof. */
  readonly keyId: Buffer;
  readonly publicKey: KeyObject;
}

/**
 * Gives a key its name.
 * @param publicKey Ed25519, public or private (then its public half is taken).
 * @throws NoteError when the name is not allowed or the key is of another kind.
 */
export function verifierKeyOf(name: string, publicKey: KeyObject): VerifierKey {
  assertKeyName(name);
  const publicHalf = publicKey.type === 'private' ? createPublicKey(publicKey) : publicKey;
  return { name, keyId: keyIdOf(name, rawPublicKey(publicHalf)), publicKey: publicHalf };
}

/** `<name>+<key id, 8 hex digits>+<base64 of type and public key>`: what is handed to those who verify. */
export function formatVerifierKey(key: VerifierKey): string {
  const typed = Buffer.concat([Buffer.of(ED25519), rawPublicKey(key.publicKey)]);
  return `${key.name}+${key.keyId.toString('hex')}+${typed.toString('base64')}`;
}

/**
 * Reads {@link formatVerifierKey}.
 * @throws NoteError when the text is malformed, of another signature type, or its id does not fit its key.
 */
export function parseVerifierKey(text: string): VerifierKey {
  // The base64 part may hold '+' itself; the name may not.
  const parts = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text);
  const [, name, keyId, encoded] = parts ?? [];
  const typed = encoded === undefined ? undefined : decodeBase64(encoded);
  if (name === undefined || keyId === undefined || typed === undefined) {
    throw new NoteError('Not a verifier key: expected <name>+<key id>+<base64>');
  }
  if (typed[0] !== ED25519 || typed.length !== 1 + PUBLIC_KEY_LENGTH) {
    throw new NoteError('Not an Ed25519 verifier key');
  }
  const key = verifierKeyOf(name, publicKeyFromRaw(typed.subarray(1)));
  if (key.keyId.toString('hex') !== keyId)
    throw new NoteError('The key id does not belong to this name and key');
  return key;
}

/** @throws NoteError unless the name is non-empty without Unicode spaces, control characters and '+'. */
export function assertKeyName(name: string): void {
  // \p{White_Space} has the spaces, \p{Cc} the control characters, \p{Cs} halves of pairs (not UTF-8).
  if (name === '' || /[+\p{White_Space}\p{Cc}\p{Cs}]/u.test(name)) {
    throw new NoteError('A key name has at least one character, and no space, control character or "+"');
  }
}

function keyIdOf(name: string, publicKey: Buffer): Buffer {
  const hash = createHash('sha256').update(name, 'utf8').update(Buffer.of(0x0a, ED25519)).update(publicKey);
  return hash.digest().subarray(0, KEY_ID_LENGTH);
}

function rawPublicKey(publicKey: KeyObject): Buffer {
  if (publicKey.asymmetricKeyType !== 'ed25519') throw new NoteError('Not an Ed25519 key');
  return Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
}

function publicKeyFromRaw(raw: Buffer): KeyObject {
  return createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') },
    format: 'jwk',
  });
}
