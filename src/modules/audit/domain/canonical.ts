import canonicalize from 'canonicalize';
import { assertCanonical, CanonicalFormError, type JsonValue } from '../../../kernel/canonical-json.js';

/**
 * The canonical JSON text of a value (RFC 8785): no white space, members sorted by UTF-16 code units, numbers
 * and strings as ECMAScript prints them.
 * @throws CanonicalFormError for NaN, infinities, lone surrogates, `undefined`, functions, class instances
 *   (`Date` too), cycles and depth beyond MAX_DEPTH.
 */
export function canonicalText(value: JsonValue): string {
  // The library prints a function as `undefined` and drops undefined members: nothing of it may reach a hash.
  assertCanonical(value);
  const text = canonicalize(value);
  if (text === undefined) throw new CanonicalFormError('', 'not a JSON value');
  return text;
}

/** {@link canonicalText} as UTF-8 bytes, the form that is hashed. */
export function canonicalBytes(value: JsonValue): Buffer {
  return Buffer.from(canonicalText(value), 'utf8');
}
