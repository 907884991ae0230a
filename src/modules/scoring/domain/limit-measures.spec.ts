import { describe, expect, it } from '@jest/globals';
import { buildPortfolio } from '../engine/graph/portfolio.js';
import type { NodeInput, PortfolioInput } from '../engine/graph/portfolio-input.js';
import { exceeds, LimitMeasures, type MeasurableLimit } from './limit-measures.js';

const one = (node: string) => [{ node, counts: true }];

/** U1 (T1) on A with tested fallback B, U2 (T2) and U4 (T4) on B, U3 (T3) on A; A and B both on host H. */
function twoVendors(more: { host?: Partial<NodeInput>; a?: Partial<NodeInput> } = {}): PortfolioInput {
  return {
    nodes: [
      { id: 'A', kind: 'language_model', operatedBy: 'other', ...more.a },
      { id: 'B', kind: 'language_model', operatedBy: 'other' },
      { id: 'H', kind: 'hosting', operatedBy: 'other', ...more.host },
    ],
    requirements: [
      {
        of: 'U1',
        k: 1,
        alternatives: [...one('A'), ...one('B')],
      },
      { of: 'U2', k: 1, alternatives: one('B') },
      { of: 'U3', k: 1, alternatives: one('A') },
      { of: 'U4', k: 1, alternatives: one('B') },
      { of: 'A', k: 1, alternatives: one('H') },
      { of: 'B', k: 1, alternatives: one('H') },
    ],
    useCases: (['T1', 'T2', 'T3', 'T4'] as const).map((tier, i) => ({ id: `U${i + 1}`, tier })),
  };
}

function measured(limit: Partial<MeasurableLimit>, input: PortfolioInput = twoVendors()) {
  const portfolio = buildPortfolio(input);
  const { value, covers, excesses } = new LimitMeasures(portfolio).of({
    measure: 'share',
    axis: null,
    layer: null,
    basis: null,
    threshold: 0,
    ...limit,
  });
  return {
    value: Number(value.toFixed(4)),
    covers: covers.map((u) => `U${u + 1}`).join(),
    excesses: excesses.map(
      ({ node, value: found, useCases }) =>
        `${node === null ? 'all' : portfolio.ids[node]} ${found.toFixed(4)} ${useCases.map((u) => u + 1).join('')}`,
    ),
  };
}

describe('a limit on', () => {
  it('shares names each node above it, with the uses that require it', () => {
    const models = { axis: 'component', layer: 'language_model', basis: 'effective' } as const;
    expect(measured({ ...models, threshold: 0.5 })).toEqual({
      value: 0.6667,
      covers: 'U1,U2,U3,U4',
      excesses: ['A 0.6667 13'],
    });
    expect(measured({ ...models, threshold: 0.3 }).excesses).toEqual(['A 0.6667 13', 'B 0.3333 24']);
    expect(measured({ ...models, threshold: 0.7 }).excesses).toEqual([]);
  });

  it('shares of direct suppliers does not see what they stand on', () => {
    const hosts = { axis: 'hosting', threshold: 0.5 } as const;
    expect(measured({ ...hosts, basis: 'effective' }).excesses).toEqual(['H 1.0000 1234']);
    expect(measured({ ...hosts, basis: 'declared' })).toEqual({ value: 0, covers: '', excesses: [] });
  });

  it('an index is about the whole layer', () => {
    const index = { measure: 'hhi', axis: 'component', layer: 'language_model', basis: 'effective' } as const;
    expect(measured({ ...index, threshold: 0.5 })).toEqual({
      value: 0.5556,
      covers: 'U1,U2,U3,U4',
      excesses: ['all 0.5556 1234'],
    });
    expect(measured({ ...index, threshold: 0.56 }).excesses).toEqual([]);
  });

  it('a blast radius names each node whose failure stops more than it allows', () => {
    const radius = { measure: 'blast_radius' } as const;
    expect(measured({ ...radius, threshold: 0.2 }).excesses).toEqual(['H 1.0000 1234', 'B 0.3333 24']);
    expect(measured({ ...radius, axis: 'component', layer: 'language_model', threshold: 0.2 })).toEqual({
      value: 0.3333,
      covers: 'U1,U2,U3,U4',
      excesses: ['B 0.3333 24'],
    });
    expect(measured({ ...radius, axis: 'region', threshold: 0 })).toEqual({
      value: 0,
      covers: '',
      excesses: [],
    });
  });

  it('a blast radius does not blame nodes for what is stopped already', () => {
    const down = twoVendors({ host: { outOfService: true } });
    expect(measured({ measure: 'blast_radius', threshold: 0.1 }, down).excesses).toEqual([]);
  });

  it('an undisclosed host counts as the known one that it would hurt most to share', () => {
    const hidden = twoVendors({ a: { undisclosedUpstream: true } });
    const input = { ...hidden, requirements: hidden.requirements.filter(({ of }) => of !== 'A') };
    expect(measured({ measure: 'blast_radius', threshold: 0.9 }, input).excesses).toEqual([
      'H 1.0000 1234',
      'UNKNOWN_UPSTREAM 1.0000 1234',
    ]);
  });

  it('single points of failure names what alone stops a T1 use and is not the firm’s own', () => {
    const points = { measure: 'single_point', threshold: null } as const;
    expect(measured(points)).toEqual({ value: 1, covers: 'U1', excesses: ['H 1.0000 1'] });
    expect(measured(points, twoVendors({ host: { operatedBy: 'firm' } })).excesses).toEqual([]);
    const apart: PortfolioInput = {
      ...twoVendors(),
      requirements: twoVendors().requirements.filter(({ of }) => of.startsWith('U')),
    };
    expect(measured(points, apart)).toEqual({ value: 0, covers: 'U1', excesses: [] });
  });

  it('single points of failure takes a tier that may be T1 for T1', () => {
    const input = twoVendors();
    const provisional = {
      ...input,
      useCases: input.useCases.map((use) => ({ ...use, provisional: use.id === 'U4' })),
    };
    const { covers, excesses } = measured({ measure: 'single_point', threshold: null }, provisional);
    expect(covers).toBe('U1,U4');
    expect(excesses).toEqual(['H 2.0000 14', 'B 1.0000 4']);
  });

  it('single points of failure names what is down where a use is stopped already', () => {
    const down = twoVendors({ host: { outOfService: true } });
    const { excesses } = measured({ measure: 'single_point', threshold: null }, down);
    expect(excesses).toEqual(['A 1.0000 1', 'H 1.0000 1']);
  });
});

describe('a threshold', () => {
  it('is not exceeded by what it is, nor by the noise of a sum', () => {
    expect(exceeds(0.5, 0.5)).toBe(false);
    expect(exceeds(0.1 + 0.2, 0.3)).toBe(false);
    expect(exceeds(0.300000001, 0.3)).toBe(true);
  });
});
