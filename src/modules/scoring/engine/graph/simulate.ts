import { blastRadiusOfAll, stoppedUseCases } from './blast-radius.js';
import type { ComputationLimits } from './computation-limits.js';
import { cutSets } from './cut-sets.js';
import { createScratch, propagate } from './failure.js';
import type { Portfolio } from './portfolio.js';
import { compareText } from './text-order.js';
import { UnknownIdError } from './columns-builder.js';

/** The answer of a portfolio simulation, but for the hash, which the caller makes of `canonicalText`. */
export interface PortfolioSimulation {
  /** Ids of the use cases that stop when all of `failed` fail together, by text. */
  readonly stopped: readonly string[];
  /** Node id → share of the weight that stops when this node fails alone, 0…1; undisclosed nodes only where used. */
  readonly blastRadius: Readonly<Record<string, number>>;
  /** Use case id → minimal cut sets; every use case is listed. */
  readonly cutSets: Readonly<Record<string, readonly (readonly string[])[]>>;
}

/**
 * Answers a portfolio simulation: what stops with the given nodes failed, and, whatever has failed, the radius of every
 * node and the cut sets of every use case.
 * @param failed node ids; one named twice counts once
 * @param maxOrder 1, 2 or 3
 * @throws UnknownIdError when `failed` names no node of the portfolio
 * @throws PortfolioTooComplexError beyond the limits
 */
export function simulate(
  portfolio: Portfolio,
  failed: readonly string[],
  maxOrder: number,
  limits: ComputationLimits = {},
): PortfolioSimulation {
  const scratch = createScratch(portfolio, false);
  propagate(
    portfolio,
    failed.map((id) => nodeOf(portfolio, id)),
    scratch,
  );
  const stopped = stoppedUseCases(scratch).map((u) => portfolio.ids[portfolio.nodeCount + u]!);
  const radii = blastRadiusOfAll(portfolio, limits).share;
  // Object.fromEntries defines its keys, so that an id such as "__proto__" is a key like any other.
  return {
    stopped: stopped.sort(compareText),
    blastRadius: Object.fromEntries(Array.from(radii, (share, node) => [portfolio.ids[node]!, share])),
    cutSets: Object.fromEntries(cutSets(portfolio, maxOrder, limits)),
  };
}

function nodeOf(portfolio: Portfolio, id: string): number {
  const vertex = portfolio.indexOf.get(id);
  if (vertex === undefined || vertex >= portfolio.nodeCount) throw new UnknownIdError(id);
  return vertex;
}
