import { pointerToken } from './json-pointer.js';
/** What JSON can hold. `undefined` is not among it: a missing fact is `null` or an absent field. */
export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [field: string]: JsonValue;
}

/** The value has no canonical form. Names the place (RFC 6901 pointer), never the value: it may be personal. */
export class CanonicalFormError extends Error {
  override readonly name = 'CanonicalFormError';
  constructor(
    readonly pointer: string,
    readonly reason: string,
  ) {
    super(`No canonical form: ${reason} at "${pointer}"`);
  }
}

/** Deeper values are refused, so that no entry can exhaust the stack of a writer, a sealer or a verifier. */
export const MAX_DEPTH = 100;

/** With the `u` flag a well-formed pair is one code point, so this finds only halves. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/**
 * Holds that a value has a canonical form (RFC 8785).
 * @throws CanonicalFormError naming the first place that has none.
 */
export function assertCanonical(value: unknown, pointer = '', depth = 0): void {
  if (depth > MAX_DEPTH) throw new CanonicalFormError(pointer, `nested deeper than ${MAX_DEPTH}`);
  if (value === null || typeof value === 'boolean') return;
  if (typeof value === 'number') return assertFinite(value, pointer);
  if (typeof value === 'string') return assertWellFormed(value, pointer);
  if (typeof value !== 'object') throw new CanonicalFormError(pointer, `${typeof value} is not JSON`);
  if (Array.isArray(value)) return assertItems(value, pointer, depth);
  assertMembers(value, pointer, depth);
}

function assertFinite(value: number, pointer: string): void {
  if (!Number.isFinite(value)) throw new CanonicalFormError(pointer, 'number is not finite');
}

function assertWellFormed(value: string, pointer: string): void {
  if (LONE_SURROGATE.test(value)) throw new CanonicalFormError(pointer, 'text has a lone surrogate');
}

function assertItems(items: readonly unknown[], pointer: string, depth: number): void {
  // An index loop, because forEach would skip the holes of a sparse array.
  for (let i = 0; i < items.length; i += 1) assertCanonical(items[i], `${pointer}/${i}`, depth + 1);
}

function assertMembers(value: object, pointer: string, depth: number): void {
  const prototype: unknown = Object.getPrototypeOf(value);
  // Another realm (a test's VM, a worker) has its own Object.prototype: a plain object is one whose chain ends there.
  if (prototype !== null && Object.getPrototypeOf(prototype) !== null) {
    throw new CanonicalFormError(pointer, 'not a plain object');
  }
  for (const [field, member] of Object.entries(value)) {
    const at = `${pointer}/${pointerToken(field)}`;
    assertWellFormed(field, at);
    if (field === 'toJSON' && typeof member === 'function')
      throw new CanonicalFormError(at, 'not a plain object');
    assertCanonical(member, at, depth + 1);
  }
}
