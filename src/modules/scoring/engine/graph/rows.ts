import type { PortfolioColumns } from './columns.js';
import { MANUAL_PROCEDURE } from './node-kinds.js';

/** Requirements by the vertex that has them. */
export interface Rows {
  /** Vertex v has the rows `rowsOf[v] … rowsOf[v + 1] − 1`, in the order of the input. */
  readonly rowsOf: Int32Array;
  readonly rowOwner: Int32Array;
  readonly rowK: Int32Array;
  /** Row → its number in the input; undisclosed edges come after all requirements there. −1 when it was drawn in place. */
  readonly rowSource: Int32Array;
  /** Row r has the alternatives `rowStart[r] … rowStart[r + 1] − 1`, by rank. */
  readonly rowStart: Int32Array;
  readonly alternative: Int32Array;
  readonly counts: Uint8Array;
  /** Alternative → index in FALLBACK_EVIDENCE, and in DISCLOSURE. */
  readonly evidence: Uint8Array;
  readonly disclosure: Uint8Array;
}

/** Requirements by the nodes that count in them. */
export interface Uses {
  /** Node n counts in the rows `usedIn[usedFrom[n]] … usedIn[usedFrom[n + 1] − 1]`. */
  readonly usedFrom: Int32Array;
  readonly usedIn: Int32Array;
  /**
   * Beside `usedIn`: the owner of the row; as −1 − owner where the row has no alternative to spare and fails with this
   * one. Four rows in five are like that, and a failure that spreads reads them one after another, from here alone:
   * looking each row up elsewhere cost twice as much, and the more the larger the register.
   */
  readonly usedBy: Int32Array;
}

/** Sorts the requirements by owner (stable counting sort). A manual procedure never fails, so its rows are left out. */
export function rowsByOwner(columns: PortfolioColumns, vertexCount: number): Rows {
  const manual = new Uint8Array(vertexCount);
  columns.kinds.forEach((kind, node) => (manual[node] = kind === MANUAL_PROCEDURE ? 1 : 0));
  const kept = (row: number): boolean => manual[columns.rowOwner[row]!] === 0;
  const inputRows = columns.rowOwner.length;
  const rowsOf = new Int32Array(vertexCount + 1);
  let edges = 0;
  for (let row = 0; row < inputRows; row++) {
    if (!kept(row)) continue;
    rowsOf[columns.rowOwner[row]! + 1]!++;
    edges += columns.rowStart[row + 1]! - columns.rowStart[row]!;
  }
  for (let vertex = 0; vertex < vertexCount; vertex++) rowsOf[vertex + 1]! += rowsOf[vertex]!;
  const rowCount = rowsOf[vertexCount]!;
  const order = new Int32Array(rowCount);
  const next = rowsOf.slice();
  for (let row = 0; row < inputRows; row++) if (kept(row)) order[next[columns.rowOwner[row]!]!++] = row;

  const rows = {
    rowsOf,
    rowOwner: new Int32Array(rowCount),
    rowK: new Int32Array(rowCount),
    rowSource: order,
    rowStart: new Int32Array(rowCount + 1),
    alternative: new Int32Array(edges),
    counts: new Uint8Array(edges),
    evidence: new Uint8Array(edges),
    disclosure: new Uint8Array(edges),
  };
  let edge = 0;
  for (let row = 0; row < rowCount; row++) {
    const source = order[row]!;
    rows.rowOwner[row] = columns.rowOwner[source]!;
    rows.rowK[row] = columns.rowK[source]!;
    for (let from = columns.rowStart[source]!; from < columns.rowStart[source + 1]!; from++) {
      rows.alternative[edge] = columns.alternative[from]!;
      rows.evidence[edge] = columns.evidence[from]!;
      rows.disclosure[edge] = columns.disclosure[from]!;
      rows.counts[edge++] = columns.counts[from]!;
    }
    rows.rowStart[row + 1] = edge;
  }
  return rows;
}

/** The same rows seen from the nodes that count in them. */
export function usesByNode(rows: Rows, nodeCount: number): Uses {
  const usedFrom = new Int32Array(nodeCount + 1);
  for (let edge = 0; edge < rows.alternative.length; edge++) {
    if (rows.counts[edge] === 1) usedFrom[rows.alternative[edge]! + 1]!++;
  }
  for (let node = 0; node < nodeCount; node++) usedFrom[node + 1]! += usedFrom[node]!;
  const usedIn = new Int32Array(usedFrom[nodeCount]!);
  const usedBy = new Int32Array(usedFrom[nodeCount]!);
  const next = usedFrom.slice();
  for (let row = 0; row < rows.rowK.length; row++) {
    const owner = rows.rowOwner[row]!;
    const by = toSpare(rows, row) > 0 ? owner : -1 - owner;
    for (let edge = rows.rowStart[row]!; edge < rows.rowStart[row + 1]!; edge++) {
      if (rows.counts[edge] !== 1) continue;
      const use = next[rows.alternative[edge]!]!++;
      usedIn[use] = row;
      usedBy[use] = by;
    }
  }
  return { usedFrom, usedIn, usedBy };
}

/** How many counting alternatives a row has beyond those that it needs; below 0 when it cannot be met. */
export function toSpare({ rowK, rowStart, counts }: Rows, row: number): number {
  let counting = 0;
  for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) counting += counts[edge]!;
  return counting - rowK[row]!;
}
