import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { NoteError } from './note-error.js';
import type { NoteSigner } from './signed-note.js';
import { formatVerifierKey, verifierKeyOf } from './verifier-key.js';

/** The key that signs checkpoints. A KeyObject prints without its secret, so the whole may meet a log. */
export interface SigningKey extends NoteSigner {
  /** To be handed out, and kept outside the database. */
  readonly verifierKey: string;
}

/** A new Ed25519 private key as PEM (PKCS #8). The secret itself: write it to a file, nowhere else. */
export function generateSigningKeyPem(): string {
  const { privateKey } = generateKeyPairSync('ed25519');
  return privateKey.export({ format: 'pem', type: 'pkcs8' }).toString();
}

/**
 * Reads a private key.
 * @param name the log's origin; it becomes the key's name.
 * @throws NoteError when the PEM is not an unencrypted Ed25519 private key. The message holds nothing of it.
 */
export function signingKeyFromPem(pem: string, name: string): SigningKey {
  const privateKey = readPrivateKey(pem);
  if (privateKey?.asymmetricKeyType !== 'ed25519') {
    throw new NoteError('Not an Ed25519 private key in PEM form (PKCS #8, not encrypted)');
  }
  return { name, privateKey, verifierKey: formatVerifierKey(verifierKeyOf(name, privateKey)) };
}

function readPrivateKey(pem: string): KeyObject | undefined {
  try {
    return createPrivateKey({ key: pem, format: 'pem' });
  } catch {
    // Whatever the parser says of a secret stays here.
    return undefined;
  }
}
