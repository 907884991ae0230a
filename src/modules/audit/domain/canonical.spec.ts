import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CanonicalFormError, type JsonValue, MAX_DEPTH } from '../../../kernel/canonical-json.js';
import { canonicalBytes, canonicalText } from './canonical.js';

/** A value that the types do not allow but a caller without types could pass. */
const untyped = (value: unknown): JsonValue => value as JsonValue;

const pointerOf = (value: unknown): string => {
  try {
    canonicalText(untyped(value));
  } catch (error) {
    if (error instanceof CanonicalFormError) return error.pointer;
    throw error;
  }
  throw new Error('was accepted');
};

describe('canonical JSON', () => {
  it('gives the bytes of the example in RFC 8785 section 3.2.2', () => {
    const example = JSON.parse(
      String.raw`{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],` +
        String.raw`"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]}`,
    ) as JsonValue;
    expect(canonicalText(example)).toBe(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts members by UTF-16 code units (RFC 8785 section 3.2.3)', () => {
    const members = {
      '€': 'Euro',
      '\r': 'CR',
      '\ufb33': 'Hebrew',
      '1': 'One',
      '😀': 'Emoji',
      '\u0080': 'C',
      ö: 'o',
    };
    const order = Object.values(JSON.parse(canonicalText(members)) as object);
    // "1" is an array index, which JavaScript always lists first; the text is what counts.
    expect(canonicalText(members).indexOf('CR')).toBeLessThan(canonicalText(members).indexOf('One'));
    expect(order.slice(2)).toEqual(['C', 'o', 'Euro', 'Emoji', 'Hebrew']);
  });

  it('does not depend on the order in which members were written, and survives a round trip', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), (members) => {
        const value = JSON.parse(JSON.stringify(members)) as { [field: string]: JsonValue };
        const reversed = Object.fromEntries(Object.entries(value).reverse());
        expect(canonicalText(reversed)).toBe(canonicalText(value));
        expect(canonicalText(JSON.parse(canonicalText(value)) as JsonValue)).toBe(canonicalText(value));
      }),
    );
  });

  it('encodes as UTF-8', () => {
    expect(canonicalBytes('審😀').toString('hex')).toBe('22e5afa9f09f988022');
  });

  it('names the place of what cannot be JSON', () => {
    expect(pointerOf({ a: [1, Number.NaN] })).toBe('/a/1');
    expect(pointerOf({ a: Number.POSITIVE_INFINITY })).toBe('/a');
    expect(pointerOf({ 'x/y~z': { b: undefined } })).toBe('/x~1y~0z/b');
    expect(pointerOf([() => 1])).toBe('/0');
    expect(pointerOf({ big: 1n })).toBe('/big');
    expect(pointerOf({ at: new Date(0) })).toBe('/at');
    expect(pointerOf({ map: new Map() })).toBe('/map');
    expect(pointerOf({ toJSON: () => 'other' })).toBe('/toJSON');
    expect(pointerOf(Object.assign([], { length: 1 }))).toBe('/0');
    expect(pointerOf(undefined)).toBe('');
  });

  it('refuses lone surrogates in values and in names, and takes pairs', () => {
    expect(pointerOf({ a: 'x\ud83d' })).toBe('/a');
    expect(pointerOf({ a: '\ude00x' })).toBe('/a');
    expect(pointerOf({ '\ud83d': 1 })).toBe('/\ud83d');
    expect(canonicalText('\ud83d\ude00')).toBe('"😀"');
  });

  it('refuses cycles and depth without exhausting the stack', () => {
    const cycle: { self?: unknown } = {};
    cycle.self = cycle;
    expect(() => canonicalText(untyped(cycle))).toThrow(CanonicalFormError);
    const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(() => canonicalText(untyped(nested(100_000)))).toThrow(CanonicalFormError);
    expect(canonicalText(untyped(nested(MAX_DEPTH + 1)))).toHaveLength(2 * (MAX_DEPTH + 1));
  });

  it('keeps a member called __proto__', () => {
    expect(canonicalText(JSON.parse('{"__proto__":{"a":1}}') as JsonValue)).toBe('{"__proto__":{"a":1}}');
  });

  it('says nothing of the value in its message', () => {
    expect(() => canonicalText({ note: 'secret\ud800' })).toThrow(
      /^No canonical form: [^s]*has a lone surrogate at "\/note"$/,
    );
  });
});
