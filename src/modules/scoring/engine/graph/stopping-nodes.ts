import { assertGoesOn, type ComputationLimits } from './computation-limits.js';
import { type CarryOver, sameBaseline } from './carry-over.js';
import type { Scratch } from './failure.js';
import { LocalViews } from './local-view.js';
import { singlePoints } from './single-points.js';

/** So deep are alternatives below alternatives looked into one by one; below that, and in rings, all at once. */
const DEEPEST = 200;

/**
 * The nodes each of which stops a node alone, for one node after another of the same portfolio.
 *
 * A node v is stopped by itself, by what stops any alternative that it cannot do without, and by what stops so many
 * alternatives of one of its requirements at once that the rest is too little. So it is enough to walk down what v cannot do
 * without, and to ask the same question of the alternatives that are met on the way; these answers are kept.
 */
export class StoppingNodes {
  readonly #known = new Map<number, Int32Array>();
  readonly #asked = new Set<number>();
  readonly #views: LocalViews;
  readonly #takers: ReadonlyMap<number, readonly number[]>;
  /** Node → the walk that met it last, and how many alternatives of the requirement at hand it stops. */
  readonly #met: Int32Array;
  readonly #times: Uint16Array;
  #walks = 0;

  /**
   * @param scratch at rest: it holds what fails with nothing failed. With rule (b) there are answers by walking alone
   * @param before the same of an earlier version of the graph, and what has changed since
   */
  constructor(
    private readonly scratch: Scratch,
    private readonly limits: ComputationLimits,
    before: { readonly nodes: StoppingNodes; readonly carry: CarryOver } | null = null,
  ) {
    this.#views = new LocalViews(scratch, limits);
    this.#takers = takersOf(scratch);
    this.#met = new Int32Array(scratch.portfolio.nodeCount);
    this.#times = new Uint16Array(scratch.portfolio.nodeCount);
    if (before !== null && sameBaseline(before.nodes.scratch, scratch)) {
      const { nodes, carry } = before;
      for (const [node, stopping] of nodes.#known)
        if (carry.above[node] === 0) this.#known.set(node, stopping);
    }
  }

  /**
   * @param node one that has not failed from the start
   * @returns nodes, ascending, the node itself included
   */
  of(node: number): Int32Array {
    const found = this.byWalking(node) ?? this.#evaluate(node);
    this.#known.set(node, found);
    return found;
  }

  /**
   * The same, for a use case too; null where the answer would need itself, or goes too deep.
   * @param vertex one that has not failed from the start
   */
  byWalking(vertex: number): Int32Array | null {
    const known = this.#known.get(vertex);
    if (known) return known;
    assertGoesOn(this.limits);
    this.#asked.add(vertex);
    const found = this.#below(vertex);
    this.#asked.delete(vertex);
    if (found !== null) this.#known.set(vertex, found);
    return found;
  }

  #below(vertex: number): Int32Array | null {
    const found = [vertex];
    const guarded = this.#walk(found);
    for (const row of guarded) {
      const stopping = this.#stoppingRow(row);
      if (stopping === null) return null;
      found.push(...stopping);
    }
    if (guarded.length === 0) return Int32Array.from(found).sort();
    return Int32Array.from(new Set(found)).sort();
  }

  /** Adds what the nodes cannot do without; returns the requirements on the way that can lose an alternative. */
  #walk(nodes: number[]): number[] {
    const { slack, failed, portfolio } = this.scratch;
    const { rowsOf, rowStart, alternative, counts } = portfolio;
    const met = this.#met;
    const walk = ++this.#walks;
    const guarded: number[] = [];
    nodes.forEach((node) => (met[node] = walk));
    for (let i = 0; i < nodes.length; i++) {
      const vertex = nodes[i]!;
      for (let row = rowsOf[vertex]!; row < rowsOf[vertex + 1]!; row++) {
        if (slack[row]! > 0) {
          guarded.push(row);
          continue;
        }
        for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
          const other = alternative[edge]!;
          if (counts[edge] === 0 || failed[other] === 1 || met[other] === walk) continue;
          met[other] = walk;
          nodes.push(other);
        }
      }
      for (const taker of this.#takersOf(vertex)) {
        if (failed[taker] === 1 || met[taker] === walk) continue;
        met[taker] = walk;
        nodes.push(taker);
      }
    }
    return guarded;
  }

  /** What takes an undisclosed node along when it fails (rule b). */
  #takersOf(vertex: number): readonly number[] {
    return this.#takers.get(vertex) ?? [];
  }

  /**
   * What stops more alternatives of a requirement than it can lose; null where one of them is being asked for. What
   * stops these in turn is in it: it stops the same alternatives.
   */
  #stoppingRow(row: number): number[] | null {
    const need = this.scratch.slack[row]! + 1;
    const alternatives = this.#alive(row);
    if (this.#asked.size >= DEEPEST || alternatives.some((node) => this.#asked.has(node))) return null;
    const stopping: Int32Array[] = [];
    for (const alternative of alternatives) {
      const nodes = this.scratch.takesAlong === null ? this.of(alternative) : this.byWalking(alternative);
      if (nodes === null) return null;
      stopping.push(nodes);
    }
    const times = this.#times;
    const found: number[] = [];
    for (const nodes of stopping) for (const node of nodes) if (++times[node]! === need) found.push(node);
    for (const nodes of stopping) for (const node of nodes) times[node] = 0;
    return found;
  }

  #alive(row: number): number[] {
    const { portfolio, failed } = this.scratch;
    const found: number[] = [];
    for (let edge = portfolio.rowStart[row]!; edge < portfolio.rowStart[row + 1]!; edge++) {
      const node = portfolio.alternative[edge]!;
      if (portfolio.counts[edge] === 1 && failed[node] === 0) found.push(node);
    }
    return found;
  }

  /** By failing what lies below, one after another. */
  #evaluate(node: number): Int32Array {
    const view = this.#views.of(node);
    const stops = singlePoints(view, this.limits);
    return Int32Array.from(view.vertices.filter((_vertex, local) => stops[local] === 1)).sort();
  }
}

/** Undisclosed node → what takes it along; nothing without rule (b). */
function takersOf({ takesAlong }: Scratch): Map<number, number[]> {
  const takers = new Map<number, number[]>();
  takesAlong?.forEach((hidden, node) => {
    if (hidden < 0) return;
    const known = takers.get(hidden);
    if (known) known.push(node);
    else takers.set(hidden, [node]);
  });
  return takers;
}

/** Visits what two ascending lists share, until the visitor returns true. */
export function forEachShared(a: Int32Array, b: Int32Array, visit: (node: number) => boolean): void {
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      if (visit(a[i]!)) return;
      i++;
      j++;
    } else if (a[i]! < b[j]!) i++;
    else j++;
  }
}
