import type { BlockGraph } from './blocks.js';
import { assertGoesOn, type ComputationLimits } from './computation-limits.js';
import type { PartFailure } from './exact-failure.js';
import type { IndependentPart } from './independent-parts.js';
import { Xoshiro128 } from './xoshiro.js';

export interface Sampling {
  /** 0 … 2³² − 1; the same seed gives the same answer. */
  readonly seed: number;
  readonly samples: number;
}

/** Where the caller says nothing. 100,000 samples show an availability to within some 0.003 at worst. */
export const DEFAULT_SAMPLING: Sampling = { seed: 20_241_112, samples: 100_000 };

export interface SampledFailure extends PartFailure {
  /** Where the probability lies with a confidence of 95 %. */
  readonly interval: { readonly low: number; readonly high: number };
}

/** So many failures say well enough what was to blame: a share of one half to within 0.014. */
const MOST_EXPLAINED = 5_000;
/** Standard normal quantile of a two-sided 95 % interval. */
const Z = 1.959963984540054;

/** Draws states of the blocks of some parts, and counts in how many of them the use case stops (Monte Carlo). */
export function sampledFailure(
  graph: BlockGraph,
  parts: readonly IndependentPart[],
  { seed, samples }: Sampling,
  limits: ComputationLimits,
): SampledFailure {
  const numbers = Xoshiro128.ofSeed(seed);
  const state = new SampledState(graph, parts);
  const blocks = parts.flatMap((part) => part.blocks).filter((block) => graph.unavailability[block]! > 0);
  const below = blocks.map((block) => Xoshiro128.threshold(graph.unavailability[block]!));
  const blamed = new Map(blocks.map((block) => [block, 0]));
  let failures = 0;
  let explained = 0;
  for (let sample = 0; sample < samples; sample++) {
    if (sample % 64 === 0) assertGoesOn(limits);
    const down: number[] = [];
    for (let i = 0; i < blocks.length; i++) if (numbers.next() < below[i]!) down.push(blocks[i]!);
    if (!state.stopsWith(down)) continue;
    failures++;
    if (explained === MOST_EXPLAINED) continue;
    explained++;
    for (const block of down) {
      assertGoesOn(limits);
      if (!state.stopsWith(down, block)) blamed.set(block, blamed.get(block)! + 1);
    }
  }
  const probability = failures / samples;
  // P(failed, and needed for the failure) = own probability × slope
  const slope = [...blamed].map(([block, count]): [number, number] => [
    block,
    explained === 0 ? 0 : Math.min(1, (count / explained) * (probability / graph.unavailability[block]!)),
  ]);
  return { probability, interval: wilson(failures, samples), slope: new Map(slope) };
}

/** Score interval of a proportion (Wilson): it keeps its level where hardly a sample fails, and when none does. */
export function wilson(count: number, samples: number): { low: number; high: number } {
  const p = count / samples;
  const z2 = (Z * Z) / samples;
  const middle = p + z2 / 2;
  const half = Z * Math.sqrt((p * (1 - p)) / samples + z2 / (4 * samples));
  return {
    low: count === 0 ? 0 : (middle - half) / (1 + z2),
    high: count === samples ? 1 : (middle + half) / (1 + z2),
  };
}

/** Working memory of one propagation after another. */
class SampledState {
  private readonly usedIn: readonly number[][];
  private readonly left: Int32Array;
  private readonly failed: Uint8Array;
  /** Row → 1 when its failure stops the use case. */
  private readonly ofUseCase: Uint8Array;

  constructor(
    private readonly graph: BlockGraph,
    parts: readonly IndependentPart[],
  ) {
    this.ofUseCase = new Uint8Array(graph.rows.length);
    for (const part of parts) for (const row of part.rows) this.ofUseCase[row] = 1;
    this.failed = new Uint8Array(graph.members.length);
    this.left = Int32Array.from(graph.rows, (row) => row.need);
    this.usedIn = graph.members.map(() => []);
    graph.rows.forEach((row, r) => row.alternatives.forEach((block) => this.usedIn[block]!.push(r)));
  }

  /** Fails blocks, and what follows, until the use case stops; leaves no trace. */
  stopsWith(down: readonly number[], except = -1): boolean {
    if (down.length === 0) return false;
    const { usedIn, left, failed } = this;
    const order = down.filter((block) => block !== except);
    for (const block of order) failed[block] = 1;
    let stopped = false;
    let done = 0;
    while (done < order.length && !stopped) {
      for (const row of usedIn[order[done++]!]!) {
        if (--left[row]! !== 0) continue;
        if (this.ofUseCase[row] === 1) stopped = true;
        const { owner } = this.graph.rows[row]!;
        if (owner === 0 || failed[owner] === 1) continue;
        failed[owner] = 1;
        order.push(owner);
      }
    }
    for (const block of order.slice(0, done)) for (const row of usedIn[block]!) left[row]!++;
    for (const block of order) failed[block] = 0;
    return stopped;
  }
}
