import { describe, expect, it } from '@jest/globals';
import { UnknownIdError } from './columns-builder.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { simulate } from './simulate.js';
import { model, needs, W1, W1H, W4I } from './testing/examples.js';

describe('simulation of a portfolio', () => {
  it('answers what stops, what each node alone stops, and what stops each use case', () => {
    expect(simulate(buildPortfolio(W1), ['A'], 2)).toEqual({
      stopped: ['U3'],
      blastRadius: { A: 2 / 15, B: 5 / 15, H: 1 },
      cutSets: { U1: [['H'], ['A', 'B']], U2: [['B'], ['H']], U3: [['A'], ['H']], U4: [['B'], ['H']] },
    });
  });

  it('fails several nodes at once', () => {
    const portfolio = buildPortfolio(W4I);
    expect(simulate(portfolio, ['R1'], 1).stopped).toEqual(['U3']);
    expect(simulate(portfolio, ['R2', 'R1', 'R2'], 1).stopped).toEqual(['U1', 'U3']);
  });

  it('lets an undisclosed upstream follow a host in the radii, not in what stops', () => {
    const { stopped, blastRadius } = simulate(buildPortfolio(W1H), ['H'], 1);
    expect(stopped).toEqual(['U2', 'U4']);
    expect(blastRadius).toMatchObject({ H: 1, UNKNOWN_UPSTREAM: 1 });
    expect(simulate(buildPortfolio(W1H), ['UNKNOWN_UPSTREAM'], 1).stopped).toEqual(['U3']);
  });

  it('answers an empty portfolio with nothing', () => {
    const empty = buildPortfolio({ nodes: [], requirements: [], useCases: [] });
    expect(simulate(empty, [], 3)).toEqual({ stopped: [], blastRadius: {}, cutSets: {} });
  });

  it('treats every text as an id, those that JavaScript knows included', () => {
    const input: PortfolioInput = {
      nodes: [model('__proto__'), model('constructor')],
      requirements: [needs('toString', '__proto__')],
      useCases: [{ id: 'toString', tier: 'T1' }],
    };
    const { blastRadius, cutSets } = simulate(buildPortfolio(input), [], 1);
    expect(Object.entries(blastRadius)).toEqual([
      ['__proto__', 1],
      ['constructor', 0],
    ]);
    expect(JSON.stringify(cutSets)).toBe('{"toString":[["__proto__"]]}');
  });

  it('refuses to fail what is not a node', () => {
    const portfolio = buildPortfolio(W1);
    expect(() => simulate(portfolio, ['nothing'], 1)).toThrow(UnknownIdError);
    expect(() => simulate(portfolio, ['U1'], 1)).toThrow(UnknownIdError);
  });

  it('refuses to build requirements on what is not there', () => {
    expect(() => buildPortfolio({ ...W1, requirements: [needs('U1', 'nothing')] })).toThrow(UnknownIdError);
  });
});
