import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Portfolio } from '../engine/graph/portfolio.js';
import { GRAPH_METHOD_V1 } from '../engine/graph/graph-method.js';
import { FactIndex } from './fact-index.js';
import { FollowedGraph } from './followed-graph.js';
import { AS_RECORDED, AT_ITS_BEST } from './readings.js';
import { edited, editsArbitrary } from './testing/random-edits.js';

const TODAY = '2026-03-01';
const RUNS = Number(process.env['SUBJECTS'] ?? 1_000);

/** All columns, rows in their order; but for the numbers that rows had in an input, which a row drawn in place has not. */
function columnsOf({ indexOf, rowSource: _source, method: _method, ...columns }: Portfolio): string {
  return JSON.stringify({ ...columns, indexOf: [...indexOf] });
}

describe.each([
  ['as recorded', AS_RECORDED],
  ['at its best', AT_ITS_BEST],
])('a graph %s that follows changes', (_name, reading) => {
  it('is the one that would be drawn anew, column by column', () => {
    const seen = { inPlace: 0, otherRows: 0, whole: 0 };
    fc.assert(
      fc.property(editsArbitrary(), ({ facts: start, edits }) => {
        const index = new FactIndex(start);
        const graph = new FollowedGraph(index, reading, GRAPH_METHOD_V1, TODAY);
        let facts = start;
        for (const one of edits) {
          const { facts: after, edit } = edited(facts, one);
          const before = graph.portfolio;
          graph.follow(index.apply(edit));
          const anew = new FollowedGraph(new FactIndex(after), reading, GRAPH_METHOD_V1, TODAY);
          expect(columnsOf(graph.portfolio)).toBe(columnsOf(anew.portfolio));
          if (graph.portfolio.ids !== before.ids) seen.whole++;
          else if (graph.portfolio.rowOwner === before.rowOwner) seen.inPlace++;
          else seen.otherRows++;
          facts = after;
        }
      }),
      { numRuns: RUNS },
    );
    // It would be easy to be right by drawing everything anew.
    expect(seen.inPlace).toBeGreaterThan(RUNS / 10);
    expect(seen.otherRows).toBeGreaterThan(RUNS / 20);
    expect(seen.whole).toBeGreaterThan(RUNS / 10);
  });
});
