import { describe, expect, it } from '@jest/globals';
import { createScratch } from '../failure.js';
import { LocalViews } from '../local-view.js';
import { buildPortfolio } from '../portfolio.js';
import { strongComponents } from '../strong-components.js';
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

    const needs = (node: number): readonly number[] =>
      Array.from(
        portfolio.alternative.subarray(
          portfolio.rowStart[portfolio.rowsOf[node]!],
          portfolio.rowStart[portfolio.rowsOf[node + 1]!],
        ),
      );
    const rings = strongComponents(Array(portfolio.nodeCount).keys(), needs).filter(
      (ring) => ring.length > 1,
    );
    expect(rings.length).toBeGreaterThan(5);
    expect(rings.length).toBeLessThan(100);

    const uses = new Int32Array(portfolio.nodeCount);
    portfolio.alternative.forEach((node) => uses[node]!++);
    const hosts = uses.filter((_, node) => portfolio.kinds[node] === 'hosting').sort();
    expect(hosts[hosts.length - 1]!).toBeGreaterThan(100 * hosts[hosts.length >> 1]!);
  }, 300_000);
});
