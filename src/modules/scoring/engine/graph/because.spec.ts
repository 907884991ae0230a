import { describe, expect, it } from '@jest/globals';
import { explainFailure, type BecauseStep } from './because.js';
import { createScratch, propagate } from './failure.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { model, needs, needsSome, W1, W1H } from './testing/examples.js';

function explain(input: PortfolioInput, failed: string[], id: string, hiddenFollow = false): BecauseStep[] {
  const portfolio = buildPortfolio(input);
  const scratch = createScratch(portfolio, hiddenFollow);
  propagate(
    portfolio,
    failed.map((node) => portfolio.indexOf.get(node)!),
    scratch,
  );
  return explainFailure(scratch, portfolio.indexOf.get(id)!);
}

const USE_CASE: PortfolioInput['useCases'] = [{ id: 'U', tier: 'T1' }];

describe('explanation of a failure', () => {
  it('names both vendors and the host that they share', () => {
    expect(explain(W1, ['H'], 'U1')).toEqual([
      { id: 'U1', kind: 'requirement', because: ['A', 'B'] },
      { id: 'A', kind: 'requirement', because: ['H'] },
      { id: 'B', kind: 'requirement', because: ['H'] },
      { id: 'H', kind: 'failed', because: [] },
    ]);
  });

  it('says that an undisclosed upstream may be the host that failed', () => {
    expect(explain(W1H, ['H'], 'U3', true)).toEqual([
      { id: 'U3', kind: 'requirement', because: ['A'] },
      { id: 'A', kind: 'requirement', because: ['UNKNOWN_UPSTREAM'] },
      { id: 'UNKNOWN_UPSTREAM', kind: 'may_be_the_same', because: ['H'] },
      { id: 'H', kind: 'failed', because: [] },
    ]);
  });

  it('takes the path with the fewest levels', () => {
    const input: PortfolioInput = {
      nodes: ['A', 'B', 'C', 'H'].map((id) => model(id)),
      requirements: [needs('U', 'A'), needs('U', 'C'), needs('A', 'B'), needs('B', 'H'), needs('C', 'H')],
      useCases: USE_CASE,
    };
    expect(explain(input, ['H'], 'U').map(({ id }) => id)).toEqual(['U', 'C', 'H']);
  });

  it('names no more alternatives than it takes', () => {
    const input: PortfolioInput = {
      nodes: ['A', 'B', 'C'].map((id) => model(id)),
      requirements: [needsSome(2, 'U', 'A', 'B', 'C')],
      useCases: USE_CASE,
    };
    expect(explain(input, ['A', 'B', 'C'], 'U')[0]).toEqual({
      id: 'U',
      kind: 'requirement',
      because: ['A', 'B'],
    });
  });

  it('tells what failed from the start, and why', () => {
    const input: PortfolioInput = {
      nodes: [model('A', { outOfService: true }), model('B')],
      requirements: [needs('U', 'A'), { of: 'B', k: 1, alternatives: [{ node: 'A', counts: false }] }],
      useCases: USE_CASE,
    };
    expect(explain(input, [], 'U')).toEqual([
      { id: 'U', kind: 'requirement', because: ['A'] },
      { id: 'A', kind: 'out_of_service', because: [] },
    ]);
    expect(explain(input, [], 'B')).toEqual([{ id: 'B', kind: 'too_few_alternatives', because: [] }]);
  });

  it('is empty for what has not failed', () => {
    expect(explain(W1, ['A'], 'U1')).toEqual([]);
  });
});
