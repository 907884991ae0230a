import type { NodeImportance } from './availability.js';
import { compareText } from './text-order.js';

/** A node by its id. */
export interface RankedNode {
  readonly id: string;
  readonly birnbaum: number;
  readonly fussellVesely: number;
}

/**
 * The nodes on which an availability hangs most: first those with the largest share of the failures, then those whose
 * failure would cost most.
 * @param most how many are listed
 */
export function byImportance(
  nodes: readonly NodeImportance[],
  idOf: (node: number) => string,
  most: number,
): { listed: RankedNode[]; leftOut: number } {
  const ranked = nodes
    .map(({ node, birnbaum, fussellVesely }) => ({ id: idOf(node), birnbaum, fussellVesely }))
    .sort((a, b) => b.fussellVesely - a.fussellVesely || b.birnbaum - a.birnbaum || compareText(a.id, b.id));
  return { listed: ranked.slice(0, most), leftOut: Math.max(0, ranked.length - most) };
}
