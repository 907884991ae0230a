import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blastRadiusOf, blastRadiusOfAll, forEachFailure, radiusScratch } from './blast-radius.js';
import { PortfolioTooComplexError } from './computation-limits.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { host, model, needs, W1, W1H, W1I, W1U, W4, W4I, W9 } from './testing/examples.js';
import { portfolioArbitrary } from './testing/random-portfolio.js';

function radii(input: PortfolioInput): Record<string, number> {
  const portfolio = buildPortfolio(input);
  const { share } = blastRadiusOfAll(portfolio);
  return Object.fromEntries(Array.from(share, (value, node) => [portfolio.ids[node]!, value]));
}

describe('blast radius', () => {
  it('W1: two vendors on one host', () => {
    expect(radii(W1)).toEqual({ A: 2 / 15, B: 5 / 15, H: 1 });
  });

  it('W1u: the undisclosed host carries both, and an idle known host may be that host', () => {
    expect(radii(W1U)).toEqual({ A: 2 / 15, B: 5 / 15, H: 1, UNKNOWN_UPSTREAM: 1 });
  });

  it('W1h: hiding one of the hosts does not pay', () => {
    expect(radii(W1H)).toEqual({ A: 2 / 15, B: 5 / 15, H: 1, UNKNOWN_UPSTREAM: 1 });
  });

  it('W1i: separate hosts', () => {
    expect(radii(W1I)).toEqual({ A: 2 / 15, B: 5 / 15, HA: 2 / 15, HB: 5 / 15 });
  });

  it('W4 and W4i: fallback in the same region, and in another', () => {
    const alone = { P1: 0, P2: 0, X2: 4 / 15, X3: 2 / 15, X4: 1 / 15, R2: 0, R3: 5 / 15 };
    expect(radii(W4)).toEqual({ ...alone, R: 8 / 15, R1: 2 / 15 });
    expect(radii(W4I)).toEqual({ ...alone, R: 0, R1: 2 / 15 });
  });

  it('W9: a parent fails all that is its', () => {
    expect(radii(W9)).toMatchObject({ CloudCo: 6 / 15, R1: 2 / 15, R2: 0, LM1: 0, H: 9 / 15 });
  });

  it('names the use cases, the undivided weight and the failure that is the worst', () => {
    const portfolio = buildPortfolio(W1H);
    const hidden = portfolio.indexOf.get('UNKNOWN_UPSTREAM')!;
    expect(blastRadiusOf(portfolio, hidden)).toEqual({
      share: 1,
      absoluteWeight: 15,
      stopped: [0, 1, 2, 3],
      through: portfolio.indexOf.get('H'),
    });
    const b = portfolio.indexOf.get('B')!;
    expect(blastRadiusOf(portfolio, b)).toEqual({
      share: 5 / 15,
      absoluteWeight: 5,
      stopped: [1, 3],
      through: b,
    });
  });

  it('visits the failing alone of an undisclosed node and each failure that takes it along', () => {
    const portfolio = buildPortfolio(W1H);
    const visited: string[] = [];
    const visit = (trigger: number): void => void visited.push(portfolio.ids[trigger]!);
    forEachFailure(portfolio, portfolio.indexOf.get('UNKNOWN_UPSTREAM')!, radiusScratch(portfolio), visit);
    expect(visited).toEqual(['UNKNOWN_UPSTREAM', 'H']);
  });

  it('counts an unknown or provisional tier as 8 where it stops and as 1 in the whole, capped at 1', () => {
    const unknown: PortfolioInput = {
      nodes: [model('A'), model('B'), model('C')],
      requirements: [needs('U', 'A'), needs('V', 'B'), needs('W', 'C')],
      useCases: [
        { id: 'U', tier: 'unknown' },
        { id: 'V', tier: 'T3', provisional: true },
        { id: 'W', tier: 'T1' },
      ],
    };
    expect(radii(unknown)).toEqual({ A: 8 / 10, B: 8 / 10, C: 8 / 10 });
    const alone = buildPortfolio({
      ...unknown,
      useCases: unknown.useCases.slice(0, 1),
      requirements: [needs('U', 'A')],
    });
    expect(blastRadiusOf(alone, 0)).toMatchObject({ share: 1, absoluteWeight: 8 });
  });

  it('counts a use case that is stopped anyway in the radius of every node', () => {
    const input: PortfolioInput = {
      nodes: [model('A'), model('B'), model('Z')],
      requirements: [needs('U', 'A'), { of: 'V', k: 1, alternatives: [{ node: 'B', counts: false }] }],
      useCases: [
        { id: 'U', tier: 'T1' },
        { id: 'V', tier: 'T2' },
      ],
    };
    expect(radii(input)).toEqual({ A: 1, B: 4 / 12, Z: 4 / 12 });
  });

  it('is 0 where there are no use cases, and empty where there are no nodes', () => {
    expect(radii({ nodes: [host('H')], requirements: [], useCases: [] })).toEqual({ H: 0 });
    expect(radii({ nodes: [], requirements: [], useCases: [{ id: 'U', tier: 'T1' }] })).toEqual({});
  });

  it('gives a manual procedure no radius of its own', () => {
    const input: PortfolioInput = {
      nodes: [{ id: 'M', kind: 'manual_procedure' }],
      requirements: [needs('U', 'M')],
      useCases: [{ id: 'U', tier: 'T1' }],
    };
    expect(radii(input)).toEqual({ M: 0 });
    expect(blastRadiusOf(buildPortfolio(input), 0).share).toBe(0);
  });

  it('weighs by the method that it is given', () => {
    const method = {
      tierWeights: { T1: 3, T2: 1, T3: 1, T4: 1 },
      substitutability: { easily: 0, medium: 0, highly_complex: 0, not_substitutable: 0, unknown: 1 },
    };
    const { share } = blastRadiusOfAll(buildPortfolio(W1I, method));
    expect(Array.from(share)).toEqual([1 / 6, 2 / 6, 1 / 6, 2 / 6]);
  });

  it('ends when it is told to', () => {
    const stop = { shouldStop: () => true };
    expect(() => blastRadiusOfAll(buildPortfolio(W1), stop)).toThrow(PortfolioTooComplexError);
  });

  it('never shrinks when the host of a node is no longer disclosed', () => {
    fc.assert(
      fc.property(portfolioArbitrary(), ({ input }) => {
        input.requirements.forEach((row, i) => {
          const known = input.nodes.find((node) => node.id === row.alternatives[0]!.node);
          const soleHost = row.alternatives.length === 1 && row.alternatives[0]!.counts;
          if (!soleHost || !['hosting', 'network_edge', 'region'].includes(known?.kind ?? '')) return;
          const hidden: PortfolioInput = {
            ...input,
            requirements: input.requirements.with(i, needs(row.of, 'UNKNOWN_UPSTREAM')),
          };
          expect(radii(hidden)['UNKNOWN_UPSTREAM']).toBeGreaterThanOrEqual(radii(input)[known!.id]!);
        });
      }),
      { numRuns: 3_000 },
    );
  }, 300_000);
});
