import { assertGoesOn, type ComputationLimits } from './computation-limits.js';
import { canBeCut } from './node-kinds.js';
import type { Scratch } from './failure.js';

/**
 * The part of a portfolio that can make one use case stop, numbered for itself: 0 is the use case, the nodes are 1 … in
 * breadth-first order. What has failed from the start is folded in: such nodes are gone, and a row says how many of its
 * remaining alternatives have to fail. The use case itself must not have failed from the start.
 */
export interface LocalView {
  /** Local number → vertex of the portfolio. */
  readonly vertices: readonly number[];
  /** Local number → 1 when the node may be a member of a cut set. */
  readonly candidate: Uint8Array;
  /** Local number → its rows, as numbers into `rows`. */
  readonly rowsOf: readonly (readonly number[])[];
  readonly rows: readonly LocalRow[];
}

export interface LocalRow {
  readonly owner: number;
  /** The row fails when so many of its alternatives have failed; ≥ 1 and ≤ their number. */
  readonly need: number;
  /** Local numbers. */
  readonly alternatives: readonly number[];
}

/** Builds local views of one portfolio, one after another, without clearing an array of its size each time. */
export class LocalViews {
  private readonly localOf: Int32Array;
  private readonly seen: Int32Array;
  private round = 0;

  /** @param scratch without rule (b), holding what fails with nothing failed */
  constructor(
    private readonly scratch: Scratch,
    private readonly limits: ComputationLimits,
  ) {
    this.localOf = new Int32Array(scratch.portfolio.ids.length);
    this.seen = new Int32Array(scratch.portfolio.ids.length);
  }

  of(vertex: number): LocalView {
    const { portfolio, slack, failed } = this.scratch;
    this.round++;
    const vertices: number[] = [];
    const rowsOf: number[][] = [];
    const rows: LocalRow[] = [];
    this.number(vertex, vertices);
    for (let local = 0; local < vertices.length; local++) {
      if (local % 1024 === 0) assertGoesOn(this.limits);
      const own: number[] = [];
      rowsOf.push(own);
      const global = vertices[local]!;
      for (let row = portfolio.rowsOf[global]!; row < portfolio.rowsOf[global + 1]!; row++) {
        const alive: number[] = [];
        for (let edge = portfolio.rowStart[row]!; edge < portfolio.rowStart[row + 1]!; edge++) {
          const node = portfolio.alternative[edge]!;
          if (portfolio.counts[edge] === 1 && failed[node] === 0) alive.push(node);
        }
        const need = slack[row]! + 1;
        own.push(rows.length);
        rows.push({ owner: local, need, alternatives: alive.map((node) => this.number(node, vertices)) });
      }
    }
    const candidate = Uint8Array.from(vertices, (global, local) =>
      local > 0 && canBeCut(portfolio.ids[global]!, portfolio.kinds[global]!) ? 1 : 0,
    );
    return { vertices, candidate, rowsOf, rows };
  }

  private number(vertex: number, vertices: number[]): number {
    if (this.seen[vertex] !== this.round) {
      this.seen[vertex] = this.round;
      this.localOf[vertex] = vertices.length;
      vertices.push(vertex);
    }
    return this.localOf[vertex]!;
  }
}
