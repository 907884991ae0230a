import {
  assertGoesOn,
  MAX_CUT_SETS,
  PortfolioTooComplexError,
  type ComputationLimits,
} from './computation-limits.js';
import { createScratch } from './failure.js';
import { LocalViews, type LocalView } from './local-view.js';
import type { Portfolio } from './portfolio.js';
import { SetFamilies, type Family } from './set-families.js';
import { besideSpine, sideFamilies } from './side-families.js';
import { singlePoints } from './single-points.js';
import { compareLists, compareText } from './text-order.js';

/** Use case id → its minimal cut sets; each set sorted by text, the list by length, then by text member for member. */
export type CutSets = ReadonlyMap<string, readonly (readonly string[])[]>;

/**
 * The minimal sets of at most `maxOrder` nodes whose joint failure stops a use case (methodology 4.2), for every use case
 * or for the given ones. One that is stopped with nothing failed has the one empty set; one that nothing of that order
 * can stop has none. An undisclosed upstream is a node like others here (rule b is about radii and gates). Parents, base
 * models and manual procedures are no members.
 * @param maxOrder 1, 2 or 3
 * @param useCases numbers of use cases
 * @throws PortfolioTooComplexError beyond `limits.maxSets` sets in all, or when the caller says stop
 */
export function cutSets(
  portfolio: Portfolio,
  maxOrder: number,
  limits: ComputationLimits = {},
  useCases: Iterable<number> = Array(portfolio.useCaseCount).keys(),
): CutSets {
  const budget = { ...limits, maxSets: limits.maxSets ?? MAX_CUT_SETS };
  const scratch = createScratch(portfolio, false);
  const views = new LocalViews(scratch, budget);
  const answer = new Map<string, string[][]>();
  let found = 0;
  for (const useCase of useCases) {
    assertGoesOn(budget);
    const vertex = portfolio.nodeCount + useCase;
    const sets = scratch.failed[vertex] === 1 ? [[]] : verticesOf(views.of(vertex), maxOrder, budget);
    found += sets.length;
    if (found > budget.maxSets) throw new PortfolioTooComplexError('sets');
    const named = sets.map((set) => set.map((node) => portfolio.ids[node]!).sort(compareText));
    answer.set(portfolio.ids[vertex]!, named.sort(compareLists));
  }
  return answer;
}

/** @returns sets of vertices of the portfolio */
function verticesOf(
  view: LocalView,
  maxOrder: number,
  limits: ComputationLimits & { maxSets: number },
): number[][] {
  return cutSetsOfView(view, maxOrder, limits).map((set) => set.map((local) => view.vertices[local]!));
}

/**
 * The same for a use case that has been cut out of its portfolio, in no order.
 * @returns sets of local numbers
 * @throws PortfolioTooComplexError beyond the limits
 */
export function cutSetsOfView(
  view: LocalView,
  maxOrder: number,
  limits: ComputationLimits & { maxSets: number },
): number[][] {
  const stops = singlePoints(view, limits);
  const sets: number[][] = [];
  for (let node = 1; node < stops.length; node++) {
    if (stops[node] === 1 && view.candidate[node] === 1) sets.push([node]);
  }
  if (maxOrder === 1) return sets;
  const families = new SetFamilies(view.vertices.length, maxOrder, limits);
  for (const set of largerSets(view, stops, families)) {
    sets.push([...families.members(set)]);
  }
  return sets;
}

/**
 * The sets without a single point. Whatever such a set does, it first makes one vertex fail whose failure stops the use
 * case, and it does so through a row that runs out of alternatives none of which stops the use case by itself. So the
 * answer is gathered at these rows alone, and the spine of single points, often most of the view, needs no family.
 */
function largerSets(view: LocalView, stops: Uint8Array, families: SetFamilies): Family {
  const gathered = view.rows
    .filter((row) => stops[row.owner] === 1)
    .map((row) => besideSpine(row, stops))
    .filter((row) => row.alternatives.length >= row.need);
  const starts = gathered.flatMap((row) => row.alternatives);
  const family = sideFamilies(view, stops, families, starts);
  return families.any(
    gathered.map((row) =>
      families.atLeast(
        row.need,
        row.alternatives.map((node) => family[node]!),
      ),
    ),
  );
}
