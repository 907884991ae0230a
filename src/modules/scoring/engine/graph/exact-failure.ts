import type { BlockGraph } from './blocks.js';
import { assertGoesOn, type ComputationLimits } from './computation-limits.js';
import { DecisionDiagram, DiagramTooLargeError, FALSE } from './decision-diagram.js';
import { sharedBlocks, type IndependentPart } from './independent-parts.js';
import { strongComponents } from './strong-components.js';

/** Where exactness ends and sampling begins. */
export interface ExactLimits {
  /** Blocks of one independent part that stand below more than one place (methodology 4.2). */
  readonly shared: number;
  /** Blocks of one independent part. */
  readonly blocks: number;
  /** Steps of work on a decision diagram: 3,000,000 took 0.9 s, and were enough for 300 requirements among 24 nodes. */
  readonly steps: number;
}

export const EXACT_LIMITS: ExactLimits = { shared: 25, blocks: 1_000, steps: 3_000_000 };

export interface PartFailure {
  /** The probability that the part has failed. */
  readonly probability: number;
  /** Block → how fast that grows with the block's own probability of failure. */
  readonly slope: ReadonlyMap<number, number>;
}

/**
 * The exact probability that a part fails: its failure is written as a decision diagram over the failures of its blocks.
 * On a ring the functions grow from nothing until they stay the same, which is the least fixed point.
 * @returns null when the part is beyond the limits
 */
export function exactFailure(
  graph: BlockGraph,
  part: IndependentPart,
  exact: ExactLimits,
  limits: ComputationLimits,
): PartFailure | null {
  if (part.blocks.length > exact.blocks || sharedBlocks(graph, part) > exact.shared) return null;
  const diagram = new DecisionDiagram(exact.steps, () => assertGoesOn(limits));
  const order = decisionOrder(graph, part).filter((block) => graph.canFail[block] === 1);
  const variableOf = new Map(order.map((block, variable) => [block, variable]));
  try {
    const failure = failureOf(graph, part, diagram, variableOf);
    const { probability, slope } = diagram.weigh(
      failure,
      Float64Array.from(order, (block) => graph.unavailability[block]!),
    );
    return { probability, slope: new Map(order.map((block, variable) => [block, slope[variable]!])) };
  } catch (error) {
    if (error instanceof DiagramTooLargeError) return null;
    throw error;
  }
}

/** Depth first from the use case down: what stands together is decided together, which keeps diagrams small. */
function decisionOrder({ rows, rowsOf }: BlockGraph, part: IndependentPart): number[] {
  const order = new Set<number>();
  const below = (of: readonly number[]): number[] => of.flatMap((row) => rows[row]!.alternatives).reverse();
  const stack = below(part.rows);
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    if (order.has(block)) continue;
    order.add(block);
    for (const next of below(rowsOf[block]!)) stack.push(next);
  }
  return [...order];
}

function failureOf(
  graph: BlockGraph,
  part: IndependentPart,
  diagram: DecisionDiagram,
  variableOf: ReadonlyMap<number, number>,
): number {
  const failed = new Map<number, number>();
  const ofRow = (row: number): number => {
    const { need, alternatives } = graph.rows[row]!;
    return diagram.atLeast(
      need,
      alternatives.map((block) => failed.get(block) ?? FALSE),
    );
  };
  const any = (start: number, rows: readonly number[]): number =>
    rows.reduce((sum, row) => diagram.or(sum, ofRow(row)), start);
  const next = (block: number): number[] =>
    graph.rowsOf[block]!.flatMap((row) => graph.rows[row]!.alternatives);
  for (const ring of strongComponents(part.blocks, next)) {
    for (let changed = true; changed;) {
      changed = false;
      for (const block of ring) {
        const variable = variableOf.get(block);
        const own = variable === undefined ? FALSE : diagram.variable(variable);
        const now = any(own, graph.rowsOf[block]!);
        if (failed.get(block) !== now) changed = ring.length > 1;
        failed.set(block, now);
      }
    }
  }
  return any(FALSE, part.rows);
}
