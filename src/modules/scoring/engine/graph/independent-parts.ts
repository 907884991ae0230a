import type { BlockGraph } from './blocks.js';

/** Blocks that have nothing to do with those of another part: the use case stops when any one part fails. */
export interface IndependentPart {
  /** Blocks of the part, by number. */
  readonly blocks: readonly number[];
  /** Rows of the use case whose failure is that of the part. */
  readonly rows: readonly number[];
}

export function independentParts({ members, rows, rowsOf }: BlockGraph): IndependentPart[] {
  const parent = members.map((_, block) => block);
  const head = (block: number): number => {
    let at = block;
    while (parent[at] !== at) at = parent[at] = parent[parent[at]!]!;
    return at;
  };
  for (const { owner, alternatives } of rows) {
    const first = alternatives[0]!;
    for (const block of alternatives) parent[head(block)] = head(first);
    if (owner !== 0) parent[head(owner)] = head(first);
  }
  const parts = new Map<number, { blocks: number[]; rows: number[] }>();
  for (const row of rowsOf[0]!) {
    const key = head(rows[row]!.alternatives[0]!);
    const part = parts.get(key) ?? { blocks: [], rows: [] };
    part.rows.push(row);
    parts.set(key, part);
  }
  // a block that only itself leads to is in no part
  for (let block = 1; block < members.length; block++) parts.get(head(block))?.blocks.push(block);
  return [...parts.values()];
}

/** How many blocks of a part stand below more than one place. */
export function sharedBlocks(graph: BlockGraph, part: IndependentPart): number {
  const uses = new Map<number, number>();
  const rows = [...part.rows, ...part.blocks.flatMap((block) => graph.rowsOf[block]!)];
  for (const row of rows) {
    for (const block of graph.rows[row]!.alternatives) uses.set(block, (uses.get(block) ?? 0) + 1);
  }
  return [...uses.values()].filter((count) => count > 1).length;
}
