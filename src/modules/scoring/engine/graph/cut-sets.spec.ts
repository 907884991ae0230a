import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PortfolioTooComplexError, type ComputationLimits } from './computation-limits.js';
import { cutSets } from './cut-sets.js';
import type { PortfolioInput, RequirementInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { bruteCutSets } from './testing/brute-force.js';
import { host, model, needs, needsSome, W1, W1H, W1I, W1U, W4, W4I, W9 } from './testing/examples.js';
import { portfolioArbitrary } from './testing/random-portfolio.js';

function cuts(input: PortfolioInput, maxOrder: number, limits?: ComputationLimits): Record<string, unknown> {
  return Object.fromEntries(cutSets(buildPortfolio(input), maxOrder, limits));
}

/** One T1 use case U on models with the given ids. */
function single(ids: string[], requirements: RequirementInput[]): PortfolioInput {
  return { nodes: ids.map((id) => model(id)), requirements, useCases: [{ id: 'U', tier: 'T1' }] };
}

describe('minimal cut sets', () => {
  it('W1: one host under both vendors is a single point', () => {
    expect(cuts(W1, 2)).toEqual({
      U1: [['H'], ['A', 'B']],
      U2: [['B'], ['H']],
      U3: [['A'], ['H']],
      U4: [['B'], ['H']],
    });
  });

  it('W1u: the undisclosed upstream is a node like others', () => {
    expect(cuts(W1U, 2)).toMatchObject({ U1: [['UNKNOWN_UPSTREAM'], ['A', 'B']] });
  });

  it('W1h: it does not follow a known host here', () => {
    const pairs = [
      ['A', 'B'],
      ['A', 'H'],
      ['B', 'UNKNOWN_UPSTREAM'],
      ['H', 'UNKNOWN_UPSTREAM'],
    ];
    expect(cuts(W1H, 2)).toMatchObject({ U1: pairs });
  });

  it('W1i: four pairs over separate hosts', () => {
    const pairs = [
      ['A', 'B'],
      ['A', 'HB'],
      ['B', 'HA'],
      ['HA', 'HB'],
    ];
    expect(cuts(W1I, 3)).toMatchObject({ U1: pairs });
  });

  it('W4 and W4i: the region, or pairs of regions', () => {
    expect(cuts(W4, 2)).toMatchObject({ U1: [['R'], ['P1', 'P2']] });
    const pairs = [
      ['P1', 'P2'],
      ['P1', 'R2'],
      ['P2', 'R1'],
      ['R1', 'R2'],
    ];
    expect(cuts(W4I, 2)).toMatchObject({ U1: pairs });
  });

  it('W9: names no parent, though a parent alone stops the use case', () => {
    const pairs = [
      ['LM1', 'LM2'],
      ['LM1', 'R2'],
      ['LM2', 'R1'],
      ['R1', 'R2'],
    ];
    expect(cuts(W9, 2)).toMatchObject({ U2: pairs });
  });

  it('stops at the order that is asked for', () => {
    const input = single(['A', 'B', 'C'], [needs('U', 'A', 'B', 'C')]);
    expect(cuts(input, 1)).toEqual({ U: [] });
    expect(cuts(input, 2)).toEqual({ U: [] });
    expect(cuts(input, 3)).toEqual({ U: [['A', 'B', 'C']] });
  });

  it('finds every n − k + 1 of a k-of-n group, and a shared node below two of them', () => {
    const input = single(
      ['A', 'B', 'C', 'H'],
      [needsSome(2, 'U', 'A', 'B', 'C'), needs('A', 'H'), needs('B', 'H')],
    );
    expect(cuts(input, 3)).toEqual({ U: [['H'], ['A', 'B'], ['A', 'C'], ['B', 'C']] });
  });

  it('does not list a set that holds a smaller one', () => {
    const rows = [needs('U', 'A', 'B'), needs('U', 'A', 'C', 'D'), needs('U', 'C', 'D', 'B')];
    expect(cuts(single(['A', 'B', 'C', 'D'], rows), 3)).toEqual({
      U: [
        ['A', 'B'],
        ['A', 'C', 'D'],
        ['B', 'C', 'D'],
      ],
    });
  });

  it('lets a ring of fallbacks hold itself up', () => {
    const rows = [needs('U', 'X'), needs('X', 'Y', 'H1'), needs('Y', 'X', 'H2')];
    expect(cuts(single(['X', 'Y', 'H1', 'H2'], rows), 3)).toEqual({ U: [['X'], ['H1', 'Y']] });
  });

  it('gives the one empty set where nothing has to fail, and none where nothing can', () => {
    const input: PortfolioInput = {
      nodes: [model('A'), { id: 'M', kind: 'manual_procedure' }],
      requirements: [{ of: 'U', k: 1, alternatives: [{ node: 'A', counts: false }] }, needs('V', 'A', 'M')],
      useCases: ['U', 'V', 'W'].map((id) => ({ id, tier: 'T2' as const })),
    };
    expect(cuts(input, 3)).toEqual({ U: [[]], V: [], W: [] });
  });

  it('does not count on what is out of service', () => {
    const input: PortfolioInput = {
      nodes: [model('A'), model('B', { outOfService: true })],
      requirements: [needs('U', 'A', 'B')],
      useCases: [{ id: 'U', tier: 'T1' }],
    };
    expect(cuts(input, 3)).toEqual({ U: [['A']] });
  });

  it('sorts by length, then by text, whatever the order of the input', () => {
    const rows = [needs('U', 'b', 'B'), needs('U', 'a10'), needs('U', 'a9')];
    expect(cuts(single(['b', 'a9', 'B', 'a10'], rows), 2)).toEqual({ U: [['a10'], ['a9'], ['B', 'b']] });
  });

  it('gives up beyond the number of sets, over all use cases together', () => {
    const chain = (prefix: string): string[] => Array.from({ length: 10 }, (_, i) => `${prefix}${i}`);
    const ids = [...chain('a'), ...chain('b')];
    const steps = ['a', 'b'].flatMap((p) =>
      chain(p)
        .slice(1)
        .map((id, i) => needs(`${p}${i}`, id)),
    );
    const input: PortfolioInput = {
      nodes: ids.map((id) => host(id)),
      requirements: [needs('U', 'a0', 'b0'), needs('V', 'a0', 'b0'), ...steps],
      useCases: ['U', 'V'].map((id) => ({ id, tier: 'T1' as const })),
    };
    expect(cuts(input, 2, { maxSets: 200 })['V']).toHaveLength(100);
    expect(() => cuts(input, 2, { maxSets: 199 })).toThrow(new PortfolioTooComplexError('sets'));
    expect(() => cuts(input, 2, { maxSets: 5 })).toThrow(new PortfolioTooComplexError('sets'));
  });

  it('gives up when it is told to', () => {
    let asked = 0;
    const limits = { shouldStop: () => ++asked > 3 };
    expect(() => cuts(W1I, 3, limits)).toThrow(new PortfolioTooComplexError('time'));
  });

  it('agrees with trying every subset on larger portfolios', () => {
    fc.assert(
      fc.property(portfolioArbitrary(12), ({ input }) => {
        expect(cuts(input, 3)).toEqual(Object.fromEntries(bruteCutSets(input, 3)));
      }),
      { numRuns: 1_000 },
    );
  }, 300_000);
});
