import { describe, expect, it } from '@jest/globals';
import type { PortfolioInput } from './portfolio-input.js';
import { host, model, needs, needsSome, W1, W1H } from './testing/examples.js';
import { validatePortfolio } from './validate.js';

/** W1 with the given parts replaced. */
function w1(parts: Partial<PortfolioInput>): PortfolioInput {
  return { ...W1, ...parts };
}

function problems(input: PortfolioInput, failed: string[] = [], maxOrder = 2): string[] {
  return validatePortfolio(input, failed, maxOrder).map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('validation of a portfolio', () => {
  it('accepts what is in order, rings and empty portfolios included', () => {
    expect(problems(W1, ['H', 'H'], 3)).toEqual([]);
    expect(problems({ nodes: [], requirements: [], useCases: [] })).toEqual([]);
    expect(problems(w1({ requirements: [needs('A', 'B'), needs('B', 'A'), needs('H', 'H')] }))).toEqual([]);
  });

  it('points at every id that names nothing', () => {
    const requirements = [needs('X', 'A'), needs('U1', 'A', 'Y'), needs('U2', 'U1')];
    expect(problems(w1({ requirements }), ['Z', 'A', 'U1'])).toEqual([
      '/requirements/0/of unknown_id',
      '/requirements/1/alternatives/1/node unknown_id',
      '/requirements/2/alternatives/0/node unknown_id',
      '/failed/0 unknown_id',
      '/failed/2 unknown_id',
    ]);
  });

  it('refuses an id twice: among nodes, among use cases, between them, in one requirement', () => {
    const input = w1({
      nodes: [model('A'), model('B'), model('A'), host('H')],
      useCases: [
        { id: 'U1', tier: 'T1' },
        { id: 'U1', tier: 'T2' },
        { id: 'H', tier: 'T3' },
      ],
      requirements: [needs('U1', 'A', 'B', 'A')],
    });
    expect(problems(input)).toEqual([
      '/nodes/2/id duplicate_id',
      '/useCases/1/id duplicate_id',
      '/useCases/2/id duplicate_id',
      '/requirements/0/alternatives/2/node duplicate_id',
    ]);
  });

  it('refuses a k below one, broken, or above the alternatives', () => {
    const requirements = [0, 1.5, 3, 2].map((k) => needsSome(k, 'U1', 'A', 'B'));
    expect(problems(w1({ requirements }))).toEqual([
      '/requirements/0/k k_below_one',
      '/requirements/1/k k_below_one',
      '/requirements/2/k k_above_alternatives',
    ]);
    expect(problems(w1({ requirements: [needs('U1')] }))).toEqual(['/requirements/0/k k_above_alternatives']);
  });

  it('keeps the ids of undisclosed nodes to itself, but lets them be named where they are used', () => {
    const nodes = [...W1.nodes, host('UNKNOWN_UPSTREAM')];
    expect(problems(w1({ nodes }))).toEqual(['/nodes/3/id reserved_id']);
    expect(problems(w1({ useCases: [{ id: 'UNKNOWN_PARENT', tier: 'T1' }], requirements: [] }))).toEqual([
      '/useCases/0/id reserved_id',
    ]);
    expect(problems(W1H, ['UNKNOWN_UPSTREAM'])).toEqual([]);
    expect(problems(w1({ requirements: [needs('U1', 'UNKNOWN_UPSTREAM')] }), ['UNKNOWN_UPSTREAM'])).toEqual(
      [],
    );
    expect(problems(W1, ['UNKNOWN_UPSTREAM'])).toEqual(['/failed/0 unknown_id']);
    expect(problems(w1({ requirements: [needs('UNKNOWN_UPSTREAM', 'A')] }))).toEqual([
      '/requirements/0/of unknown_id',
    ]);
  });

  it('refuses an order outside 1 … 3', () => {
    expect(problems(W1, [], 0)).toEqual(['/maxOrder order_out_of_range']);
    expect(problems(W1, [], 4)).toEqual(['/maxOrder order_out_of_range']);
    expect(problems(W1, [], 2.5)).toEqual(['/maxOrder order_out_of_range']);
  });

  it('refuses more than the limits, and says no more than that', () => {
    const limits = { nodes: 2, useCases: 3, alternatives: 4 };
    expect(validatePortfolio(w1({ useCases: W1.useCases.slice(0, 3) }), ['?'], 9, limits)).toEqual([
      { pointer: '/nodes', code: 'too_many', params: { most: 2 } },
      { pointer: '/requirements', code: 'too_many', params: { most: 4 } },
    ]);
    const nodes = Array.from({ length: 10_001 }, (_, i) => host(`h${i}`));
    expect(problems(w1({ nodes, requirements: [] }))).toEqual(['/nodes too_many']);
    expect(problems(w1({ nodes: nodes.slice(1), requirements: [] }))).toEqual([]);
  });

  it('lists no more than a hundred problems', () => {
    const failed = Array.from({ length: 500 }, (_, i) => `missing-${i}`);
    expect(validatePortfolio(W1, failed)).toHaveLength(100);
    expect(validatePortfolio(w1({ requirements: failed.map((id) => needs(id, 'A')) }))).toHaveLength(100);
  });
});
