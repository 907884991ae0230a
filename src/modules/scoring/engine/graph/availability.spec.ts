import { describe, expect, it } from '@jest/globals';
import { availabilities, type Availability, type AvailabilityOptions } from './availability.js';
import type { AvailabilityInput, AvailableNodeInput, JointRequirementInput } from './availability-input.js';
import { buildPortfolio } from './portfolio.js';
import { host, model, needs, needsSome, W1, W1I, W4, W4I } from './testing/examples.js';

const OPTIONS: AvailabilityOptions = { seed: 1, samples: 20_000 };
const NO_LIMIT = { shared: 1e9, blocks: 1e9, steps: 1e9 };
const NOTHING_EXACT = { shared: -1, blocks: 0, steps: 0 };

/** A portfolio with the given availability of its nodes. */
function withFigures(input: AvailabilityInput, known: Readonly<Record<string, number>>): AvailabilityInput {
  const nodes = input.nodes.map((node): AvailableNodeInput => {
    const availability = known[node.id];
    return availability === undefined ? node : { ...node, availability };
  });
  return { ...input, nodes };
}

function oneUseCase(nodes: AvailableNodeInput[], requirements: JointRequirementInput[]): AvailabilityInput {
  return { nodes, requirements, useCases: [{ id: 'U', tier: 'T1' }] };
}

function available(id: string, availability: number): AvailableNodeInput {
  return { ...model(id), availability };
}

/** What is found of the first use case, nodes by id. */
function ask(input: AvailabilityInput, options = OPTIONS): Availability & { of: Record<string, number[]> } {
  const portfolio = buildPortfolio(input);
  const [found] = availabilities(portfolio, input, options);
  const of = found!.nodes.map((n) => [portfolio.ids[n.node], [n.birnbaum, n.fussellVesely]]);
  return { ...found!, of: Object.fromEntries(of) as Record<string, number[]> };
}

function twoUnits(beta: number, ...figures: [number, number]): number {
  const requirement = { ...needs('U', 'A', 'B'), beta };
  const nodes = [available('A', figures[0]), available('B', figures[1])];
  return ask(oneUseCase(nodes, [requirement])).availability;
}

describe('availability in the worked examples of the method', () => {
  it('W1: one host under two vendors is what counts', () => {
    const shared = ask(withFigures(W1, { A: 0.995, B: 0.995, H: 0.999 }));
    expect(shared.availability).toBeCloseTo(0.999 * (1 - 0.005 ** 2), 14);
    expect(shared.availability).toBeCloseTo(0.998975, 6);
    expect(shared.unavailability * 8760).toBeCloseTo(8.98, 2);
    expect(shared).toMatchObject({ method: 'exact', interval: null });
    const apart = ask(withFigures(W1I, { A: 0.995, B: 0.995, HA: 0.999, HB: 0.999 }));
    expect(apart.availability).toBeCloseTo(1 - (1 - 0.994005) ** 2, 14);
    expect(apart.unavailability * 8760).toBeCloseTo(0.31, 2);
  });

  it('W4: one region, two regions, and no fallback', () => {
    const figures = { R: 0.9995, R1: 0.9995, R2: 0.9995, P1: 0.995, P2: 0.99 };
    expect(ask(withFigures(W4, figures)).availability).toBeCloseTo(0.99945003, 8);
    expect(ask(withFigures(W4I, figures)).availability).toBeCloseTo(0.9999423, 8);
    const alone = { ...W4, requirements: [needs('U1', 'P1'), needs('P1', 'R')] };
    expect(ask(withFigures(alone, figures)).availability).toBeCloseTo(0.9945025, 12);
  });

  it.each([
    [0, 0.999975],
    [0.01, 0.999925],
    [0.05, 0.999727],
    [0.1, 0.99948],
    [0.2, 0.998984],
    [1, 0.995],
  ])('two units with beta %d', (beta, expected) => {
    expect(twoUnits(beta, 0.995, 0.995)).toBeCloseTo(expected, 6);
    expect(twoUnits(beta, 0.995, 0.995)).toBeCloseTo(
      (1 - beta * 0.005) * (1 - ((1 - beta) * 0.005) ** 2),
      14,
    );
  });

  it('k of n with equal availability', () => {
    const names = ['A', 'B', 'C', 'D', 'E'];
    const choose = [1, 5, 10, 10, 5, 1];
    for (const k of [1, 2, 3, 4, 5]) {
      const nodes = names.map((id) => available(id, 0.9));
      const input = oneUseCase(nodes, [needsSome(k, 'U', ...names)]);
      const expected = choose.reduce((sum, c, i) => (i < k ? sum : sum + c * 0.9 ** i * 0.1 ** (5 - i)), 0);
      expect(ask(input).availability).toBeCloseTo(expected, 14);
    }
  });
});

describe('what a node has of which nothing is stated', () => {
  it('is 0.99, but 1 where it cannot fail by itself', () => {
    const needsOne = (node: AvailableNodeInput): number =>
      ask(oneUseCase([node], [needs('U', 'N')])).availability;
    expect(needsOne({ id: 'N', kind: 'hosting' })).toBeCloseTo(0.99, 15);
    expect(needsOne({ id: 'N', kind: 'hosting', undisclosedUpstream: true })).toBeCloseTo(0.99 ** 2, 15);
    expect(needsOne({ id: 'N', kind: 'manual_procedure' })).toBe(1);
    expect(needsOne({ id: 'N', kind: 'ultimate_parent' })).toBe(1);
    expect(needsOne({ id: 'N', kind: 'provider', undisclosedParent: true })).toBeCloseTo(0.99, 15);
    expect(needsOne({ id: 'N', kind: 'ultimate_parent', availability: 0.9 })).toBeCloseTo(0.9, 15);
    expect(needsOne({ id: 'N', kind: 'hosting', outOfService: true })).toBe(0);
    expect(ask(oneUseCase([], []))).toMatchObject({ availability: 1, method: 'exact', nodes: [] });
  });

  it('is nothing for what never counted', () => {
    const untested = {
      of: 'U',
      k: 1,
      alternatives: [...needs('U', 'A').alternatives, { node: 'B', counts: false }],
    };
    expect(ask(oneUseCase([model('A'), model('B')], [untested])).availability).toBeCloseTo(0.99, 15);
  });
});

describe('a ring', () => {
  it('does not fail by itself, and fails with each of its members', () => {
    const nodes = [model('A'), model('B'), model('C')];
    const ring = [needs('A', 'B'), needs('B', 'C'), needs('C', 'A')];
    expect(ask(oneUseCase(nodes, [needs('U', 'A'), ...ring])).availability).toBeCloseTo(0.99 ** 3, 15);
  });
});

describe('common causes', () => {
  it('with unequal units take the smaller unavailability, and leave each its own', () => {
    // c = 0.5 · 0.01; A keeps 0.04 − c, B keeps 0.01 − c
    expect(twoUnits(0.5, 0.96, 0.99)).toBeCloseTo((1 - 0.005) * (1 - 0.035 * 0.005), 14);
  });

  it('hit all of n: 2 of 3 with equal units', () => {
    const names = ['A', 'B', 'C'];
    const input = oneUseCase(
      names.map((id) => model(id)),
      [{ ...needsSome(2, 'U', ...names), beta: 0.2 }],
    );
    const q = 0.8 * 0.01;
    const independent = (1 - q) ** 3 + 3 * q * (1 - q) ** 2;
    expect(ask(input).availability).toBeCloseTo((1 - 0.2 * 0.01) * independent, 14);
  });

  it('never make a use case more available', () => {
    const all = oneUseCase([model('A'), model('B')], [{ ...needsSome(2, 'U', 'A', 'B'), beta: 1 }]);
    expect(ask(all).availability).toBeCloseTo(0.99 ** 2, 15);
    for (const beta of [0.1, 0.5, 1]) {
      expect(twoUnits(beta, 0.9, 0.99)).toBeLessThan(twoUnits(beta / 2, 0.9, 0.99));
    }
  });

  it('are one for two requirements of the same nodes, with the larger beta', () => {
    const twice = [
      { ...needs('U', 'A', 'B'), beta: 0.1 },
      { ...needs('U', 'B', 'A'), beta: 0.2 },
    ];
    expect(ask(oneUseCase([model('A'), model('B')], twice)).availability).toBeCloseTo(
      (1 - 0.2 * 0.01) * (1 - (0.8 * 0.01) ** 2),
      14,
    );
  });
});

describe('importance', () => {
  it('is the host’s where two vendors share it', () => {
    const { of, unavailability } = ask(withFigures(W1, { A: 0.995, B: 0.995, H: 0.999 }));
    expect(of['H']![0]).toBeCloseTo(1 - 0.005 ** 2, 14);
    expect(of['A']![0]).toBeCloseTo(0.999 * 0.005, 14);
    expect(of['B']).toEqual(of['A']);
    expect(of['H']![1]).toBeCloseTo((0.001 * (1 - 0.005 ** 2)) / unavailability, 12);
    expect(of['A']![1]).toBeCloseTo((0.005 * 0.999 * 0.005) / unavailability, 12);
    expect(Object.keys(of).sort()).toEqual(['A', 'B', 'H']);
  });

  it('is the change of availability, also within a block and on the spine', () => {
    const nodes = ['A', 'A1', 'A2', 'B', 'S'].map((id, i) => available(id, 0.9 + i / 100));
    const rows = [
      needs('U', 'A', 'B'),
      needs('U', 'S'),
      needs('A', 'A1'),
      needs('A', 'A2'),
      needs('A1', 'A2'),
    ];
    const input = oneUseCase(nodes, rows);
    const { of } = ask(input);
    for (const { id } of nodes) {
      const sure = ask(withFigures(input, { [id]: 1 })).availability;
      const gone = ask(withFigures(input, { [id]: 0 })).availability;
      expect(of[id]![0]).toBeCloseTo(sure - gone, 12);
    }
  });
});

/** A row of n models of which each one or the next one is needed: all but the ends are shared. */
function necklace(n: number): AvailabilityInput {
  const id = (i: number): string => `m${i}`;
  const nodes = Array.from({ length: n }, (_, i) => available(id(i), 0.9 - (i % 7) / 50));
  const rows = Array.from({ length: n - 1 }, (_, i) => needs('U', id(i), id(i + 1)));
  return oneUseCase([...nodes, host('H')], [...rows, needs('U', 'H')]);
}

/** The same by steps along the row: P(works so far, last one works), P(works so far, last one has failed). */
function necklaceExact(n: number): number {
  const q = Array.from({ length: n }, (_, i) => 0.1 + (i % 7) / 50);
  let [up, down] = [1 - q[0]!, q[0]!];
  for (const next of q.slice(1)) [up, down] = [(up + down) * (1 - next), up * next];
  return (up + down) * 0.99;
}

describe('beyond the exact limit', () => {
  it('is sampled from 26 shared nodes on, and says so', () => {
    expect(ask(necklace(27))).toMatchObject({ method: 'exact', interval: null });
    expect(ask(necklace(27)).availability).toBeCloseTo(necklaceExact(27), 12);
    expect(ask(necklace(28)).method).toBe('monte_carlo');
    expect(ask(necklace(28), { ...OPTIONS, exact: NO_LIMIT }).availability).toBeCloseTo(
      necklaceExact(28),
      12,
    );
  });

  it('is sampled when the work becomes too much', () => {
    expect(ask(necklace(20), { ...OPTIONS, exact: { ...NO_LIMIT, steps: 10 } }).method).toBe('monte_carlo');
    expect(ask(necklace(20), { ...OPTIONS, exact: { ...NO_LIMIT, blocks: 19 } }).method).toBe('monte_carlo');
  });

  it('counts shared nodes in each independent part alone', () => {
    const [a, b] = [necklace(20), necklace(20)];
    const other = (id: string): string => (id === 'U' ? id : `x${id}`);
    const input = oneUseCase(
      [...a.nodes, ...b.nodes.map((node) => ({ ...node, id: other(node.id) }))],
      [
        ...a.requirements,
        ...b.requirements.map(({ of, k, alternatives }) => ({
          of: other(of),
          k,
          alternatives: alternatives.map(({ node, counts }) => ({ node: other(node), counts })),
        })),
      ],
    );
    expect(ask(input).method).toBe('exact');
    expect(ask(input).availability).toBeCloseTo(necklaceExact(20) ** 2, 12);
  });

  it('agrees with the exact answer within its interval for 19 of 20 seeds or so', () => {
    const exact = necklaceExact(30);
    const seeds = Array.from({ length: 60 }, (_, seed) => seed);
    const hits = seeds.filter((seed) => {
      const { interval, availability } = ask(necklace(30), { seed, samples: 2_000 });
      expect(interval!.low).toBeLessThan(availability);
      expect(interval!.high).toBeGreaterThan(availability);
      return interval!.low <= exact && exact <= interval!.high;
    });
    expect(hits.length).toBeGreaterThanOrEqual(54);
  });

  it('gives the same answer for the same seed, and finds the same nodes important', () => {
    const sampled = ask(necklace(12), { seed: 5, samples: 200_000, exact: NOTHING_EXACT });
    expect(ask(necklace(12), { seed: 5, samples: 200_000, exact: NOTHING_EXACT })).toEqual(sampled);
    expect(ask(necklace(12), { seed: 6, samples: 200_000, exact: NOTHING_EXACT })).not.toEqual(sampled);
    const exact = ask(necklace(12));
    expect(Object.keys(sampled.of).sort()).toEqual(Object.keys(exact.of).sort());
    for (const [id, [birnbaum, share]] of Object.entries(exact.of)) {
      expect(Math.abs(sampled.of[id]![0]! - birnbaum!)).toBeLessThan(0.05);
      expect(Math.abs(sampled.of[id]![1]! - share!)).toBeLessThan(0.04);
    }
  });

  it('knows that nothing seen is not nothing', () => {
    const nodes = ['A', 'B'].map((id) => available(id, 0.999999));
    const { interval, availability } = ask(oneUseCase(nodes, [needs('U', 'A', 'B')]), {
      ...OPTIONS,
      exact: NOTHING_EXACT,
    });
    expect(availability).toBe(1);
    expect(interval!.high).toBe(1);
    expect(interval!.low).toBeLessThan(0.9999);
  });
});

describe('size', () => {
  it('a stack of libraries below one model is one block, however deep, with rings', () => {
    const n = 8_000;
    const id = (i: number): string => `l${i}`;
    const nodes = Array.from({ length: n }, (_, i) => available(id(i), 1 - 1e-6));
    const rows = Array.from({ length: n - 1 }, (_, i) => needs(id(i), id(i + 1)));
    const input = oneUseCase(
      [...nodes, model('B')],
      [needs('U', id(0), 'B'), ...rows, needs(id(n - 1), id(n - 500)), needs(id(3), id(n - 1))],
    );
    const found = ask(input);
    expect(found.method).toBe('exact');
    expect(found.unavailability).toBeCloseTo((1 - (1 - 1e-6) ** n) * 0.01, 14);
    expect(found.nodes).toHaveLength(n + 1);
  });

  it('ends when it is told to', () => {
    const portfolio = buildPortfolio(necklace(40));
    const asked = availabilities(portfolio, necklace(40), OPTIONS, { shouldStop: () => true });
    expect(() => asked.next()).toThrow('the computation was told to stop');
  });
});
