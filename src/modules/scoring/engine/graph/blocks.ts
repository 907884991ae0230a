import type { IndependentView } from './common-cause.js';
import type { LocalRow, LocalView } from './local-view.js';
import { besideSpine } from './side-families.js';
import { strongComponents } from './strong-components.js';

/**
 * What can stop a use case beside its single points, as blocks: nodes whose failures, whichever it is, have the same
 * effect. A model with the two thousand libraries that only it stands on is one block.
 */
export interface BlockGraph {
  /** Block → local numbers of its nodes. Block 0 is the use case and has none. */
  readonly members: readonly (readonly number[])[];
  /** Block → probability that it itself has failed. */
  readonly unavailability: Float64Array;
  /** Block → 1 when it can fail by itself. */
  readonly canFail: Uint8Array;
  /** Block → numbers of its rows. */
  readonly rowsOf: readonly (readonly number[])[];
  /** Owners and alternatives are blocks. One block may stand twice among the alternatives of a row, and counts twice. */
  readonly rows: readonly LocalRow[];
}

/** @param stops local number → 1 for single points, as `singlePoints` finds them; they are taken as never failing */
export function blocksBeside(
  { view, unavailability, canFail }: IndependentView,
  stops: Uint8Array,
): BlockGraph {
  const rows = rowsBeside(view, stops);
  const blockOf = blocksOf(rows);
  const members: number[][] = [[]];
  blockOf.forEach((block, node) => {
    if (block > 0) (members[block] ??= []).push(node);
  });
  const blockRows = rows.flatMap((row) => contracted(row, blockOf));
  const rowsOf: number[][] = members.map(() => []);
  blockRows.forEach(({ owner }, r) => rowsOf[owner]!.push(r));
  return {
    members,
    unavailability: Float64Array.from(members, (nodes) => anyOf(nodes.map((node) => unavailability[node]!))),
    canFail: Uint8Array.from(members, (nodes) => (nodes.some((node) => canFail[node] === 1) ? 1 : 0)),
    rowsOf,
    rows: blockRows,
  };
}

/** The probability that at least one of several independent things has failed; accurate where it is tiny. */
export function anyOf(unavailability: Iterable<number>): number {
  let any = 0;
  for (const q of unavailability) any += (1 - any) * q;
  return any;
}

/**
 * Rows that can fail without a single point, from the use case down. Those of single points belong to the use case: when
 * one of them fails, it stops.
 */
function rowsBeside(view: LocalView, stops: Uint8Array): LocalRow[] {
  const able = (row: LocalRow): LocalRow[] => {
    const beside = besideSpine(row, stops);
    return beside.alternatives.length >= beside.need ? [beside] : [];
  };
  const rows = view.rows
    .filter((row) => stops[row.owner] === 1)
    .flatMap(able)
    .map((row) => ({ ...row, owner: 0 }));
  const reached = new Set(rows.flatMap((row) => row.alternatives));
  for (const node of reached) {
    for (const row of view.rowsOf[node]!.flatMap((r) => able(view.rows[r]!))) {
      rows.push(row);
      row.alternatives.forEach((alternative) => reached.add(alternative));
    }
  }
  return rows;
}

/**
 * Node → block. Nodes that need each other are in one, and so is a node with the only block whose nodes need it, if they
 * all need it without an alternative.
 */
function blocksOf(rows: readonly LocalRow[]): Map<number, number> {
  const needed = new Map<number, number[]>();
  const users = new Map<number, { owner: number; alone: boolean }[]>();
  for (const { owner, need, alternatives } of rows) {
    const alone = need === 1;
    for (const node of alternatives) {
      if (alone) listOf(needed, owner).push(node);
      listOf(users, node).push({ owner, alone });
    }
  }
  const blockOf = new Map([[0, 0]]);
  let blocks = 1;
  const rings = strongComponents(users.keys(), (node) => needed.get(node) ?? []);
  for (const ring of rings.reverse()) {
    const inside = new Set(ring);
    const uses = ring
      .flatMap((node) => users.get(node)!)
      .filter((use) => !(use.alone && inside.has(use.owner)));
    const above = new Set(uses.map(({ owner, alone }) => (alone ? blockOf.get(owner)! : -1)));
    const [only] = above;
    const block = above.size === 1 && only !== undefined && only > 0 ? only : blocks++;
    ring.forEach((node) => blockOf.set(node, block));
  }
  return blockOf;
}

function listOf<T>(lists: Map<number, T[]>, key: number): T[] {
  const known = lists.get(key);
  if (known) return known;
  const list: T[] = [];
  lists.set(key, list);
  return list;
}

/** The row between blocks. What a block needs of itself changes nothing: when that has failed, so has the block. */
function contracted(row: LocalRow, blockOf: ReadonlyMap<number, number>): LocalRow[] {
  const owner = blockOf.get(row.owner)!;
  const blocks = row.alternatives.map((node) => blockOf.get(node)!).filter((block) => block !== owner);
  const alternatives = row.need === 1 ? [...new Set(blocks)] : blocks;
  return alternatives.length >= row.need ? [{ owner, need: row.need, alternatives }] : [];
}
