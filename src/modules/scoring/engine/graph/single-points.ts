import { assertGoesOn, type ComputationLimits } from './computation-limits.js';
import type { LocalView } from './local-view.js';

/**
 * Local number → 1 when the failure of that one alone stops the use case (methodology 4.2: fail one, evaluate). The use
 * case counts as one of them, and so do nodes that cannot be cut: what stands on them matters all the same.
 */
export function singlePoints(view: LocalView, limits: ComputationLimits): Uint8Array {
  return new SinglePoints(view, limits).find();
}

/**
 * Most of the answer needs no evaluation: what a single point requires without an alternative is one as well. What is left
 * can only be one by failing a row of a single point that has alternatives, hence by lying below enough of these; few
 * nodes do, and only they are failed one by one. Without that, a stack of 4,000 libraries on one side of an alternative
 * took 250 ms, with it some 20.
 */
class SinglePoints {
  private readonly stops: Uint8Array;
  private readonly usedIn: readonly number[][];
  private readonly left: Int32Array;
  private readonly failed: Uint8Array;
  /** Single points whose rows are still to be looked at. */
  private readonly fresh: number[] = [0];
  /** Rows with alternatives, of single points. */
  private readonly guarded: number[] = [];

  constructor(
    private readonly view: LocalView,
    private readonly limits: ComputationLimits,
  ) {
    const count = view.vertices.length;
    this.stops = new Uint8Array(count);
    this.stops[0] = 1;
    this.failed = new Uint8Array(count);
    this.left = Int32Array.from(view.rows, (row) => row.need);
    this.usedIn = view.vertices.map(() => []);
    view.rows.forEach((row, r) => row.alternatives.forEach((node) => this.usedIn[node]!.push(r)));
  }

  find(): Uint8Array {
    this.spread();
    for (let i = 0; i < this.guarded.length; i++) {
      for (const node of this.belowEnough(this.guarded[i]!)) {
        assertGoesOn(this.limits);
        if (this.stops[node] === 0 && this.reachesStop(node)) this.add(node);
      }
      this.spread();
    }
    return this.stops;
  }

  private add(node: number): void {
    if (this.stops[node] === 1) return;
    this.stops[node] = 1;
    this.fresh.push(node);
  }

  private spread(): void {
    for (let node = this.fresh.pop(); node !== undefined; node = this.fresh.pop()) {
      for (const r of this.view.rowsOf[node]!) {
        const row = this.view.rows[r]!;
        if (row.need > 1) this.guarded.push(r);
        else row.alternatives.forEach((alternative) => this.add(alternative));
      }
    }
  }

  /** Nodes that lie below at least as many alternatives of the row as have to fail, not through a single point. */
  private belowEnough(r: number): number[] {
    const { need, alternatives } = this.view.rows[r]!;
    const aside = alternatives.filter((node) => this.stops[node] === 0);
    if (aside.length < need) return [];
    const above = new Map<number, number>();
    for (const alternative of aside) {
      assertGoesOn(this.limits);
      const below = new Set([alternative]);
      for (const node of below) {
        above.set(node, (above.get(node) ?? 0) + 1);
        for (const own of this.view.rowsOf[node]!) {
          for (const next of this.view.rows[own]!.alternatives) if (this.stops[next] === 0) below.add(next);
        }
      }
    }
    return [...above].filter(([, count]) => count >= need).map(([node]) => node);
  }

  /** Fails one node and what follows, until something fails that is known to stop the use case; leaves no trace. */
  private reachesStop(start: number): boolean {
    const { view, usedIn, left, failed, stops } = this;
    const order = [start];
    failed[start] = 1;
    let reached = false;
    let done = 0;
    while (done < order.length && !reached) {
      for (const row of usedIn[order[done++]!]!) {
        if (--left[row]! !== 0) continue;
        const { owner } = view.rows[row]!;
        if (stops[owner] === 1) reached = true;
        if (failed[owner] === 1) continue;
        failed[owner] = 1;
        order.push(owner);
      }
    }
    for (const node of order.slice(0, done)) for (const row of usedIn[node]!) left[row]!++;
    for (const node of order) failed[node] = 0;
    return reached;
  }
}
