/** Availability, as the thread of the engine answers it; imports nothing but the engine. */
import {
  availabilities,
  availabilityOf,
  NEVER_AVAILABLE,
  type Availability,
} from './engine/graph/availability.js';
import type { AvailabilityInput, AvailabilityQuestion } from './engine/graph/availability-input.js';
import { byImportance, type RankedNode } from './engine/graph/by-importance.js';
import type { ComputationLimits } from './engine/graph/computation-limits.js';
import { buildPortfolio } from './engine/graph/portfolio.js';
import type { Sampling } from './engine/graph/sampled-failure.js';
import { hashOf } from './graph-hash.js';

export interface AvailabilitySimulationTask extends Sampling {
  input: AvailabilityInput;
}

export interface UseCaseAvailabilityTask extends Sampling {
  /** The use case and all that can make it stop; null when it is stopped with nothing failed. */
  question: AvailabilityQuestion | null;
  /** Id of each vertex of the view, and how the answer names it. */
  ids: readonly string[];
  names: readonly unknown[];
  /** The rest of the answer. */
  about: Readonly<Record<string, unknown>>;
}

const HOURS_A_YEAR = 8_760;
/** Nodes listed in one answer, and most of them for one use case: an answer stays below some ten megabytes. */
const MOST_LISTED = 100_000;
const MOST_OF_ONE = 100;

export function simulatedAvailability(
  { input, seed, samples }: AvailabilitySimulationTask,
  limits: ComputationLimits,
): unknown {
  const portfolio = buildPortfolio(input);
  const most = Math.min(MOST_OF_ONE, Math.floor(MOST_LISTED / Math.max(1, portfolio.useCaseCount)));
  const useCases = Array.from(availabilities(portfolio, input, { seed, samples }, limits), (found, u) => {
    const { listed, leftOut } = byImportance(found.nodes, (node) => portfolio.ids[node]!, most);
    const id = portfolio.ids[portfolio.nodeCount + u]!;
    return { id, ...figures(found, { seed, samples }), nodes: listed, nodesLeftOut: leftOut };
  });
  return { useCases, graphHash: hashOf(portfolio) };
}

export function useCaseAvailability(
  { question, ids, names, about, seed, samples }: UseCaseAvailabilityTask,
  limits: ComputationLimits,
): unknown {
  const found = question === null ? NEVER_AVAILABLE : availabilityOf(question, { seed, samples }, limits);
  const { listed, leftOut } = byImportance(found.nodes, (node) => ids[node]!, MOST_OF_ONE);
  const nameOf = new Map(ids.map((id, i) => [id, names[i]]));
  const nodes = listed.map(({ id, ...importance }: RankedNode) => ({ node: nameOf.get(id), ...importance }));
  return { ...about, ...figures(found, { seed, samples }), nodes, nodesLeftOut: leftOut };
}

function figures(
  { availability, unavailability, method, interval }: Availability,
  sampling: Sampling,
): object {
  const sampled = method === 'monte_carlo';
  return {
    availability,
    outageHoursPerYear: HOURS_A_YEAR * unavailability,
    method,
    interval,
    seed: sampled ? sampling.seed : null,
    samples: sampled ? sampling.samples : null,
  };
}
