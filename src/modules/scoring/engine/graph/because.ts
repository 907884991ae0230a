import { CAUSE_ITSELF, CAUSE_OUT_OF_SERVICE, CAUSE_TAKEN_ALONG, type Scratch } from './failure.js';

export type BecauseKind =
  /** The simulation failed it. */
  | 'failed'
  /** It was out of service before. */
  | 'out_of_service'
  /** One requirement of it ran out of alternatives; `because` names those that failed. */
  | 'requirement'
  /** One requirement of it has fewer alternatives that count than it needs, whatever fails; `because` is empty. */
  | 'too_few_alternatives'
  /** It is undisclosed, and may be the very thing that `because` names. */
  | 'may_be_the_same';

export interface BecauseStep {
  readonly id: string;
  readonly kind: BecauseKind;
  readonly because: readonly string[];
}

/**
 * Why a vertex has failed in the propagation that the scratch holds: a tree of failures from the vertex down to what the
 * simulation failed, each step naming just the alternatives whose failure sufficed. Propagation goes breadth first, so no
 * other explanation has fewer levels above what had failed from the start. Empty when the vertex has not failed.
 * @returns the vertex first, then level by level; each id once
 */
export function explainFailure(scratch: Scratch, vertex: number): BecauseStep[] {
  if (scratch.failed[vertex] !== 1) return [];
  const { ids } = scratch.portfolio;
  const position = new Map<number, number>();
  for (let i = 0; i < scratch.count; i++) position.set(scratch.order[i]!, i);
  const listed = new Set([vertex]);
  const steps: BecauseStep[] = [];
  for (const failed of listed) {
    const because = causesOf(scratch, failed, position);
    steps.push({
      id: ids[failed]!,
      kind: kindOf(scratch, failed, because),
      because: because.map((c) => ids[c]!),
    });
    for (const cause of because) listed.add(cause);
  }
  return steps;
}

function kindOf(scratch: Scratch, vertex: number, because: readonly number[]): BecauseKind {
  const cause = scratch.cause[vertex]!;
  if (cause === CAUSE_ITSELF) return 'failed';
  if (cause === CAUSE_OUT_OF_SERVICE) return 'out_of_service';
  if (cause <= CAUSE_TAKEN_ALONG) return 'may_be_the_same';
  return because.length === 0 ? 'too_few_alternatives' : 'requirement';
}

/** The vertices whose failure made this one fail, earliest first, no more of them than it takes. */
function causesOf(scratch: Scratch, vertex: number, position: ReadonlyMap<number, number>): number[] {
  const cause = scratch.cause[vertex]!;
  if (cause <= CAUSE_TAKEN_ALONG) return [CAUSE_TAKEN_ALONG - cause];
  if (cause < 0) return [];
  const { rowStart, rowK, alternative, counts } = scratch.portfolio;
  const counting: number[] = [];
  for (let edge = rowStart[cause]!; edge < rowStart[cause + 1]!; edge++) {
    if (counts[edge] === 1) counting.push(alternative[edge]!);
  }
  const needed = counting.length - rowK[cause]! + 1;
  if (needed <= 0) return [];
  const place = (node: number): number => position.get(node) ?? Number.POSITIVE_INFINITY;
  return counting.sort((a, b) => place(a) - place(b)).slice(0, needed);
}
