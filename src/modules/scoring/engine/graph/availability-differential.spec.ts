import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { availabilities } from './availability.js';
import type { AvailabilityInput } from './availability-input.js';
import { buildPortfolio } from './portfolio.js';
import { bruteAvailability } from './testing/brute-availability.js';
import { portfolioArbitrary } from './testing/random-portfolio.js';
import { validateAvailability } from './validate-availability.js';

/** Three thousand where everything is tested; `npm run check` takes three hundred. */
const PORTFOLIOS = Number(process.env['PORTFOLIOS'] ?? 10_000) * 0.3;
const TIME_ALLOWED = 300_000;
const SAMPLING = { seed: 1, samples: 1_000 };

const figure = fc.option(fc.oneof(fc.constantFrom(0, 1), fc.double({ min: 0, max: 1, noNaN: true })), {
  nil: undefined,
});

/** At most six nodes, with an availability where it is known, and a beta factor at some requirements. */
function inputArbitrary(): fc.Arbitrary<AvailabilityInput> {
  return portfolioArbitrary(6).chain(({ input }) =>
    fc
      .record({
        availability: fc.array(figure, { minLength: 6, maxLength: 6 }),
        beta: fc.array(figure, {
          minLength: input.requirements.length,
          maxLength: input.requirements.length,
        }),
      })
      .map(({ availability, beta }) => ({
        ...input,
        nodes: input.nodes.map((node, i) => ({
          ...node,
          availability: node.kind === 'manual_procedure' ? undefined : availability[i],
        })),
        requirements: input.requirements.map((row, i) => ({ ...row, beta: beta[i] })),
      })),
  );
}

describe('availability beside every state of every node', () => {
  it(
    `gives the same answer on ${PORTFOLIOS} random portfolios`,
    () => {
      fc.assert(
        fc.property(inputArbitrary(), (input) => {
          expect(validateAvailability(input, SAMPLING)).toEqual([]);
          const portfolio = buildPortfolio(input);
          [...availabilities(portfolio, input, SAMPLING)].forEach((found, u) => {
            const expected = bruteAvailability(input, input.useCases[u]!.id);
            expect(found.method).toBe('exact');
            expect(found.unavailability).toBeCloseTo(expected.unavailability, 12);
            expect(found.availability).toBeCloseTo(1 - expected.unavailability, 12);
            const unseen = new Map(expected.birnbaum);
            for (const { node, birnbaum } of found.nodes) {
              const id = portfolio.ids[node]!;
              expect([id, birnbaum]).toEqual([id, expect.closeTo(expected.birnbaum.get(id) ?? NaN, 12)]);
              unseen.delete(id);
            }
            for (const birnbaum of unseen.values()) expect(birnbaum).toBeCloseTo(0, 12);
          });
        }),
        { numRuns: PORTFOLIOS },
      );
    },
    TIME_ALLOWED,
  );

  it(
    'is near it when it is sampled',
    () => {
      const sampling = { seed: 3, samples: 2_000, exact: { shared: -1, blocks: 0, steps: 0 } };
      fc.assert(
        fc.property(inputArbitrary(), (input) => {
          [...availabilities(buildPortfolio(input), input, sampling)].forEach((found, u) => {
            const { unavailability: q } = bruteAvailability(input, input.useCases[u]!.id);
            // six standard deviations of a proportion, and a little for those of which hardly one is seen
            const tolerance = 6 * Math.sqrt((q * (1 - q)) / sampling.samples) + 12 / sampling.samples;
            expect(Math.abs(found.unavailability - q)).toBeLessThan(
              found.method === 'exact' ? 1e-12 : tolerance,
            );
          });
        }),
        { numRuns: PORTFOLIOS * 0.1 },
      );
    },
    TIME_ALLOWED,
  );
});
