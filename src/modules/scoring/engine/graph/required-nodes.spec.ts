import { describe, expect, it } from '@jest/globals';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { RequiredNodes } from './required-nodes.js';
import { model, needs, needsSome, W1, W1H, W9 } from './testing/examples.js';

function required(input: PortfolioInput, ...starts: string[]): string[] {
  const portfolio = buildPortfolio(input);
  const nodes = new RequiredNodes(portfolio).of(starts.map((id) => portfolio.indexOf.get(id)!));
  return Array.from(nodes, (node) => portfolio.ids[node]!);
}

function ofSubject(input: PortfolioInput, useCase: number, ...components: string[]): string[] {
  const portfolio = buildPortfolio(input);
  const required = new RequiredNodes(portfolio);
  const nodes = required.ofSubject(
    required.of([portfolio.nodeCount + useCase]),
    components.map((id) => portfolio.indexOf.get(id)!),
  );
  return Array.from(nodes, (node) => portfolio.ids[node]!);
}

describe('required nodes', () => {
  it('follow the first alternative to the end, not the fallback', () => {
    expect(required(W1, 'U1')).toEqual(['A', 'H']);
    expect(required(W1H, 'U1')).toEqual(['A', 'UNKNOWN_UPSTREAM']);
  });

  it('are the first k by rank, whether they count or not', () => {
    const input: PortfolioInput = {
      nodes: ['C', 'B', 'A'].map((id) => model(id)),
      requirements: [
        {
          of: 'U',
          k: 2,
          alternatives: [
            { node: 'A', counts: false },
            { node: 'B', counts: true },
            { node: 'C', counts: true },
          ],
        },
      ],
      useCases: [{ id: 'U', tier: 'T1' }],
    };
    expect(required(input, 'U')).toEqual(['B', 'A']);
  });

  it('end on a ring', () => {
    const input: PortfolioInput = {
      nodes: ['A', 'B'].map((id) => model(id)),
      requirements: [needs('U', 'A'), needs('A', 'B'), needsSome(1, 'B', 'A')],
      useCases: [{ id: 'U', tier: 'T1' }],
    };
    expect(required(input, 'U')).toEqual(['A', 'B']);
    expect(required(input, 'B')).toEqual(['A', 'B']);
  });

  it('of a subject: the components of the arrangement that the use case requires, and what these require', () => {
    expect(ofSubject(W1, 0, 'A', 'B')).toEqual(['A', 'H']);
    expect(ofSubject(W1, 0, 'B')).toEqual([]);
  });

  it('of a subject: without what the firm operates itself', () => {
    expect(ofSubject(W9, 1, 'LM1')).toEqual(['R1', 'CloudCo']);
  });
});
