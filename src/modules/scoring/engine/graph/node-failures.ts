import { failAlone, mayTakeAlong, radiusScratch } from './blast-radius.js';
import { type CarryOver, failsAlike, sameBaseline, sameNumbers } from './carry-over.js';
import type { Scratch } from './failure.js';
import { failingOtherwise } from './failing-otherwise.js';
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

/** What follows when a node fails and nothing else does. */
interface LoneFailure extends NodeFailure {
  /** Of what stops, undivided. */
  readonly weight: number;
  /** Bit i is set when the undisclosed node i of the portfolio fails with it. */
  readonly takes: number;
}

/** A node whose failure does something else than it did in the graph before. */
export interface ChangedFailure {
  readonly node: number;
  readonly was: NodeFailure;
  readonly is: NodeFailure;
}

/** The failures of the nodes of one portfolio, each worked out when it is first asked for. */
export class NodeFailures {
  private readonly scratch: Scratch;
  private readonly alone: (LoneFailure | undefined)[];
  private readonly undisclosed = new Map<number, NodeFailure>();
  private readonly isHighRisk: Uint8Array;
  /** Those that were known in the graph before and are others now; null: any may be. */
  readonly changed: readonly ChangedFailure[] | null;

  /** @param before the failures of an earlier version of the graph, and what has changed since */
  constructor(
    private readonly portfolio: Portfolio,
    before: { readonly failures: NodeFailures; readonly carry: CarryOver } | null = null,
  ) {
    this.scratch = radiusScratch(portfolio);
    this.alone = new Array<LoneFailure | undefined>(portfolio.nodeCount).fill(undefined);
    this.isHighRisk = highRiskUseCases(portfolio);
    this.changed = before === null ? null : this.takeOver(before.failures, before.carry);
  }

  /** Whether they are the failures of another version of the graph too. */
  holdFor(portfolio: Portfolio): boolean {
    return failsAlike(this.portfolio, portfolio) && weighAlike(this.portfolio, portfolio);
  }

  of(node: number): NodeFailure {
    const place = this.portfolio.hidden.findIndex((hidden) => hidden.node === node);
    if (place < 0) return this.ofAlone(node);
    let found = this.undisclosed.get(node);
    if (found === undefined) this.undisclosed.set(node, (found = this.worstThatTakes(node, place)));
    return found;
  }

  /** Keeps what cannot have changed; works the rest out again, as far as it was known. */
  private takeOver(before: NodeFailures, carry: CarryOver): ChangedFailure[] | null {
    const same = sameBaseline(before.scratch, this.scratch) && weighAlike(before.portfolio, this.portfolio);
    if (!same) return null;
    const otherwise = failingOtherwise(before.scratch, this.scratch, carry.drawn) ?? carry.below;
    const changed: ChangedFailure[] = [];
    const compare = (node: number, was: NodeFailure, is: NodeFailure): void => {
      if (!sameFailure(was, is)) changed.push({ node, was, is });
    };
    before.alone.forEach((failure, node) => {
      if (failure === undefined) return;
      if (otherwise[node] === 0) this.alone[node] = failure;
      else compare(node, failure, this.ofAlone(node));
    });
    for (const [node, failure] of before.undisclosed) compare(node, failure, this.of(node));
    return changed;
  }

  private ofAlone(node: number): LoneFailure {
    return (this.alone[node] ??= this.failAlone(node));
  }

  private failAlone(node: number): LoneFailure {
    const { portfolio, scratch, isHighRisk } = this;
    const { nodeCount, stoppedWeight, hidden } = portfolio;
    failAlone(portfolio, node, scratch);
    const stops: number[] = [];
    let weight = 0;
    let highRisk = 0;
    for (let i = 0; i < scratch.count; i++) {
      const useCase = scratch.order[i]! - nodeCount;
      if (useCase < 0) continue;
      stops.push(useCase);
      weight += stoppedWeight[useCase]!;
      highRisk += isHighRisk[useCase]!;
    }
    return {
      share: this.shareOf(weight),
      through: node,
      highRisk,
      highRiskThrough: node,
      stops: Int32Array.from(stops).sort(),
      weight,
      takes: hidden.reduce((bits, { node: other }, i) => bits | (scratch.failed[other]! << i), 0),
    };
  }

  /** The worst of an undisclosed node failing alone, and of everything that takes it along. */
  private worstThatTakes(node: number, place: number): NodeFailure {
    const own = this.ofAlone(node);
    const worst = { weight: own.weight, through: node, highRisk: own.highRisk, highRiskThrough: node };
    const isStopped = new Uint8Array(this.portfolio.useCaseCount);
    for (const useCase of own.stops) isStopped[useCase] = 1;
    for (const trigger of mayTakeAlong(this.portfolio, node, this.scratch)) {
      const { weight, highRisk, stops, takes } = this.ofAlone(trigger);
      if ((takes & (1 << place)) === 0) continue;
      for (const useCase of stops) isStopped[useCase] = 1;
      if (weight > worst.weight) Object.assign(worst, { weight, through: trigger });
      if (highRisk > worst.highRisk) Object.assign(worst, { highRisk, highRiskThrough: trigger });
    }
    return {
      share: this.shareOf(worst.weight),
      through: worst.through,
      highRisk: worst.highRisk,
      highRiskThrough: worst.highRiskThrough,
      stops: Int32Array.from(isStopped.keys()).filter((useCase) => isStopped[useCase] === 1),
    };
  }

  /** No use cases → 0. Rule (e) can bring the numerator above the denominator: capped. */
  private shareOf(weight: number): number {
    const { allWeight } = this.portfolio;
    return allWeight === 0 ? 0 : Math.min(1, weight / allWeight);
  }
}

/** Whether every use case counts as it did, in all that is said of a failure. */
function weighAlike(a: Portfolio, b: Portfolio): boolean {
  return (
    sameNumbers(a.stoppedWeight, b.stoppedWeight) &&
    a.allWeight === b.allWeight &&
    sameNumbers(highRiskUseCases(a), highRiskUseCases(b))
  );
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

/** Use case → 1 when it is T1 and weighs; a provisional or unknown tier may be. */
export function highRiskUseCases({ tiers, stoppedWeight, provisional }: Portfolio): Uint8Array {
  return Uint8Array.from(tiers, (tier, u) =>
    stoppedWeight[u]! > 0 && (tier === 'T1' || tier === 'unknown' || provisional[u] === 1) ? 1 : 0,
  );
}
