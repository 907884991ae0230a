import { describe, expect, it } from '@jest/globals';
import { createScratch, propagate, reset } from './failure.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { FOUR_USE_CASES, host, model, needs, needsSome, W1, W1H } from './testing/examples.js';

/** Ids that fail with the given ones, sorted. */
function failed(input: PortfolioInput, ids: string[], hiddenFollow = false): string[] {
  const portfolio = buildPortfolio(input);
  const scratch = createScratch(portfolio, hiddenFollow);
  propagate(
    portfolio,
    ids.map((id) => portfolio.indexOf.get(id)!),
    scratch,
  );
  return Array.from(scratch.order.subarray(0, scratch.count), (vertex) => portfolio.ids[vertex]!).sort();
}

const ONE_USE_CASE: PortfolioInput['useCases'] = [{ id: 'U', tier: 'T1' }];

describe('propagation of failure', () => {
  it('carries a host to the models on it and to the use cases on those', () => {
    expect(failed(W1, ['H'])).toEqual(['A', 'B', 'H', 'U1', 'U2', 'U3', 'U4']);
  });

  it('leaves a use case running on its fallback', () => {
    expect(failed(W1, ['A'])).toEqual(['A', 'U3']);
  });

  it('needs n − k + 1 failures to break k of n', () => {
    const input: PortfolioInput = {
      nodes: ['A', 'B', 'C', 'D'].map((id) => model(id)),
      requirements: [needsSome(2, 'U', 'A', 'B', 'C', 'D')],
      useCases: ONE_USE_CASE,
    };
    expect(failed(input, ['A', 'B'])).not.toContain('U');
    expect(failed(input, ['A', 'B', 'D'])).toContain('U');
  });

  it('rests nothing on an alternative that does not count', () => {
    const input: PortfolioInput = {
      nodes: [model('A'), model('B')],
      requirements: [
        {
          of: 'U',
          k: 1,
          alternatives: [
            { node: 'A', counts: true },
            { node: 'B', counts: false },
          ],
        },
      ],
      useCases: ONE_USE_CASE,
    };
    expect(failed(input, ['A'])).toContain('U');
    expect(failed(input, ['B'])).toEqual(['B']);
  });

  it('does not fail a ring by itself, and fails all of it from any member', () => {
    const ring: PortfolioInput = {
      nodes: ['A', 'B', 'C'].map((id) => model(id)),
      requirements: [needs('A', 'B'), needs('B', 'C'), needs('C', 'A'), needs('U', 'A')],
      useCases: ONE_USE_CASE,
    };
    expect(failed(ring, [])).toEqual([]);
    expect(failed(ring, ['C'])).toEqual(['A', 'B', 'C', 'U']);
  });

  it('has what cannot be met failed from the start', () => {
    const input: PortfolioInput = {
      nodes: [model('A'), model('B', { outOfService: true }), model('C')],
      requirements: [
        needs('U1', 'C'),
        { of: 'C', k: 1, alternatives: [{ node: 'A', counts: false }] },
        needs('U2', 'B'),
        needs('U3', 'A'),
      ],
      useCases: FOUR_USE_CASES,
    };
    expect(failed(input, [])).toEqual(['B', 'C', 'U1', 'U2']);
  });

  it('never fails a manual procedure through something else, only by name', () => {
    const input: PortfolioInput = {
      nodes: [model('A'), { id: 'M', kind: 'manual_procedure' }],
      requirements: [needs('U', 'A', 'M'), needs('M', 'A')],
      useCases: ONE_USE_CASE,
    };
    expect(failed(input, ['A'])).toEqual(['A']);
    expect(failed(input, ['A', 'M'])).toEqual(['A', 'M', 'U']);
  });

  it('lets an undisclosed upstream follow a known host only where that is asked for', () => {
    expect(failed(W1H, ['H'])).toEqual(['B', 'H', 'U2', 'U4']);
    expect(failed(W1H, ['H'], true)).toEqual(['A', 'B', 'H', 'U1', 'U2', 'U3', 'U4', 'UNKNOWN_UPSTREAM']);
    expect(failed(W1H, ['B'], true)).toEqual(['B', 'U2', 'U4']);
  });

  it('takes an undisclosed upstream along with a host that fails through its parent', () => {
    const input: PortfolioInput = {
      nodes: [
        model('A', { undisclosedUpstream: true }),
        host('H'),
        { id: 'P', kind: 'provider' },
        { id: 'G', kind: 'ultimate_parent' },
      ],
      requirements: [needs('U', 'A'), needs('H', 'P'), needs('P', 'G')],
      useCases: ONE_USE_CASE,
    };
    expect(failed(input, ['G'], true)).toEqual(['A', 'G', 'H', 'P', 'U', 'UNKNOWN_UPSTREAM']);
  });

  it('takes undisclosed parents and base models along in their own layer only', () => {
    const input: PortfolioInput = {
      nodes: [
        { id: 'P', kind: 'provider', undisclosedParent: true },
        model('A', { undisclosedBaseModel: true }),
        { id: 'G', kind: 'ultimate_parent' },
        { id: 'B', kind: 'base_model' },
        host('H'),
      ],
      requirements: [],
      useCases: [],
    };
    expect(failed(input, ['G'], true)).toEqual(['G', 'P', 'UNKNOWN_PARENT']);
    expect(failed(input, ['B'], true)).toEqual(['A', 'B', 'UNKNOWN_BASE_MODEL']);
    expect(failed(input, ['H'], true)).toEqual(['H']);
  });

  it('leaves nothing behind', () => {
    const portfolio = buildPortfolio(W1);
    const scratch = createScratch(portfolio, false);
    const before = { failed: scratch.failed.slice(), slack: scratch.slack.slice() };
    propagate(portfolio, [portfolio.indexOf.get('H')!, portfolio.indexOf.get('B')!], scratch);
    expect(scratch.failed).not.toEqual(before.failed);
    reset(scratch);
    expect({ failed: scratch.failed, slack: scratch.slack }).toEqual(before);
  });

  it('refuses the working memory of another portfolio', () => {
    const scratch = createScratch(buildPortfolio(W1), false);
    expect(() => propagate(buildPortfolio(W1), [], scratch)).toThrow('another portfolio');
  });
});
