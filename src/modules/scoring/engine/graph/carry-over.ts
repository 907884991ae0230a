import type { Scratch } from './failure.js';
import type { Portfolio } from './portfolio.js';

/** What two versions of a graph with the same vertices have in common, vertex by vertex. */
export interface CarryOver {
  /** Vertices whose requirements, operation, service or substitutability are others. */
  readonly changed: readonly number[];
  /** Those of them whose requirements are others. */
  readonly drawn: readonly number[];
  /** Node → 1 when something that its failure may reach has other requirements: what its failure does may be another. */
  readonly below: Uint8Array;
  /** Vertex → 1 when something that it stands on has other requirements, itself included. */
  readonly above: Uint8Array;
}

/**
 * Compares two graphs; null when their vertices are others, so that no number of one means anything in the other, or of
 * another kind, so that other nodes may take an undisclosed one along.
 */
export function carryOver(before: Portfolio, after: Portfolio): CarryOver | null {
  const same = before.nodeCount === after.nodeCount && sameList(before.ids, after.ids);
  if (!same || !sameList(before.kinds, after.kinds)) return null;
  const drawn = haveSameRows(before, after)
    ? []
    : verticesWhere(after, (vertex) => !sameRows(before, after, vertex));
  const changed = verticesWhere(after, (vertex) => !sameNode(before, after, vertex)).concat(drawn);
  const below = reach([before, after], drawn, standsOn);
  // An undisclosed node is as bad as the worst that may take it along, which may be anything that is below.
  if (drawn.length > 0) for (const { node } of after.hidden) below[node] = 1;
  return { changed, drawn, below, above: dependants([before, after], drawn) };
}

/** Whether all requirements are the very same: none was drawn again. */
function haveSameRows(before: Portfolio, after: Portfolio): boolean {
  return before.rowOwner === after.rowOwner && before.alternative === after.alternative;
}

/** Whether nothing fails otherwise: only what is said of single nodes is other, and does not decide what fails. */
export function failsAlike(before: Portfolio, after: Portfolio): boolean {
  return haveSameRows(before, after) && sameNumbers(before.outOfService, after.outOfService);
}

export function sameNumbers(a: ArrayLike<number>, b: ArrayLike<number>): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** Vertex → 1 when it stands on one of the given ones in any of the graphs, through any alternative, itself included. */
export function dependants(graphs: readonly Portfolio[], of: readonly number[]): Uint8Array {
  return reach(graphs, of, neededBy);
}

/** Whether the same vertices fail with nothing failed; both at rest. */
export function sameBaseline(before: Scratch, after: Scratch): boolean {
  if (before.baseline !== after.baseline) return false;
  const fails = new Uint8Array(after.failed.length);
  for (let i = 0; i < after.baseline; i++) fails[after.order[i]!] = 1;
  for (let i = 0; i < before.baseline; i++) if (fails[before.order[i]!] === 0) return false;
  return true;
}

/** Vertex → the vertices that a walk goes on to. */
type Steps = (portfolio: Portfolio) => (vertex: number, visit: (next: number) => void) => void;

function reach(graphs: readonly Portfolio[], starts: readonly number[], steps: Steps): Uint8Array {
  const reached = new Uint8Array(graphs[0]!.ids.length);
  if (starts.length === 0) return reached;
  const [first, second] = graphs;
  const different = second && haveSameRows(first!, second) ? [first!] : graphs;
  for (const portfolio of different) {
    const open = [...starts];
    const seen = new Uint8Array(reached.length);
    const visit = (vertex: number): void => {
      if (seen[vertex] === 1) return;
      seen[vertex] = 1;
      open.push(vertex);
    };
    const next = steps(portfolio);
    starts.forEach((vertex) => (seen[vertex] = 1));
    for (let vertex = open.pop(); vertex !== undefined; vertex = open.pop()) {
      reached[vertex] = 1;
      next(vertex, visit);
    }
  }
  return reached;
}

/** Down: to every alternative; from an undisclosed node also to whatever takes it along. */
function standsOn(portfolio: Portfolio) {
  const { rowsOf, rowStart, alternative, kinds } = portfolio;
  const takers = new Map(portfolio.hidden.map(({ node, kinds: layer }) => [node, new Set(layer)]));
  return (vertex: number, visit: (next: number) => void): void => {
    const last = rowStart[rowsOf[vertex + 1]!]!;
    for (let edge = rowStart[rowsOf[vertex]!]!; edge < last; edge++) visit(alternative[edge]!);
    const layer = takers.get(vertex);
    if (layer) kinds.forEach((kind, node) => layer.has(kind) && visit(node));
  };
}

interface Owners {
  /** Node n is named by the requirements of `owners[from[n]] … owners[from[n + 1] − 1]`. */
  readonly from: Int32Array;
  readonly owners: Int32Array;
}

/** By the owners of its rows, which versions of a graph share. */
const knownOwners = new WeakMap<Int32Array, Owners>();

/** Who names a node as an alternative, whether it counts or not; made once for each set of rows. */
function ownersOf({ rowStart, rowOwner, alternative, ids }: Portfolio): Owners {
  const known = knownOwners.get(rowOwner);
  if (known) return known;
  const from = new Int32Array(ids.length + 1);
  for (const node of alternative) from[node + 1]!++;
  for (let vertex = 0; vertex < ids.length; vertex++) from[vertex + 1]! += from[vertex]!;
  const owners = new Int32Array(alternative.length);
  const next = from.slice();
  for (let row = 0; row < rowOwner.length; row++) {
    for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
      owners[next[alternative[edge]!]!++] = rowOwner[row]!;
    }
  }
  const found = { from, owners };
  knownOwners.set(rowOwner, found);
  return found;
}

/** Up: to every vertex that names a node as an alternative. */
export function neededBy(portfolio: Portfolio) {
  const { nodeCount } = portfolio;
  const { from, owners } = ownersOf(portfolio);
  return (vertex: number, visit: (next: number) => void): void => {
    if (vertex >= nodeCount) return;
    for (let i = from[vertex]!; i < from[vertex + 1]!; i++) visit(owners[i]!);
  };
}

function verticesWhere({ ids }: Portfolio, holds: (vertex: number) => boolean): number[] {
  const found: number[] = [];
  for (let vertex = 0; vertex < ids.length; vertex++) if (holds(vertex)) found.push(vertex);
  return found;
}

/** Whether substitutability, operation and service of a node are the same. */
export function sameNode(before: Portfolio, after: Portfolio, vertex: number): boolean {
  return (
    vertex >= after.nodeCount ||
    (before.substitutability[vertex] === after.substitutability[vertex] &&
      before.ownOperation[vertex] === after.ownOperation[vertex] &&
      before.outOfService[vertex] === after.outOfService[vertex])
  );
}

/** Whether the requirements of a vertex are the same. */
export function sameRows(before: Portfolio, after: Portfolio, vertex: number): boolean {
  const rows = after.rowsOf[vertex + 1]! - after.rowsOf[vertex]!;
  if (before.rowsOf[vertex + 1]! - before.rowsOf[vertex]! !== rows) return false;
  for (let i = 0; i < rows; i++) {
    if (!sameRow(before, before.rowsOf[vertex]! + i, after, after.rowsOf[vertex]! + i)) return false;
  }
  return true;
}

function sameRow(before: Portfolio, was: number, after: Portfolio, is: number): boolean {
  const count = after.rowStart[is + 1]! - after.rowStart[is]!;
  if (before.rowK[was] !== after.rowK[is] || before.rowStart[was + 1]! - before.rowStart[was]! !== count) {
    return false;
  }
  for (let i = 0; i < count; i++) {
    const a = before.rowStart[was]! + i;
    const b = after.rowStart[is]! + i;
    if (
      before.alternative[a] !== after.alternative[b] ||
      before.counts[a] !== after.counts[b] ||
      before.evidence[a] !== after.evidence[b] ||
      before.disclosure[a] !== after.disclosure[b]
    ) {
      return false;
    }
  }
  return true;
}

function sameList(a: readonly string[], b: readonly string[]): boolean {
  return a === b || (a.length === b.length && a.every((value, i) => value === b[i]));
}
