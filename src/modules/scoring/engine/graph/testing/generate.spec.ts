import { describe, expect, it } from '@jest/globals';
import { createScratch } from '../failure.js';
import { LocalViews } from '../local-view.js';
import { buildPortfolio } from '../portfolio.js';
import { validatePortfolio } from '../validate.js';
import { generatePortfolio, LARGE } from './generate.js';

const SMALL = { ...LARGE, components: 10_000, edges: 50_000, useCases: 500 };

describe('the generated register', () => {
  const input = generatePortfolio(SMALL);

  it('is the same for the same seed and another for another', () => {
    expect(generatePortfolio(SMALL)).toEqual(input);
    expect(generatePortfolio({ ...SMALL, seed: 1 })).not.toEqual(input);
  });

  it('has the size that was asked for and names only what it has', () => {
    expect(validatePortfolio(input)).toEqual([]);
    expect(input.nodes).toHaveLength(10_000);
    expect(input.useCases).toHaveLength(500);
    const edges = input.requirements.reduce((sum, row) => sum + row.alternatives.length, 0);
    expect(edges).toBeGreaterThanOrEqual(50_000);
    expect(edges).toBeLessThan(50_100);
  });

  it('has in full size the shape that it claims', () => {
    const large = generatePortfolio(LARGE);
    const several = large.requirements.filter((row) => row.alternatives.length > 1).length;
    expect(several / large.requirements.length).toBeCloseTo(0.2, 1);
    const portfolio = buildPortfolio(large);
    const views = new LocalViews(createScratch(portfolio, false), {});
    const sizes = large.useCases.map(({ id }) => views.of(portfolio.indexOf.get(id)!).vertices.length - 1);
    sizes.sort((a, b) => a - b);
    expect(sizes[2_500]).toBeGreaterThan(45);
    expect(sizes[2_500]).toBeLessThan(75);
    expect(sizes[4_950]).toBeGreaterThan(1_500);
    expect(sizes[4_950]).toBeLessThan(2_500);
  }, 300_000);
});
