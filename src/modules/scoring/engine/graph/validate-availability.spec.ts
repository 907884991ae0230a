import { describe, expect, it } from '@jest/globals';
import type { AvailabilityInput } from './availability-input.js';
import { needs, W1 } from './testing/examples.js';
import { validateAvailability } from './validate-availability.js';

const SAMPLING = { seed: 0, samples: 1_000 };

function problems(input: AvailabilityInput, sampling = SAMPLING): string[] {
  return validateAvailability(input, sampling).map(({ pointer, code }) => `${pointer} ${code}`);
}

/** W1 with the figures of its first nodes. */
function figures(...availability: (number | undefined)[]): AvailabilityInput {
  return { ...W1, nodes: W1.nodes.map((node, i) => ({ ...node, availability: availability[i] })) };
}

describe('validation of a portfolio with availabilities', () => {
  it('accepts shares, and what is not known', () => {
    expect(problems(W1)).toEqual([]);
    expect(problems(figures(0, 1, 0.5), { seed: 4_294_967_295, samples: 1_000_000 })).toEqual([]);
  });

  it('points at what is no share, and at what is no number at all', () => {
    expect(problems(figures(-0.01, 1.01, Number.NaN))).toEqual([
      '/nodes/0/availability range',
      '/nodes/1/availability range',
      '/nodes/2/availability range',
    ]);
    expect(problems(figures(Number.POSITIVE_INFINITY))).toEqual(['/nodes/0/availability range']);
    const requirements = [
      needs('U1', 'A', 'B'),
      { ...needs('U2', 'B'), beta: 1.5 },
      { ...needs('U3', 'A'), beta: NaN },
    ];
    expect(problems({ ...W1, requirements })).toEqual([
      '/requirements/1/beta range',
      '/requirements/2/beta range',
    ]);
  });

  it('refuses a procedure of people that fails', () => {
    const people = { id: 'P', kind: 'manual_procedure' };
    expect(problems({ ...W1, nodes: [...W1.nodes, { ...people, availability: 1 }] })).toEqual([]);
    expect(problems({ ...W1, nodes: [...W1.nodes, { ...people, availability: 0.9 }] })).toEqual([
      '/nodes/3/availability never_fails',
    ]);
  });

  it('refuses seeds and numbers of samples out of range', () => {
    for (const seed of [-1, 0.5, 4_294_967_296, NaN]) {
      expect(problems(W1, { ...SAMPLING, seed })).toEqual(['/seed range']);
    }
    for (const samples of [999, 1_000_001, 1_000.5, Infinity]) {
      expect(problems(W1, { ...SAMPLING, samples })).toEqual(['/samples range']);
    }
  });

  it('says all that is wrong with the graph too', () => {
    const requirements = [{ ...needs('U1', 'nowhere'), k: 2, beta: -1 }];
    expect(problems({ ...W1, requirements })).toEqual([
      '/requirements/0/k k_above_alternatives',
      '/requirements/0/alternatives/0/node unknown_id',
      '/requirements/0/beta range',
    ]);
  });
});
