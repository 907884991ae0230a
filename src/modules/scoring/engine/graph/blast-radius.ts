import { assertGoesOn, type ComputationLimits } from './computation-limits.js';
import { createScratch, propagate, reset, type Scratch } from './failure.js';
import { MANUAL_PROCEDURE } from './node-kinds.js';
import type { Portfolio } from './portfolio.js';

export interface BlastRadius {
  /** Weight of what stops ÷ weight of all, 0…1. */
  readonly share: number;
  /** Weight of what stops, undivided: it does not shrink when use cases are added (rule d). */
  readonly absoluteWeight: number;
  /** Use cases that stop, by number, ascending; those stopped with nothing failed are among them. */
  readonly stopped: readonly number[];
  /** The node whose failure gives this radius: the node itself, or the worst that takes an undisclosed one along. */
  readonly through: number;
}

/** Working memory for radii: rule (b) applies. */
export function radiusScratch(portfolio: Portfolio): Scratch {
  return createScratch(portfolio, true);
}

/**
 * What stops when one node fails (methodology 4.1, and 4.4 rules b and e). An undisclosed node has the largest radius
 * among failing alone and every failure that takes it along.
 * @param scratch of `radiusScratch`, to be reused over many nodes
 */
export function blastRadiusOf(
  portfolio: Portfolio,
  node: number,
  scratch: Scratch = radiusScratch(portfolio),
): BlastRadius {
  let through = node;
  let largest = -1;
  forEachFailure(portfolio, node, scratch, (trigger) => {
    const weight = stoppedWeight(scratch);
    if (weight > largest) {
      largest = weight;
      through = trigger;
    }
  });
  // others are visited once, and that failure still stands
  if (isUndisclosed(portfolio, node)) failAlone(portfolio, through, scratch);
  return {
    share: shareOf(portfolio, largest),
    absoluteWeight: largest,
    stopped: stoppedUseCases(scratch),
    through,
  };
}

/**
 * Visits every failure that counts as a failure of the node: its own, and for an undisclosed node also each that takes
 * it along. During a visit the scratch holds that failure. Gates that ask "does this node alone stop …" ask here, so that
 * a hidden host is judged by the known one that it would hurt most to share.
 */
export function forEachFailure(
  portfolio: Portfolio,
  node: number,
  scratch: Scratch,
  visit: (trigger: number) => void,
): void {
  failAlone(portfolio, node, scratch);
  visit(node);
  if (!isUndisclosed(portfolio, node)) return;
  for (const trigger of mayTakeAlong(portfolio, node, scratch)) {
    if (trigger === node) continue;
    failAlone(portfolio, trigger, scratch);
    if (scratch.failed[node] === 1) visit(trigger);
  }
}

export interface AllRadii {
  /** Node → share, 0…1. */
  readonly share: Float64Array;
  /** Node → weight of what stops. */
  readonly absoluteWeight: Float64Array;
}

/** The radius of every node, by one propagation each. */
export function blastRadiusOfAll(portfolio: Portfolio, limits: ComputationLimits = {}): AllRadii {
  const scratch = radiusScratch(portfolio);
  const absoluteWeight = new Float64Array(portfolio.nodeCount);
  const always = stoppedWeight(scratch);
  const along = portfolio.hidden.map(({ node }) => node);
  const largestAlong = new Float64Array(along.length);
  for (let node = 0; node < portfolio.nodeCount; node++) {
    assertGoesOn(limits);
    failAlone(portfolio, node, scratch);
    const weight = always + stoppedWeight(scratch, scratch.baseline);
    absoluteWeight[node] = weight;
    for (let h = 0; h < along.length; h++) {
      if (scratch.failed[along[h]!] === 1) largestAlong[h] = Math.max(largestAlong[h]!, weight);
    }
  }
  along.forEach((node, h) => (absoluteWeight[node] = largestAlong[h]!));
  return { share: absoluteWeight.map((weight) => shareOf(portfolio, weight)), absoluteWeight };
}

function isUndisclosed(portfolio: Portfolio, node: number): boolean {
  return portfolio.hidden.some((hidden) => hidden.node === node);
}

/** Fails one node; a manual procedure cannot fail, so nothing follows from it. The scratch holds what does. */
export function failAlone(portfolio: Portfolio, node: number, scratch: Scratch): void {
  propagate(portfolio, portfolio.kinds[node] === MANUAL_PROCEDURE ? [] : [node], scratch);
}

/** Weight of the use cases that failed, or of those that failed from one position of `scratch.order` on. */
function stoppedWeight(scratch: Scratch, from = 0): number {
  const { nodeCount, stoppedWeight: weights } = scratch.portfolio;
  let sum = 0;
  for (let i = from; i < scratch.count; i++) {
    const vertex = scratch.order[i]!;
    if (vertex >= nodeCount) sum += weights[vertex - nodeCount]!;
  }
  return sum;
}

/** No use cases → 0. Rule (e) can bring the numerator above the denominator: capped. */
function shareOf(portfolio: Portfolio, weight: number): number {
  return portfolio.allWeight === 0 ? 0 : Math.min(1, weight / portfolio.allWeight);
}

/** Use cases that the propagation in the scratch has stopped, by number, ascending. */
export function stoppedUseCases(scratch: Scratch): number[] {
  const { nodeCount } = scratch.portfolio;
  const stopped: number[] = [];
  for (let i = 0; i < scratch.count; i++) {
    const vertex = scratch.order[i]!;
    if (vertex >= nodeCount) stopped.push(vertex - nodeCount);
  }
  // numbers sort themselves; with a function that compares them, sorting took longer than the propagation
  return Array.from(Int32Array.from(stopped).sort());
}

/**
 * Nodes whose failure can make an undisclosed one fail, directly or through other undisclosed ones; all of them when it
 * has failed from the start.
 */
export function mayTakeAlong(portfolio: Portfolio, hidden: number, scratch: Scratch): number[] {
  reset(scratch);
  if (scratch.failed[hidden] === 1) return Array.from({ length: portfolio.nodeCount }, (_, node) => node);
  const reached = new Uint8Array(portfolio.nodeCount);
  const nodes: number[] = [];
  const add = (node: number): void => {
    if (reached[node] === 1) return;
    reached[node] = 1;
    nodes.push(node);
  };
  add(hidden);
  for (let i = 0; i < nodes.length; i++) {
    const node = nodes[i]!;
    for (let edge = firstEdge(portfolio, node); edge < firstEdge(portfolio, node + 1); edge++) {
      if (portfolio.counts[edge] === 1) add(portfolio.alternative[edge]!);
    }
    if (isUndisclosed(portfolio, node)) {
      scratch.takesAlong?.forEach((follower, known) => follower === node && add(known));
    }
  }
  return nodes;
}

function firstEdge(portfolio: Portfolio, vertex: number): number {
  return portfolio.rowStart[portfolio.rowsOf[vertex]!]!;
}
