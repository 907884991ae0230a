/** Arbitrary small portfolios for property tests: rings, k of n, fallbacks that do not count, undisclosed upstreams. */
import fc from 'fast-check';
import type { NodeInput, PortfolioInput, RequirementInput, UseCaseInput } from '../portfolio-input.js';

const KINDS = [
  'language_model',
  'library',
  'hosting',
  'network_edge',
  'region',
  'provider',
  'ultimate_parent',
  'base_model',
  'manual_procedure',
];
const rarely = fc.integer({ min: 0, max: 5 }).map((n) => n === 0);
const hardlyEver = fc.integer({ min: 0, max: 19 }).map((n) => n === 0);

function nodeArbitrary(id: string): fc.Arbitrary<NodeInput> {
  return fc.record({
    id: fc.constant(id),
    kind: fc.constantFrom(...KINDS),
    substitutability: fc.constantFrom('easily', 'medium', 'highly_complex', 'not_substitutable', 'unknown'),
    undisclosedUpstream: rarely,
    undisclosedParent: hardlyEver,
    undisclosedBaseModel: hardlyEver,
    operatedBy: fc.constantFrom('firm', 'other', 'unknown'),
    outOfService: hardlyEver,
  });
}

function useCaseArbitrary(id: string): fc.Arbitrary<UseCaseInput> {
  return fc.record({
    id: fc.constant(id),
    tier: fc.constantFrom('T1', 'T2', 'T3', 'T4', 'unknown'),
    provisional: rarely,
  });
}

function requirementArbitrary(owners: string[], nodes: string[]): fc.Arbitrary<RequirementInput> {
  return fc
    .record({
      of: fc.constantFrom(...owners),
      alternatives: fc.uniqueArray(fc.constantFrom(...nodes, 'UNKNOWN_UPSTREAM'), {
        minLength: 1,
        maxLength: 4,
      }),
      counts: fc.array(rarely, { minLength: 4, maxLength: 4 }),
      k: fc.nat(3),
      single: fc.boolean(),
    })
    .map(({ of, alternatives, counts, k, single }) => ({
      of,
      k: single ? 1 : 1 + (k % alternatives.length),
      alternatives: alternatives.map((node, i) => ({ node, counts: !counts[i] })),
    }));
}

export interface RandomPortfolio {
  readonly input: PortfolioInput;
  readonly failed: string[];
  readonly maxOrder: number;
}

/** At most `nodes` nodes and `useCases` use cases. */
export function portfolioArbitrary(nodes = 7, useCases = 3): fc.Arbitrary<RandomPortfolio> {
  return fc.tuple(fc.integer({ min: 1, max: nodes }), fc.nat(useCases)).chain(([nodeCount, useCaseCount]) => {
    const ids = Array.from({ length: nodeCount }, (_, i) => `n${i}`);
    const useCaseIds = Array.from({ length: useCaseCount }, (_, i) => `u${i}`);
    return fc.record({
      input: fc.record({
        nodes: fc.tuple(...ids.map(nodeArbitrary)),
        requirements: fc.array(requirementArbitrary([...ids, ...useCaseIds, ...useCaseIds], ids), {
          maxLength: 2 * nodeCount + useCaseCount,
        }),
        useCases: fc.tuple(...useCaseIds.map(useCaseArbitrary)),
      }),
      failed: fc.subarray(ids),
      maxOrder: fc.integer({ min: 1, max: 3 }),
    });
  });
}
