import { hash as digestOf, randomBytes } from 'node:crypto';

const PREFIX = 'upk_';
const SECRET = /^upk_[A-Za-z0-9_-]{43}$/;

/** A new API key: 256 random bits. It is shown once; only its hash is stored, and its first letters to tell it by. */
export function newSecret(): { secret: string; hash: Buffer; prefix: string } {
  const secret = PREFIX + randomBytes(32).toString('base64url');
  return { secret, hash: hashOf(secret), prefix: secret.slice(0, 10) };
}

export function isSecret(text: string): boolean {
  return SECRET.test(text);
}

/** SHA-256; a fast hash is right here, since the secret has 256 bits of its own. Looked up by index, never compared. */
export function hashOf(secret: string): Buffer {
  return digestOf('sha256', secret, 'buffer');
}
