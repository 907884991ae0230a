import type { GraphFacts } from '../facts.js';
import { type CarryOver, dependants, neededBy } from './carry-over.js';
import type { ChangedFailure } from './node-failures.js';
import type { Portfolio } from './portfolio.js';

/** What stands on none of the nodes whose failure is another. */
const NONE = -1;

/**
 * For which subjects the graph may say something else than the version before: decided from what has changed, without
 * working out again what it says of them. Where a use case stands on nothing that changed itself, it requires the same
 * nodes with the same fallbacks; a failure that changed counts only where it is, or may become, one of its findings.
 */
export class ChangedGraphFacts {
  /** Use case → 1 when it stands on something that has other requirements, or is another itself. */
  readonly #onChanged: Uint8Array;
  /** Use case → 1 when a failure stops it now and did not, or did and does not. */
  readonly #stopsOtherwise: Uint8Array;
  /** Ids of nodes whose failure does something else. */
  readonly #failOtherwise: ReadonlySet<string>;
  /** Vertex → of those among the nodes it requires, the largest BR × σ, and the most T1 use cases that one stops. */
  readonly #radius: Float64Array;
  readonly #highRisk: Float64Array;

  constructor(
    before: Portfolio,
    private readonly after: Portfolio,
    { changed }: CarryOver,
    failures: readonly ChangedFailure[],
  ) {
    const { ids, substitutability, method, useCaseCount, nodeCount } = after;
    this.#onChanged = dependants([before, after], changed).slice(nodeCount);
    this.#failOtherwise = new Set(failures.map(({ node }) => ids[node]!));
    this.#stopsOtherwise = new Uint8Array(useCaseCount);
    for (const { was, is } of failures) markDifference(was.stops, is.stops, this.#stopsOtherwise);
    const sigma = (node: number): number => method.substitutability[substitutability[node]!];
    this.#radius = highestRequired(
      after,
      failures.map(({ node, is }) => [node, is.share * sigma(node)]),
    );
    this.#highRisk = highestRequired(
      after,
      failures.map(({ node, is }) => [node, is.highRisk]),
    );
  }

  /**
   * @param useCase number of the use case of the subject
   * @param components nodes of the subject; looked up where the use case alone does not decide
   * @param known what the graph said of it; null: nothing, since it has no requirements
   */
  mayDiffer(useCase: number, components: () => readonly number[], known: GraphFacts | null): boolean {
    if (this.#onChanged[useCase] === 1 || this.#stopsOtherwise[useCase] === 1) return true;
    // Where no required node is somebody else's, none of them is looked at.
    if (known === null || known.worst === null) return false;
    const { worst, sharedNode, highRiskStopped } = known;
    if (this.#failOtherwise.has(worst.node)) return true;
    if (sharedNode !== null && this.#failOtherwise.has(sharedNode.node)) return true;
    const outdoes = (vertex: number): boolean => {
      // Of equals the first in the order of the ids is named: another may take its place.
      const [radius, highRisk] = [this.#radius[vertex]!, this.#highRisk[vertex]!];
      return radius >= worst.radius * worst.sigma || (highRisk > 0 && highRisk >= highRiskStopped);
    };
    return (
      this.#failOtherwise.size > 0 && outdoes(this.after.nodeCount + useCase) && components().some(outdoes)
    );
  }
}

/** Marks what is in one of two ascending lists alone. */
function markDifference(one: Int32Array, other: Int32Array, marks: Uint8Array): void {
  let j = 0;
  for (const number of one) {
    for (; j < other.length && other[j]! < number; j++) marks[other[j]!] = 1;
    if (other[j] === number) j++;
    else marks[number] = 1;
  }
  for (; j < other.length; j++) marks[other[j]!] = 1;
}

/** Vertex → the largest value of the nodes that it requires, itself included; `NONE` where it requires none that has one. */
function highestRequired(
  portfolio: Portfolio,
  values: readonly (readonly [node: number, value: number])[],
): Float64Array {
  if (values.length === 0) return new Float64Array(0);
  const highest = new Float64Array(portfolio.ids.length).fill(NONE);
  const owners = neededBy(portfolio);
  const open: number[] = [];
  // The largest goes first: what it has reached keeps it.
  for (const [node, value] of [...values].sort(([, a], [, b]) => b - a)) {
    if (highest[node] !== NONE) continue;
    highest[node] = value;
    open.push(node);
    for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
      const required = vertex;
      owners(required, (owner) => {
        if (highest[owner] !== NONE || !requires(portfolio, owner, required)) return;
        highest[owner] = value;
        open.push(owner);
      });
    }
  }
  return highest;
}

/** Whether a node is among the first k alternatives of a requirement of the vertex. */
function requires({ rowsOf, rowStart, rowK, alternative }: Portfolio, vertex: number, node: number): boolean {
  for (let row = rowsOf[vertex]!; row < rowsOf[vertex + 1]!; row++) {
    const end = Math.min(rowStart[row]! + rowK[row]!, rowStart[row + 1]!);
    for (let edge = rowStart[row]!; edge < end; edge++) if (alternative[edge] === node) return true;
  }
  return false;
}
