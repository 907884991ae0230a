import { describe, expect, it } from '@jest/globals';
import { canonicalOrder, canonicalText } from './canonical-text.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { model, needs, needsSome, W1, W1U } from './testing/examples.js';

function text(input: PortfolioInput): string {
  const portfolio = buildPortfolio(input);
  return [...canonicalOrder(portfolio)].map((vertex) => canonicalText(portfolio, vertex)).join('');
}

describe('canonical text', () => {
  it('has one line a fact, vertex by vertex', () => {
    const input: PortfolioInput = {
      nodes: [model('A', { undisclosedUpstream: true })],
      requirements: [needs('U"', 'A'), needsSome(1, 'A', 'B', 'C'), needs('A', 'B')],
      useCases: [{ id: 'U"', tier: 'T1' }],
    };
    const nodes = [...input.nodes, model('B'), model('C')];
    expect(text({ ...input, nodes })).toBe(
      [
        '["node","A","language_model","medium",0,0]',
        '["requires",1,[["B",1,"unknown","unknown"],["C",1,"unknown","unknown"]]]',
        '["requires",1,[["B",1,"unknown","unknown"]]]',
        '["requires",1,[["UNKNOWN_UPSTREAM",1,"unknown","unknown"]]]',
        '["node","B","language_model","medium",0,0]',
        '["node","C","language_model","medium",0,0]',
        '["use_case","U\\"","T1",0]',
        '["requires",1,[["A",1,"unknown","unknown"]]]',
        '["node","UNKNOWN_UPSTREAM","undisclosed","unknown",0,0]',
        '',
      ].join('\n'),
    );
  });

  it('does not depend on the order of nodes, use cases and requirements', () => {
    const reversed = {
      nodes: W1.nodes.toReversed(),
      requirements: W1.requirements.toReversed(),
      useCases: W1.useCases.toReversed(),
    };
    expect(text(reversed)).toBe(text(W1));
  });

  it('reads an undisclosed upstream the same as a flag and as a requirement', () => {
    const spelled = {
      ...W1U,
      nodes: W1U.nodes.map((node) => ({ ...node, undisclosedUpstream: false })),
      requirements: [...W1U.requirements, needs('B', 'UNKNOWN_UPSTREAM'), needs('A', 'UNKNOWN_UPSTREAM')],
    };
    expect(text(spelled)).toBe(text(W1U));
  });

  it('changes with every fact of the graph', () => {
    const row = { of: 'U1', k: 1, alternatives: [{ node: 'B', counts: true }] };
    const variants: PortfolioInput[] = [
      W1,
      { ...W1, nodes: [...W1.nodes, model('C')] },
      { ...W1, nodes: W1.nodes.with(0, model('A', { kind: 'library' })) },
      { ...W1, nodes: W1.nodes.with(0, model('A', { substitutability: 'easily' })) },
      { ...W1, nodes: W1.nodes.with(0, model('A', { operatedBy: 'firm' })) },
      { ...W1, nodes: W1.nodes.with(0, model('A', { outOfService: true })) },
      { ...W1, nodes: W1.nodes.with(0, model('A', { undisclosedUpstream: true })) },
      { ...W1, useCases: W1.useCases.with(0, { id: 'U1', tier: 'T2' }) },
      { ...W1, useCases: W1.useCases.with(0, { id: 'U1', tier: 'T1', provisional: true }) },
      { ...W1, requirements: W1.requirements.with(0, needs('U1', 'B', 'A')) },
      { ...W1, requirements: W1.requirements.with(0, needsSome(2, 'U1', 'A', 'B')) },
      { ...W1, requirements: W1.requirements.with(0, row) },
      {
        ...W1,
        requirements: W1.requirements.with(0, { ...row, alternatives: [{ node: 'B', counts: false }] }),
      },
      {
        ...W1,
        requirements: W1.requirements.with(0, {
          ...row,
          alternatives: [{ node: 'B', counts: true, evidence: 'documented' }],
        }),
      },
      {
        ...W1,
        requirements: W1.requirements.with(0, {
          ...row,
          alternatives: [{ node: 'B', counts: true, upstreamDisclosed: 'yes' }],
        }),
      },
    ];
    expect(new Set(variants.map(text)).size).toBe(variants.length);
  });
});
