import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { ScoreWorld } from './domain/score-all.js';
import { edited, editsArbitrary } from './domain/testing/random-edits.js';
import { METHOD_V1 } from './engine/method-v1.js';
import { GraphHash, hashOf, hashOfValue } from './graph-hash.js';

const TODAY = '2026-03-01';

describe('the hash of a graph', () => {
  it('that follows changes is the one of the graph drawn anew', () => {
    const seen = { inPlace: 0, others: 0 };
    fc.assert(
      fc.property(editsArbitrary(), ({ facts: start, edits }) => {
        const world = new ScoreWorld(start, METHOD_V1, TODAY);
        let facts = start;
        let before = { hash: new GraphHash(world.portfolio), portfolio: world.portfolio };
        for (const one of edits) {
          const { facts: after, edit } = edited(facts, one);
          world.apply(edit);
          const { portfolio } = world;
          const hash = new GraphHash(portfolio, before.hash);
          expect(hash.hex).toBe(hashOf(new ScoreWorld(after, METHOD_V1, TODAY).portfolio));
          if (portfolio !== before.portfolio && portfolio.ids === before.portfolio.ids) {
            seen.inPlace++;
            if (hash.hex !== before.hash.hex) seen.others++;
          }
          facts = after;
          before = { hash, portfolio };
        }
      }),
      { numRuns: 500 },
    );
    // It would be easy to follow by drawing everything anew, or where nothing changes.
    expect(seen.inPlace).toBeGreaterThan(100);
    expect(seen.others).toBeGreaterThan(50);
  });
});

describe('the hash of a value', () => {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

  it('is that of its canonical JSON (RFC 8785), as another library writes it', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(hashOfValue(value)).toBe(sha256(canonicalize(value) ?? ''));
      }),
    );
  });

  it('is not that of another value, whatever the order of its fields', () => {
    expect(hashOfValue({ b: 1, a: [2, { d: 3, c: 4 }] })).toBe(hashOfValue({ a: [2, { c: 4, d: 3 }], b: 1 }));
    expect(hashOfValue({ a: 1 })).not.toBe(hashOfValue({ a: '1' }));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('is none of %p', (value) => {
    expect(() => hashOfValue({ value })).toThrow();
  });
});
