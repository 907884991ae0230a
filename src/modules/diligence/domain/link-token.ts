import { hash as digestOf, randomBytes } from 'node:crypto';

const PREFIX = 'upl_';
const TOKEN = /^upl_[A-Za-z0-9_-]{43}$/;

/** What opens one questionnaire: 256 random bits. It is shown or mailed once; only its hash is stored. */
export function newLinkToken(): { token: string; hash: Buffer } {
  const token = PREFIX + randomBytes(32).toString('base64url');
  return { token, hash: hashOfToken(token) };
}

/** What others wrote, without a token that they may have repeated. */
export function withoutTokens(text: string): string {
  return text.replace(/upl_[A-Za-z0-9_-]{20,}/g, `${PREFIX}…`);
}

export function isLinkToken(text: unknown): text is string {
  return typeof text === 'string' && TOKEN.test(text);
}

/** SHA-256: the token has 256 bits of its own. Looked up by index, never compared. */
export function hashOfToken(token: string): Buffer {
  return digestOf('sha256', token, 'buffer');
}
