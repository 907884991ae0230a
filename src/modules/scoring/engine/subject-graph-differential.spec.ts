import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { FallbackEvidence } from './graph/fallback-evidence.js';
import { buildPortfolio } from './graph/portfolio.js';
import { SubjectGraphs } from './graph/subject-graph.js';
import { portfolioOf, type WrittenGraph } from './graph/written-graph.js';
import { METHOD_V1 } from './method-v1.js';
import { bruteSubject, type BruteAnswer } from './testing/brute-subject.js';
import { randomGraph } from './testing/random-subject.js';

const SUBJECTS = Number(process.env['SUBJECTS'] ?? 10_000);
const EVIDENCE = METHOD_V1.tables.fallbackEvidence as Record<FallbackEvidence, number>;

describe('what a score reads of the graph', () => {
  it(`is, on ${SUBJECTS} random graphs, what the rules say word by word`, () => {
    const seen = { gammaHalf: 0, singlePoint: 0, hidden: 0, fallback: 0 };
    fc.assert(
      fc.property(randomGraph, (graph) => {
        const wanted = bruteSubject(graph);
        expect(askEngine(graph)).toEqual(wanted);
        seen.gammaHalf += wanted.independence === 0.5 ? 1 : 0;
        seen.singlePoint += wanted.singlePoint ? 1 : 0;
        seen.hidden += wanted.hiddenUpstream ? 1 : 0;
        seen.fallback += wanted.fallback > 0 ? 1 : 0;
      }),
      { numRuns: SUBJECTS },
    );
    // The cases that matter occur: otherwise the comparison would prove little.
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(SUBJECTS / 500);
  });
});

function askEngine(graph: WrittenGraph): BruteAnswer {
  const portfolio = buildPortfolio(portfolioOf(graph, EVIDENCE));
  const vertex = (id: string): number => portfolio.indexOf.get(id) ?? -1;
  const useCase = vertex(graph.subject) - portfolio.nodeCount;
  const found = new SubjectGraphs(portfolio, EVIDENCE).of(useCase, graph.arrangement.map(vertex));
  const { worst, singlePoint, sharedNode, ...rest } = found;
  return {
    ...rest,
    concentration: worst === null ? 0 : worst.radius * worst.sigma,
    singlePoint: singlePoint !== null,
    highRiskStopped: sharedNode === null ? 0 : rest.highRiskStopped,
  };
}
