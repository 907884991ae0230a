import { describe, expect, it } from '@jest/globals';
import { measure } from './concentration-measures.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio, type Portfolio } from './portfolio.js';
import { concentration, layerOfKinds, type LayerConcentration } from './shares.js';
import { FOUR_USE_CASES, host, model, needs, needsSome, W1, W1H } from './testing/examples.js';

function layer(
  input: PortfolioInput,
  ...kinds: string[]
): { portfolio: Portfolio; effective: LayerConcentration; declared: LayerConcentration } {
  const portfolio = buildPortfolio(input);
  return { portfolio, ...concentration(portfolio, layerOfKinds(portfolio, kinds)) };
}

function sharesById(
  { portfolio }: { portfolio: Portfolio },
  { shares }: LayerConcentration,
): Record<string, number> {
  return Object.fromEntries(shares.map(({ node, share }) => [portfolio.ids[node]!, share]));
}

describe('measures of concentration', () => {
  it('0.5 / 0.3 / 0.2', () => {
    const result = measure([0.3, 0.5, 0.2], [1, 1, 1]);
    expect(result.hhi).toBeCloseTo(0.38, 12);
    expect(result.effectiveNumber).toBeCloseTo(2.6316, 4);
    expect(result.normalisedHhi).toBeCloseTo(0.07, 12);
    expect(result.cr1).toBe(0.5);
    expect(result.cr3).toBeCloseTo(1, 12);
  });

  it('one supplier, two equal ones, none', () => {
    expect(measure([1], [0.5])).toEqual({
      hhi: 1,
      effectiveNumber: 1,
      normalisedHhi: 1,
      cr1: 1,
      cr3: 1,
      hhiSubstitutability: 0.5,
    });
    expect(measure([0.5, 0.5], [1, 1])).toMatchObject({ effectiveNumber: 2, normalisedHhi: 0 });
    expect(measure([], [])).toEqual({
      hhi: 0,
      effectiveNumber: 0,
      normalisedHhi: 0,
      cr1: 0,
      cr3: 0,
      hhiSubstitutability: 0,
    });
  });
});

describe('concentration of a layer', () => {
  it('W1: two vendors, one host', () => {
    const vendors = layer(W1, 'language_model');
    expect(sharesById(vendors, vendors.effective)).toEqual({ A: 10 / 15, B: 5 / 15 });
    expect(vendors.effective).toMatchObject({ total: 15, cr1: 10 / 15 });
    expect(vendors.effective.hhi).toBeCloseTo(0.5556, 4);
    expect(vendors.effective.effectiveNumber).toBeCloseTo(1.8, 12);
    expect(vendors.effective.normalisedHhi).toBeCloseTo(0.1111, 4);
    expect(vendors.effective.hhiSubstitutability).toBeCloseTo(0.2778, 4);
    const hosts = layer(W1, 'hosting');
    expect(hosts.effective).toMatchObject({ hhi: 1, effectiveNumber: 1, hhiSubstitutability: 0.75 });
  });

  it('counts T1 and T2 apart, unknown tiers among them', () => {
    const { effective } = layer(W1, 'language_model');
    expect(effective.shares.map(({ criticalShare }) => criticalShare)).toEqual([8 / 12, 4 / 12]);
    const useCases = [{ id: 'U1', tier: 'unknown' as const }, ...FOUR_USE_CASES.slice(2)];
    const requirements = W1.requirements.filter((row) => row.of !== 'U2');
    const unknown = layer({ ...W1, useCases, requirements }, 'language_model');
    expect(unknown.effective.shares.map(({ share, criticalShare }) => [share, criticalShare])).toEqual([
      [10 / 11, 1],
      [1 / 11, 0],
    ]);
  });

  it('names the use cases of each node', () => {
    const { effective } = layer(W1, 'language_model');
    expect(effective.shares.map(({ useCases }) => useCases)).toEqual([
      [0, 2],
      [1, 3],
    ]);
  });

  it('splits the weight of a use case over all that it requires in the layer, fallbacks left out', () => {
    const input: PortfolioInput = {
      nodes: ['A', 'B', 'C', 'D'].map((id) => model(id)),
      requirements: [needs('U1', 'A', 'D'), needsSome(2, 'U1', 'B', 'C', 'D'), needs('U2', 'A')],
      useCases: FOUR_USE_CASES,
    };
    const models = layer(input, 'language_model');
    expect(models.effective.total).toBe(12);
    const third = 8 / 3 / 12;
    expect(sharesById(models, models.effective)).toEqual({ A: (8 / 3 + 4) / 12, B: third, C: third });
  });

  it('declared sees the direct suppliers and what their records name, not what these stand on', () => {
    const input: PortfolioInput = {
      nodes: [
        { id: 'App', kind: 'application', operatedBy: 'firm' },
        model('A'),
        host('H'),
        { id: 'VendorA', kind: 'provider' },
        { id: 'Cloud', kind: 'provider' },
        { id: 'Group', kind: 'ultimate_parent' },
      ],
      requirements: [
        needs('U1', 'App'),
        needs('App', 'A'),
        needs('A', 'VendorA'),
        needs('A', 'H'),
        needs('H', 'Cloud'),
        needs('VendorA', 'Group'),
        needs('Cloud', 'Group'),
      ],
      useCases: FOUR_USE_CASES,
    };
    const providers = layer(input, 'provider');
    expect(sharesById(providers, providers.declared)).toEqual({ VendorA: 1 });
    expect(sharesById(providers, providers.effective)).toEqual({ Cloud: 0.5, VendorA: 0.5 });
    const hosts = layer(input, 'hosting');
    expect(hosts.declared).toMatchObject({ total: 0, shares: [], hhi: 0 });
    expect(hosts.effective).toMatchObject({ total: 8, hhi: 1 });
    const parents = layer(input, 'ultimate_parent');
    expect(sharesById(parents, parents.declared)).toEqual({ Group: 1 });
  });

  it('counts an undisclosed upstream in the layer of hosts, with the highest substitutability', () => {
    const hosts = layer(W1H, 'hosting');
    expect(sharesById(hosts, hosts.effective)).toEqual({ UNKNOWN_UPSTREAM: 10 / 15, H: 5 / 15 });
    expect(hosts.effective.hhiSubstitutability).toBeCloseTo(4 / 9 + 0.75 / 9, 12);
    expect(layer(W1H, 'language_model').effective.shares).toHaveLength(2);
  });

  it('looks only through the given nodes where asked: the hosts of the vector stores, not those of the models', () => {
    const input: PortfolioInput = {
      nodes: [model('A'), { id: 'V', kind: 'vector_store' }, host('H1'), host('H2')],
      requirements: [
        needs('U1', 'A'),
        needs('U1', 'V'),
        needs('A', 'H1'),
        needs('V', 'H2'),
        needs('U2', 'A'),
      ],
      useCases: FOUR_USE_CASES,
    };
    const portfolio = buildPortfolio(input);
    const stores = layerOfKinds(portfolio, ['vector_store']);
    const { effective } = concentration(portfolio, layerOfKinds(portfolio, ['hosting']), stores);
    expect(effective.total).toBe(8);
    expect(sharesById({ portfolio }, effective)).toEqual({ H2: 1 });
  });

  it('is empty for a layer that nothing requires', () => {
    expect(layer(W1, 'region').effective).toMatchObject({ total: 0, shares: [], effectiveNumber: 0 });
    expect(layer({ nodes: [], requirements: [], useCases: [] }, 'region').declared.shares).toEqual([]);
  });
});
