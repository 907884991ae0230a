import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { canonicalText } from './engine/graph/canonical-text.js';
import type { Portfolio } from './engine/graph/portfolio.js';

/** SHA-256 of the canonical text: equal graphs have equal hashes. */
export function hashOf(portfolio: Portfolio): string {
  const hash = createHash('sha256');
  for (const piece of canonicalText(portfolio)) hash.update(piece);
  return hash.digest('hex');
}

/** SHA-256, in hex, of the canonical JSON (RFC 8785) of a value. */
export function hashOfValue(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}
