import { forEachFailure, radiusScratch } from './blast-radius.js';
import { type CarryOver, sameBaseline } from './carry-over.js';
import type { Scratch } from './failure.js';
import type { Portfolio } from './portfolio.js';

/** What the failure of one node does; of an undisclosed one, the worst that may take it along (rule b). */
export interface NodeFailure {
  /** Blast radius, 0…1, and the node whose failure gives it. */
  readonly share: number;
  readonly through: number;
  /**
   * T1 use cases that weigh and stop, provisional and unknown ones included, and the node whose failure stops most of them.
   */
  readonly highRisk: number;
  readonly highRiskThrough: number;
  /** Use cases that some failure of the node stops, by number, ascending. */
  readonly stops: Int32Array;
}

/** The failures of the nodes of one portfolio, each worked out when it is first asked for. */
export class NodeFailures {
  private readonly scratch: Scratch;
  private readonly known: (NodeFailure | undefined)[];
  private readonly isHighRisk: Uint8Array;
  /** Nodes whose failure does something else than it did in the graph before; null: any may. */
  readonly changed: readonly number[] | null;

  /** @param before the failures of an earlier version of the graph, and what has changed since */
  constructor(
    private readonly portfolio: Portfolio,
    before: { readonly failures: NodeFailures; readonly carry: CarryOver } | null = null,
  ) {
    this.scratch = radiusScratch(portfolio);
    this.known = new Array<NodeFailure | undefined>(portfolio.nodeCount).fill(undefined);
    this.isHighRisk = highRiskUseCases(portfolio);
    this.changed = before === null ? null : this.takeOver(before.failures, before.carry);
  }

  /** Keeps what cannot have changed; works the rest out again, as far as it was known. */
  private takeOver(before: NodeFailures, { below }: CarryOver): number[] | null {
    const same =
      sameBaseline(before.scratch, this.scratch) &&
      sameNumbers(before.portfolio.stoppedWeight, this.portfolio.stoppedWeight) &&
      sameNumbers(before.isHighRisk, this.isHighRisk) &&
      before.portfolio.allWeight === this.portfolio.allWeight;
    if (!same) return null;
    const changed: number[] = [];
    before.known.forEach((failure, node) => {
      if (failure === undefined) return;
      if (below[node] === 0) this.known[node] = failure;
      else if (!sameFailure(failure, this.of(node))) changed.push(node);
    });
    return changed;
  }

  of(node: number): NodeFailure {
    return (this.known[node] ??= this.workOut(node));
  }

  private workOut(node: number): NodeFailure {
    const { portfolio, scratch, isHighRisk } = this;
    const { nodeCount, stoppedWeight, allWeight } = portfolio;
    const stops = new Set<number>();
    const found = { weight: -1, through: node, highRisk: -1, highRiskThrough: node };
    forEachFailure(portfolio, node, scratch, (trigger) => {
      let weight = 0;
      let highRisk = 0;
      for (let i = 0; i < scratch.count; i++) {
        const useCase = scratch.order[i]! - nodeCount;
        if (useCase < 0) continue;
        stops.add(useCase);
        weight += stoppedWeight[useCase]!;
        highRisk += isHighRisk[useCase]!;
      }
      if (weight > found.weight) Object.assign(found, { weight, through: trigger });
      if (highRisk > found.highRisk) Object.assign(found, { highRisk, highRiskThrough: trigger });
    });
    return {
      share: allWeight === 0 ? 0 : Math.min(1, found.weight / allWeight),
      through: found.through,
      highRisk: found.highRisk,
      highRiskThrough: found.highRiskThrough,
      stops: Int32Array.from(stops).sort(),
    };
  }
}

function sameFailure(a: NodeFailure, b: NodeFailure): boolean {
  return (
    a.share === b.share &&
    a.through === b.through &&
    a.highRisk === b.highRisk &&
    a.highRiskThrough === b.highRiskThrough &&
    sameNumbers(a.stops, b.stops)
  );
}

function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Use case → 1 when it is T1 and weighs; a provisional or unknown tier may be. */
export function highRiskUseCases({ tiers, stoppedWeight, provisional }: Portfolio): Uint8Array {
  return Uint8Array.from(tiers, (tier, u) =>
    stoppedWeight[u]! > 0 && (tier === 'T1' || tier === 'unknown' || provisional[u] === 1) ? 1 : 0,
  );
}
