import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { GraphFacts } from '../facts.js';
import { METHOD_V1 } from '../method-v1.js';
import { carryOver } from './carry-over.js';
import type { FallbackEvidence } from './fallback-evidence.js';
import { buildPortfolio, type Portfolio } from './portfolio.js';
import type { PortfolioInput } from './portfolio-input.js';
import { SubjectGraphs } from './subject-graph.js';
import { portfolioArbitrary } from './testing/random-portfolio.js';

const RUNS = Number(process.env['SUBJECTS'] ?? 1_000);
const EVIDENCE = METHOD_V1.tables.fallbackEvidence as Record<FallbackEvidence, number>;

interface Edit {
  kind: 'substitutability' | 'service' | 'operator' | 'needs' | 'drops' | 'swaps' | 'counts';
  at: number;
  node: number;
}

const editArbitrary: fc.Arbitrary<Edit> = fc.record({
  kind: fc.constantFrom(
    ...(['substitutability', 'service', 'operator', 'needs', 'needs', 'drops', 'swaps', 'counts'] as const),
  ),
  at: fc.nat(50),
  node: fc.nat(50),
});

function edited(input: PortfolioInput, { kind, at, node }: Edit): PortfolioInput {
  const { nodes, requirements, useCases } = input;
  const id = nodes[node % nodes.length]!.id;
  const of = [...nodes, ...useCases][at % (nodes.length + useCases.length)]!.id;
  const place = at % Math.max(1, requirements.length);
  switch (kind) {
    case 'substitutability':
      return { ...input, nodes: nodes.map((n) => (n.id === id ? { ...n, substitutability: 'medium' } : n)) };
    case 'operator':
      return { ...input, nodes: nodes.map((n) => (n.id === id ? { ...n, operatedBy: 'firm' } : n)) };
    case 'counts':
      return {
        ...input,
        requirements: requirements.map((one, i) =>
          i === place
            ? { ...one, alternatives: one.alternatives.map((a) => ({ ...a, counts: !a.counts })) }
            : one,
        ),
      };
    case 'service':
      return { ...input, nodes: nodes.map((n) => (n.id === id ? { ...n, outOfService: true } : n)) };
    case 'needs':
      return {
        ...input,
        requirements: [...requirements, { of, k: 1, alternatives: [{ node: id, counts: true }] }],
      };
    case 'drops':
      return { ...input, requirements: requirements.filter((_, i) => i !== place) };
    case 'swaps':
      return {
        ...input,
        requirements: requirements.map((one, i) =>
          i === place ? { ...one, k: 1, alternatives: [{ node: id, counts: true }] } : one,
        ),
      };
  }
}

/** Every use case with each of its nodes alone, and with all at once. */
function subjectsOf({ useCaseCount, nodeCount }: Portfolio): [useCase: number, components: number[]][] {
  const nodes = Array.from({ length: nodeCount }, (_, node) => node);
  return Array.from({ length: useCaseCount }, (_, useCase) => useCase).flatMap((useCase) =>
    [...nodes.map((node) => [node]), nodes].map((components): [number, number[]] => [useCase, components]),
  );
}

describe('what may differ after a change of the graph', () => {
  it('holds every subject of which another thing is said, and by far not all of them', () => {
    const seen = { other: 0, left: 0, looked: 0 };
    fc.assert(
      fc.property(portfolioArbitrary(9, 9), fc.array(editArbitrary, { maxLength: 3 }), ({ input }, edits) => {
        let now = input;
        let portfolio = buildPortfolio(now);
        let graphs = new SubjectGraphs(portfolio, EVIDENCE);
        let said = answers(graphs, portfolio);
        for (const one of edits) {
          now = edited(now, one);
          const next = buildPortfolio(now);
          const carry = carryOver(portfolio, next);
          if (carry === null) return;
          graphs = new SubjectGraphs(next, EVIDENCE, {}, { graphs, carry });
          const anew = answers(new SubjectGraphs(next, EVIDENCE), next);
          const { changes } = graphs;
          for (const [i, [useCase, components]] of subjectsOf(next).entries()) {
            const may = changes?.mayDiffer(useCase, () => components, said[i]!) ?? true;
            const differs = JSON.stringify(said[i]) !== JSON.stringify(anew[i]);
            if (!may)
              expect({ useCase, components, says: anew[i] }).toEqual({ useCase, components, says: said[i] });
            seen.other += Number(differs);
            seen.looked += Number(may);
            seen.left += Number(!may);
          }
          expect(answers(graphs, next)).toEqual(anew);
          said = anew;
          portfolio = next;
        }
      }),
      { numRuns: RUNS },
    );
    expect(seen.other).toBeGreaterThan(RUNS);
    expect(seen.left).toBeGreaterThan(seen.looked / 2);
  });

  it('holds a use case that a failure has come to stop by way of what it may share a host with', () => {
    const node = (id: string, kind: string) => ({ id, kind, substitutability: 'medium' as const });
    const needs = (of: string, ...alternatives: string[]) => ({
      ...{ of, k: 1 },
      alternatives: alternatives.map((id) => ({ node: id, counts: true })),
    });
    const before: PortfolioInput = {
      nodes: [node('c', 'library'), node('h', 'hosting'), node('m', 'library'), node('w', 'library')],
      useCases: ['u', 'v1', 'v2', 'v3'].map((id) => ({ id, tier: 'T3' })),
      requirements: [
        ...[needs('u', 'c', 'UNKNOWN_UPSTREAM'), needs('u', 'w', 'm')],
        ...['v1', 'v2', 'v3'].map((id) => needs(id, 'w')),
      ],
    };
    const after = { ...before, requirements: [...before.requirements, needs('h', 'c')] };
    const [was, is] = [buildPortfolio(before), buildPortfolio(after)];
    const graphs = new SubjectGraphs(was, EVIDENCE);
    const useCase = is.indexOf.get('u')! - is.nodeCount;
    const components = ['c', 'w'].map((id) => is.indexOf.get(id)!);
    const said = graphs.of(useCase, components);
    expect(said).toMatchObject({ singlePoint: null, worst: { node: 'w' } });
    const { changes } = new SubjectGraphs(is, EVIDENCE, {}, { graphs, carry: carryOver(was, is)! });
    expect(new SubjectGraphs(is, EVIDENCE).of(useCase, components).singlePoint).toMatchObject({ node: 'c' });
    expect(changes!.mayDiffer(useCase, () => components, said)).toBe(true);
  });
});

function answers(graphs: SubjectGraphs, portfolio: Portfolio): GraphFacts[] {
  return subjectsOf(portfolio).map(([useCase, components]) => graphs.of(useCase, components));
}
