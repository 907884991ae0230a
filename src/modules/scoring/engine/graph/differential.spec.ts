import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { blastRadiusOf, radiusScratch } from './blast-radius.js';
import { explainFailure } from './because.js';
import { createScratch, propagate } from './failure.js';
import type { PortfolioInput } from './portfolio-input.js';
import { buildPortfolio } from './portfolio.js';
import { RequiredNodes } from './required-nodes.js';
import { simulate } from './simulate.js';
import {
  bruteBlastRadius,
  bruteCutSets,
  bruteFailed,
  bruteNodes,
  bruteRequired,
} from './testing/brute-force.js';
import { portfolioArbitrary, type RandomPortfolio } from './testing/random-portfolio.js';
import { validatePortfolio } from './validate.js';

/** Ten thousand where everything is tested; `npm run check` takes a thousand. */
const PORTFOLIOS = Number(process.env['PORTFOLIOS'] ?? 10_000);
/** Milliseconds before a test is taken to hang; they take seconds. */
const TIME_ALLOWED = 300_000;

describe('the graph engine beside a brute force', () => {
  it(
    `gives the same answer on ${PORTFOLIOS} random portfolios`,
    () => {
      fc.assert(
        fc.property(portfolioArbitrary(), ({ input, failed, maxOrder }) => {
          expect(validatePortfolio(input, failed, maxOrder)).toEqual([]);
          const stopped = bruteFailed(input, failed, false);
          expect(simulate(buildPortfolio(input), failed, maxOrder)).toEqual({
            stopped: input.useCases.map((u) => u.id).filter((id) => stopped.has(id)),
            blastRadius: Object.fromEntries(bruteBlastRadius(input)),
            cutSets: Object.fromEntries(bruteCutSets(input, maxOrder)),
          });
        }),
        { numRuns: PORTFOLIOS },
      );
    },
    TIME_ALLOWED,
  );

  it(
    'gives one node the radius that it has among all',
    () => {
      fc.assert(
        fc.property(portfolioArbitrary(), ({ input }) => {
          const portfolio = buildPortfolio(input);
          const scratch = radiusScratch(portfolio);
          const expected = bruteBlastRadius(input);
          for (const id of bruteNodes(input)) {
            const node = portfolio.indexOf.get(id)!;
            const radius = blastRadiusOf(portfolio, node, scratch);
            expect([id, radius.share]).toEqual([id, expected.get(id)]);
            const weight = radius.stopped.reduce((sum, u) => sum + portfolio.stoppedWeight[u]!, 0);
            expect(radius.absoluteWeight).toBe(weight);
          }
        }),
        { numRuns: PORTFOLIOS * 0.3 },
      );
    },
    TIME_ALLOWED,
  );

  it(
    'fails the same nodes time after time in the same working memory',
    () => {
      fc.assert(
        fc.property(portfolioArbitrary(), fc.boolean(), ({ input }, hiddenFollow) => {
          const portfolio = buildPortfolio(input);
          const scratch = createScratch(portfolio, hiddenFollow);
          for (const id of [...bruteNodes(input), ...bruteNodes(input)]) {
            const count = propagate(portfolio, [portfolio.indexOf.get(id)!], scratch);
            const failed = Array.from(scratch.order.subarray(0, count), (vertex) => portfolio.ids[vertex]!);
            expect(failed.sort()).toEqual([...bruteFailed(input, [id], hiddenFollow)].sort());
          }
        }),
        { numRuns: PORTFOLIOS * 0.3 },
      );
    },
    TIME_ALLOWED,
  );

  it(
    'requires the same nodes',
    () => {
      fc.assert(
        fc.property(portfolioArbitrary(), ({ input }) => {
          const portfolio = buildPortfolio(input);
          const required = new RequiredNodes(portfolio);
          for (const { id } of input.useCases) {
            const nodes = Array.from(
              required.of([portfolio.indexOf.get(id)!]),
              (node) => portfolio.ids[node]!,
            );
            expect(nodes.sort()).toEqual([...bruteRequired(input, id)].sort());
          }
        }),
        { numRuns: PORTFOLIOS * 0.3 },
      );
    },
    TIME_ALLOWED,
  );

  it(
    'explains every failure by failures that suffice, and by no more',
    () => {
      fc.assert(
        fc.property(portfolioArbitrary(), fc.boolean(), ({ input, failed }, hiddenFollow) => {
          const portfolio = buildPortfolio(input);
          const scratch = createScratch(portfolio, hiddenFollow);
          propagate(
            portfolio,
            failed.map((id) => portfolio.indexOf.get(id)!),
            scratch,
          );
          const all = bruteFailed(input, failed, hiddenFollow);
          for (const [id, vertex] of portfolio.indexOf) {
            const steps = explainFailure(scratch, vertex);
            expect(steps.length > 0).toBe(all.has(id));
            expectProof({ input, failed }, steps);
          }
        }),
        { numRuns: PORTFOLIOS * 0.3 },
      );
    },
    TIME_ALLOWED,
  );
});

type Step = ReturnType<typeof explainFailure>[number];

/** Replays an explanation bottom up: every step must follow from steps already proven, by one rule of the graph. */
function expectProof(
  { input, failed }: Pick<RandomPortfolio, 'input' | 'failed'>,
  steps: readonly Step[],
): void {
  const proven = new Set<string>();
  for (let round = 0; round < steps.length; round++) {
    for (const { id, kind, because } of steps) {
      if (!because.every((cause) => proven.has(cause))) continue;
      const node = input.nodes.find((candidate) => candidate.id === id);
      if (kind === 'failed') expect(failed).toContain(id);
      else if (kind === 'out_of_service') expect(node?.outOfService).toBe(true);
      else if (kind === 'may_be_the_same') expect(mayBe(input, because)).toContain(id);
      else expect(requirementsOf(input, id).some((row) => justSuffices(row, because))).toBe(true);
      proven.add(id);
    }
  }
  expect(steps.filter((step) => !proven.has(step.id))).toEqual([]);
}

interface Row {
  readonly k: number;
  readonly counting: readonly string[];
}

function requirementsOf(input: PortfolioInput, id: string): Row[] {
  const rows = input.requirements
    .filter((row) => row.of === id)
    .map(({ k, alternatives }) => ({ k, counting: alternatives.filter((a) => a.counts).map((a) => a.node) }));
  const node = input.nodes.find((candidate) => candidate.id === id);
  if (node?.undisclosedUpstream) rows.push({ k: 1, counting: ['UNKNOWN_UPSTREAM'] });
  if (node?.undisclosedParent) rows.push({ k: 1, counting: ['UNKNOWN_PARENT'] });
  if (node?.undisclosedBaseModel) rows.push({ k: 1, counting: ['UNKNOWN_BASE_MODEL'] });
  return rows;
}

/** The row fails with these alternatives, and would not with one of them less. */
function justSuffices({ k, counting }: Row, because: readonly string[]): boolean {
  const inRow = because.every((cause) => counting.includes(cause));
  const left = counting.length - because.length;
  return inRow && left < k && (because.length === 0 || left + 1 >= k);
}

/** The undisclosed nodes that a failed node may be. */
function mayBe(input: PortfolioInput, because: readonly string[]): string[] {
  const kinds = because.map((cause) => input.nodes.find((node) => node.id === cause)?.kind);
  return kinds.flatMap((kind) => {
    if (kind === 'hosting' || kind === 'network_edge' || kind === 'region') return ['UNKNOWN_UPSTREAM'];
    if (kind === 'ultimate_parent') return ['UNKNOWN_PARENT'];
    return kind === 'base_model' ? ['UNKNOWN_BASE_MODEL'] : [];
  });
}
