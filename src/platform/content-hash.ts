import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { assertCanonical, type JsonValue } from '../kernel/canonical-json.js';

/**
 * SHA-256, in hex, of the canonical JSON (RFC 8785) of what somebody decides on: a decision is bound to exactly that.
 * @throws CanonicalFormError for what JSON cannot hold
 */
export function contentHash(value: JsonValue): string {
  assertCanonical(value);
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}
