import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ScoreWorld } from './domain/score-all.js';
import { edited, editsArbitrary } from './domain/testing/random-edits.js';
import { METHOD_V1 } from './engine/method-v1.js';
import { GraphHash, hashOf } from './graph-hash.js';

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
