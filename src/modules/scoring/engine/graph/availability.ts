import {
  figuresOf,
  questionOf,
  type AvailabilityInput,
  type AvailabilityQuestion,
} from './availability-input.js';
import { anyOf, blocksBeside, type BlockGraph } from './blocks.js';
import { withCommonCauses, type IndependentView } from './common-cause.js';
import { assertGoesOn, type ComputationLimits } from './computation-limits.js';
import { EXACT_LIMITS, exactFailure, type ExactLimits, type PartFailure } from './exact-failure.js';
import { createScratch } from './failure.js';
import { independentParts, type IndependentPart } from './independent-parts.js';
import { LocalViews } from './local-view.js';
import type { Portfolio } from './portfolio.js';
import { sampledFailure, type SampledFailure, type Sampling } from './sampled-failure.js';
import { singlePoints } from './single-points.js';

/** How often a use case works, and what that hangs on. */
export interface Availability {
  /** The probability that it works, 0…1. */
  readonly availability: number;
  /** 1 − availability, accurate where that is tiny. */
  readonly unavailability: number;
  readonly method: 'exact' | 'monte_carlo';
  /** Where the availability lies with a confidence of 95 %; null when it is exact. */
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** The nodes that can fail by themselves, in no order. */
  readonly nodes: readonly NodeImportance[];
}

export interface NodeImportance {
  /** Number of the node in the view. */
  readonly node: number;
  /** ∂A/∂a: how much more often the use case works with the node than without it. Common causes are held fast. */
  readonly birnbaum: number;
  /**
   * Fussell–Vesely: the share of the use case's probability of failure that would go if the node never failed by itself,
   * (Q − Q without its failures) / Q; 0 where Q is.
   */
  readonly fussellVesely: number;
}

export interface AvailabilityOptions extends Sampling {
  readonly exact?: ExactLimits;
}

/** Of a use case that is stopped with nothing failed. */
export const NEVER_AVAILABLE: Availability = {
  availability: 0,
  unavailability: 1,
  method: 'exact',
  interval: null,
  nodes: [],
};

/**
 * The availability of every use case (methodology 4.2). Nodes fail independently, but for common causes.
 * @returns use case number → its availability, with nodes as vertices of the portfolio
 * @throws PortfolioTooComplexError when the caller says stop
 */
export function* availabilities(
  portfolio: Portfolio,
  input: AvailabilityInput,
  options: AvailabilityOptions,
  limits: ComputationLimits = {},
): Generator<Availability> {
  const figures = figuresOf(portfolio, input);
  const scratch = createScratch(portfolio, false);
  const views = new LocalViews(scratch, limits);
  for (let useCase = 0; useCase < portfolio.useCaseCount; useCase++) {
    assertGoesOn(limits);
    const vertex = portfolio.nodeCount + useCase;
    if (scratch.failed[vertex] === 1) {
      yield NEVER_AVAILABLE;
      continue;
    }
    const question = questionOf(portfolio, figures, views, vertex);
    const { nodes, ...answer } = availabilityOf(question, options, limits);
    const { vertices } = question.view;
    yield { ...answer, nodes: nodes.map((found) => ({ ...found, node: vertices[found.node]! })) };
  }
}

/**
 * The availability of one use case that has been cut out of its portfolio. It works when all of its single points do and
 * each independent part beside them does; the parts are reckoned exactly, or sampled where that would be too much.
 * @throws PortfolioTooComplexError when the caller says stop
 */
export function availabilityOf(
  question: AvailabilityQuestion,
  options: AvailabilityOptions,
  limits: ComputationLimits = {},
): Availability {
  const independent = withCommonCauses(question);
  const stops = singlePoints(independent.view, limits);
  const graph = blocksBeside(independent, stops);
  const exact: PartFailure[] = [];
  const open: IndependentPart[] = [];
  for (const part of independentParts(graph)) {
    const found = exactFailure(graph, part, options.exact ?? EXACT_LIMITS, limits);
    if (found) exact.push(found);
    else open.push(part);
  }
  const sampled = open.length > 0 ? sampledFailure(graph, open, options, limits) : null;
  const spine = independent.view.vertices.flatMap((_, local) => (stops[local] === 1 ? [local] : []));
  const parts = sampled ? [...exact, sampled] : exact;
  const chances = [
    ...spine.map((local) => independent.unavailability[local]!),
    ...parts.map((part) => part.probability),
  ];
  // rounding must not make a probability of more than 1
  const unavailability = Math.min(1, anyOf(chances));
  const others = withoutEach(chances);
  const slopes = [
    ...spine.map((local, i): Slope => [local, others[i]!]),
    ...parts.flatMap((part, i) => nodeSlopes(graph, independent, part, others[spine.length + i]!)),
  ];
  const known = question.view.vertices.length;
  return {
    availability: 1 - unavailability,
    unavailability,
    method: sampled ? 'monte_carlo' : 'exact',
    interval: sampled && intervalOf(sampled, others.at(-1)!),
    nodes: slopes
      .filter(([local]) => local < known && independent.canFail[local] === 1)
      .map(([local, birnbaum]) => ({
        node: local,
        birnbaum: Math.min(1, birnbaum),
        fussellVesely:
          unavailability === 0
            ? 0
            : Math.min(1, (independent.unavailability[local]! * birnbaum) / unavailability),
      })),
  };
}

/** Local number, and how fast the unavailability of the use case grows with that of the node. */
type Slope = [local: number, birnbaum: number];

function nodeSlopes(
  graph: BlockGraph,
  { unavailability }: IndependentView,
  part: PartFailure,
  others: number,
): Slope[] {
  return [...part.slope].flatMap(([block, slope]) => {
    const members = graph.members[block]!;
    const beside = withoutEach(members.map((node) => unavailability[node]!));
    return members.map((node, i): Slope => [node, slope * others * beside[i]!]);
  });
}

/** For each of several independent things, the probability that none of the others has failed. */
function withoutEach(unavailability: readonly number[]): number[] {
  const before: number[] = [];
  unavailability.reduce((product, q, i) => ((before[i] = product), product * (1 - q)), 1);
  let after = 1;
  const without: number[] = [];
  for (let i = unavailability.length - 1; i >= 0; i--) {
    without[i] = before[i]! * after;
    after *= 1 - unavailability[i]!;
  }
  return without;
}

function intervalOf({ interval }: SampledFailure, others: number): { low: number; high: number } {
  return { low: others * (1 - interval.high), high: others * (1 - interval.low) };
}
