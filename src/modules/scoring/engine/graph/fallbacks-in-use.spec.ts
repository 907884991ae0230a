import { describe, expect, it } from '@jest/globals';
import { createScratch, propagate } from './failure.js';
import { fallbacksInUse } from './fallbacks-in-use.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { model, needs, needsSome } from './testing/examples.js';

/** What U goes on with when the given nodes fail, as `dependent>node`. */
function inUse(requirements: PortfolioInput['requirements'], ...failed: string[]): string[] {
  const portfolio = buildPortfolio({
    nodes: ['A', 'B', 'C', 'D'].map((id) => model(id)),
    requirements,
    useCases: [{ id: 'U', tier: 'T1' }],
  });
  const scratch = createScratch(portfolio, false);
  propagate(
    portfolio,
    failed.map((id) => portfolio.indexOf.get(id)!),
    scratch,
  );
  return fallbacksInUse(scratch, portfolio.indexOf.get('U')!).map(
    ({ of, node }) => `${portfolio.ids[of]}>${portfolio.ids[node]}`,
  );
}

describe('fallbacks in use', () => {
  const chain = [needs('U', 'A', 'B', 'C')];

  it('are none while the first alternatives stand', () => {
    expect(inUse(chain)).toEqual([]);
    expect(inUse(chain, 'B', 'C')).toEqual([]);
  });

  it('are the next by rank that has not failed', () => {
    expect(inUse(chain, 'A')).toEqual(['U>B']);
    expect(inUse(chain, 'A', 'B')).toEqual(['U>C']);
  });

  it('are none where everything has failed', () => {
    expect(inUse(chain, 'A', 'B', 'C')).toEqual([]);
  });

  it('leave out what does not count', () => {
    const untested = [
      {
        of: 'U',
        k: 1,
        alternatives: [
          { node: 'A', counts: true },
          { node: 'B', counts: false },
          { node: 'C', counts: true },
        ],
      },
    ];
    expect(inUse(untested, 'A')).toEqual(['U>C']);
    expect(inUse(untested, 'B')).toEqual([]);
  });

  it('fill up what k of n need', () => {
    expect(inUse([needsSome(2, 'U', 'A', 'B', 'C')], 'A')).toEqual(['U>C']);
  });

  it('are found under what is in use, and only there; rings do no harm', () => {
    const deep = [needs('U', 'A', 'B'), needs('A', 'C', 'D'), needs('D', 'A')];
    expect(inUse(deep, 'C')).toEqual(['A>D']);
    expect(inUse([...deep, needs('B', 'D', 'C')], 'C', 'D')).toEqual([]);
  });
});
