import type { Portfolio } from './portfolio.js';
import { toSpare } from './rows.js';

/** Why a vertex has failed, where it is not a row number. */
export const CAUSE_ITSELF = -1;
export const CAUSE_OUT_OF_SERVICE = -2;
/** From here downwards: an undisclosed node that may be the very node `CAUSE_TAKEN_ALONG − cause` that failed (rule b). */
export const CAUSE_TAKEN_ALONG = -3;

/**
 * Working memory of one propagation after another on the same graph: nothing is allocated between them, and what one
 * changed is undone by walking back over exactly what it touched.
 */
export interface Scratch {
  readonly portfolio: Portfolio;
  /** Vertex → 1 when failed. */
  readonly failed: Uint8Array;
  /** Failed vertices in the order in which they failed; the first `baseline` ones fail with nothing failed. */
  readonly order: Int32Array;
  readonly baseline: number;
  /** How many entries of `order` are valid. */
  count: number;
  /** Failed vertex → the row that ran out of alternatives, or one of the CAUSE_ numbers. */
  readonly cause: Int32Array;
  /**
   * Row → how many more of its counting alternatives may fail before it does; below 0 when it has. Not counted down where
   * there was none to spare from the start: such a row fails with the first of them.
   */
  readonly slack: Int32Array;
  /** Node → the undisclosed node that fails with it, or −1. Null where rule (b) does not apply. */
  readonly takesAlong: Int32Array | null;
  /** How many entries of `order` have been worked off. */
  done: number;
}

/**
 * Working memory for a graph, with the failures that need no trigger already worked out: nodes out of service, and
 * requirements with fewer counting alternatives than they need.
 * @param hiddenFollow rule (b): undisclosed nodes fail with every known node of their layer that fails. True for blast
 *   radii and the gates, false for "what stops" and for cut sets.
 */
export function createScratch(portfolio: Portfolio, hiddenFollow: boolean): Scratch {
  const vertices = portfolio.nodeCount + portfolio.useCaseCount;
  const scratch: Scratch & { baseline: number } = {
    portfolio,
    failed: new Uint8Array(vertices),
    order: new Int32Array(vertices),
    baseline: 0,
    count: 0,
    cause: new Int32Array(vertices),
    slack: slackOf(portfolio),
    takesAlong: hiddenFollow ? takesAlong(portfolio) : null,
    done: 0,
  };
  for (let node = 0; node < portfolio.nodeCount; node++) {
    if (portfolio.outOfService[node] === 1) fail(scratch, node, CAUSE_OUT_OF_SERVICE);
  }
  for (let row = 0; row < scratch.slack.length; row++) {
    if (scratch.slack[row]! < 0) fail(scratch, portfolio.rowOwner[row]!, row);
  }
  spread(scratch);
  scratch.baseline = scratch.count;
  return scratch;
}

function slackOf(portfolio: Portfolio): Int32Array {
  const slack = new Int32Array(portfolio.rowK.length);
  for (let row = 0; row < slack.length; row++) slack[row] = toSpare(portfolio, row);
  return slack;
}

/**
 * Everything that fails with the given nodes: the least fixed point from them, so a ring does not fail by itself.
 * Requirements are counted down, each edge is looked at once: O(edges of what fails).
 * The answer is in `scratch.failed` and `scratch.order`, until the next call.
 * @returns the number of failed vertices, those that fail anyway included
 */
export function propagate(portfolio: Portfolio, failed: Iterable<number>, scratch: Scratch): number {
  if (scratch.portfolio !== portfolio) throw new Error('the scratch belongs to another portfolio');
  reset(scratch);
  for (const node of failed) fail(scratch, node, CAUSE_ITSELF);
  spread(scratch);
  return scratch.count;
}

/** Back to what fails with nothing failed. */
export function reset(scratch: Scratch): void {
  const { usedFrom, usedIn, usedBy, nodeCount } = scratch.portfolio;
  for (let i = scratch.baseline; i < scratch.count; i++) {
    const vertex = scratch.order[i]!;
    scratch.failed[vertex] = 0;
    if (vertex >= nodeCount) continue;
    const end = usedFrom[vertex + 1]!;
    for (let use = usedFrom[vertex]!; use < end; use++) {
      if (usedBy[use]! >= 0) scratch.slack[usedIn[use]!]!++;
    }
  }
  scratch.count = scratch.baseline;
  scratch.done = scratch.baseline;
}

function fail(scratch: Scratch, vertex: number, cause: number): void {
  if (scratch.failed[vertex] === 1) return;
  scratch.failed[vertex] = 1;
  scratch.cause[vertex] = cause;
  scratch.order[scratch.count++] = vertex;
}

function spread(scratch: Scratch): void {
  const { slack, order, failed, takesAlong } = scratch;
  const { usedFrom, usedIn, usedBy, nodeCount } = scratch.portfolio;
  while (scratch.done < scratch.count) {
    const vertex = order[scratch.done++]!;
    if (vertex >= nodeCount) continue;
    if (takesAlong !== null && takesAlong[vertex]! >= 0) {
      fail(scratch, takesAlong[vertex]!, CAUSE_TAKEN_ALONG - vertex);
    }
    const end = usedFrom[vertex + 1]!;
    for (let use = usedFrom[vertex]!; use < end; use++) {
      const by = usedBy[use]!;
      if (by >= 0 && slack[usedIn[use]!]!-- !== 0) continue;
      const owner = by >= 0 ? by : -1 - by;
      if (failed[owner] === 0) fail(scratch, owner, usedIn[use]!);
    }
  }
}

function takesAlong(portfolio: Portfolio): Int32Array | null {
  if (portfolio.hidden.length === 0) return null;
  const hiddenOfKind = new Map(
    portfolio.hidden.flatMap(({ node, kinds }) => kinds.map((kind) => [kind, node] as const)),
  );
  const along = new Int32Array(portfolio.nodeCount);
  for (let node = 0; node < along.length; node++)
    along[node] = hiddenOfKind.get(portfolio.kinds[node]!) ?? -1;
  return along;
}
