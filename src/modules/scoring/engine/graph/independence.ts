import type { CarryOver } from './carry-over.js';
import type { ComputationLimits } from './computation-limits.js';
import { createScratch, type Scratch } from './failure.js';
import { MANUAL_PROCEDURE, UNKNOWN_BASE_MODEL, UNKNOWN_PARENT, UNKNOWN_UPSTREAM } from './node-kinds.js';
import type { Portfolio } from './portfolio.js';
import { forEachShared, StoppingNodes } from './stopping-nodes.js';

/** What binds components together without being a piece of technology of theirs. */
const GROUPS: ReadonlySet<string> = new Set(['provider', 'ultimate_parent', 'base_model']);
/** γ of two that share such a group, and nothing else: the same cloud, another region. */
const SAME_GROUP = 0.5;

/**
 * How far two components would fail together: γ (methodology 4.4). Two nodes fail together just when something stops
 * both, so it is enough to know what stops each alone.
 */
export class Independence {
  private readonly scratch: Scratch;
  private readonly stopping: StoppingNodes;
  private readonly below: Readonly<Record<'upstream' | 'group', Uint8Array>>;

  constructor(
    private readonly portfolio: Portfolio,
    limits: ComputationLimits = {},
    before: { readonly independence: Independence; readonly carry: CarryOver } | null = null,
  ) {
    this.scratch = createScratch(portfolio, false);
    const known = before === null ? null : { nodes: before.independence.stopping, carry: before.carry };
    this.stopping = new StoppingNodes(this.scratch, limits, known);
    this.below = {
      upstream: standingOn(portfolio, [UNKNOWN_UPSTREAM]),
      group: standingOn(portfolio, [UNKNOWN_PARENT, UNKNOWN_BASE_MODEL]),
    };
  }

  /** True when something that the node stands on is not disclosed. */
  isHidden(node: number): boolean {
    return this.below.upstream[node] === 1;
  }

  /**
   * γ of a component and its fallback: 1 when something that either stands on is not disclosed, or a node stops both;
   * 0.5 when only a provider, a parent or a base model does, or may do so; else 0. A procedure carried out by people
   * stands on nothing.
   */
  gamma(component: number, fallback: number): number {
    if (this.portfolio.kinds[fallback] === MANUAL_PROCEDURE) return 0;
    if (this.isHidden(component) || this.isHidden(fallback)) return 1;
    if (this.scratch.failed[component] === 1 || this.scratch.failed[fallback] === 1) return 1;
    const mayShareGroup = this.below.group[component] === 1 || this.below.group[fallback] === 1;
    let gamma = mayShareGroup ? SAME_GROUP : 0;
    forEachShared(this.stopping.of(component), this.stopping.of(fallback), (node) => {
      gamma = this.isGroup(node) ? SAME_GROUP : 1;
      return gamma === 1;
    });
    return gamma;
  }

  private isGroup(node: number): boolean {
    const id = this.portfolio.ids[node];
    return id === UNKNOWN_PARENT || id === UNKNOWN_BASE_MODEL || GROUPS.has(this.portfolio.kinds[node]!);
  }
}

/** Vertex → 1 when it stands on one of the ids through alternatives that count. */
function standingOn(portfolio: Portfolio, ids: readonly string[]): Uint8Array {
  const { usedFrom, usedIn, rowOwner, nodeCount, indexOf } = portfolio;
  const reached = new Uint8Array(portfolio.ids.length);
  const open = ids.flatMap((id) => indexOf.get(id) ?? []);
  open.forEach((vertex) => (reached[vertex] = 1));
  for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
    if (vertex >= nodeCount) continue;
    for (let use = usedFrom[vertex]!; use < usedFrom[vertex + 1]!; use++) {
      const owner = rowOwner[usedIn[use]!]!;
      if (reached[owner] === 1) continue;
      reached[owner] = 1;
      open.push(owner);
    }
  }
  return reached;
}
