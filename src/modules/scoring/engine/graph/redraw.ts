import { HIDDEN_FLAGS, type PortfolioSink } from './columns-builder.js';
import { DISCLOSURE, FALLBACK_EVIDENCE } from './fallback-evidence.js';
import type { Portfolio } from './portfolio.js';
import type { AlternativeInput, NodeInput, UseCaseInput } from './portfolio-input.js';
import { type Rows, type Uses, usesByNode } from './rows.js';

/** `rowSource` of a row that was drawn in place: no input has it. */
const NO_SOURCE = -1;

interface DrawnAlternative {
  node: number;
  counts: number;
  evidence: number;
  disclosure: number;
}

interface DrawnRow {
  k: number;
  alternatives: DrawnAlternative[];
}

interface DrawnVertex {
  node: NodeInput | null;
  rows: DrawnRow[];
}

/** Not declared: the vertex comes into being, or goes, with this change. */
class AnotherVertexError extends Error {}

/**
 * Draws some vertices of a graph again and leaves the others as they are: copying a graph of half a million edges takes
 * some thousandths of the time of drawing it. A vertex that is declared has the requirements that follow, and no others.
 */
export class Redrawing implements PortfolioSink {
  readonly #vertices = new Map<number, DrawnVertex>();
  /** Whose requirement was begun last. */
  #open: DrawnVertex | null = null;

  private constructor(private readonly before: Portfolio) {}

  /**
   * @param draw declares each vertex that is to be drawn again, with its requirements in the order of a whole drawing
   * @returns null when the change cannot be drawn in place: there are other vertices afterwards, or a vertex of another kind
   */
  static of(before: Portfolio, draw: (to: PortfolioSink) => void): Portfolio | null {
    const redrawing = new Redrawing(before);
    try {
      draw(redrawing);
      return redrawing.#build();
    } catch (error) {
      if (error instanceof AnotherVertexError) return null;
      throw error;
    }
  }

  node(node: NodeInput): void {
    const vertex = this.#vertexOf(node.id);
    if (this.before.kinds[vertex] !== node.kind) throw new AnotherVertexError();
    this.#vertices.set(vertex, { node, rows: [] });
  }

  useCase({ id, tier, provisional }: UseCaseInput): void {
    const vertex = this.#vertexOf(id);
    const number = vertex - this.before.nodeCount;
    const same =
      this.before.tiers[number] === tier && this.before.provisional[number] === (provisional ? 1 : 0);
    if (!same) throw new AnotherVertexError();
    this.#vertices.set(vertex, { node: null, rows: [] });
  }

  requirement(of: string, k: number): void {
    const drawn = this.#vertices.get(this.#vertexOf(of));
    if (drawn === undefined) throw new Error(`a requirement of ${of}, which was not declared`);
    drawn.rows.push({ k, alternatives: [] });
    this.#open = drawn;
  }

  alternative({ node, counts, evidence, upstreamDisclosed }: AlternativeInput): void {
    this.#open!.rows.at(-1)!.alternatives.push({
      node: this.#vertexOf(node),
      counts: counts ? 1 : 0,
      evidence: FALLBACK_EVIDENCE.indexOf(evidence ?? 'unknown'),
      disclosure: DISCLOSURE.indexOf(upstreamDisclosed ?? 'unknown'),
    });
  }

  #vertexOf(id: string): number {
    const vertex = this.before.indexOf.get(id);
    if (vertex === undefined) throw new AnotherVertexError();
    return vertex;
  }

  #build(): Portfolio | null {
    const { before } = this;
    for (const drawn of this.#vertices.values()) this.#drawHidden(drawn);
    const after: Portfolio = { ...before, ...this.#columns(), ...this.#rowsAndUses() };
    const isUnused = ({ node }: { node: number }): boolean =>
      after.usedFrom[node] === after.usedFrom[node + 1];
    return after.hidden.some(isUnused) ? null : after;
  }

  /** The edges to what is not disclosed come after all others of a vertex, as in a whole drawing. */
  #drawHidden({ node, rows }: DrawnVertex): void {
    for (const { flag, id } of HIDDEN_FLAGS) {
      if (node?.[flag] !== true) continue;
      const nothing = FALLBACK_EVIDENCE.indexOf('unknown');
      const hidden = { node: this.#vertexOf(id), counts: 1, evidence: nothing };
      rows.push({ k: 1, alternatives: [{ ...hidden, disclosure: DISCLOSURE.indexOf('unknown') }] });
    }
  }

  #columns(): Pick<Portfolio, 'substitutability' | 'ownOperation' | 'outOfService'> {
    const substitutability = [...this.before.substitutability];
    const ownOperation = this.before.ownOperation.slice();
    const outOfService = this.before.outOfService.slice();
    for (const [vertex, { node }] of this.#vertices) {
      if (node === null) continue;
      substitutability[vertex] = node.substitutability ?? 'unknown';
      ownOperation[vertex] = node.operatedBy === 'firm' ? 1 : 0;
      outOfService[vertex] = node.outOfService === true ? 1 : 0;
    }
    return { substitutability, ownOperation, outOfService };
  }

  /** None where all requirements are what they were. */
  #rowsAndUses(): (Rows & Uses) | null {
    const isSame = [...this.#vertices].every(([vertex, { rows }]) => isDrawnAs(this.before, vertex, rows));
    if (isSame) return null;
    const rows = this.#rows();
    return { ...rows, ...usesByNode(rows, this.before.nodeCount) };
  }

  #rows(): Rows {
    const writer = new RowsWriter(this.before, [...this.#vertices.values()]);
    const changed = [...this.#vertices].sort(([a], [b]) => a - b);
    for (const [vertex, { rows }] of changed) {
      writer.copyUntil(vertex);
      for (const row of rows) writer.write(vertex, row);
      writer.skip(vertex);
    }
    return writer.end();
  }
}

function isDrawnAs(graph: Portfolio, vertex: number, rows: readonly DrawnRow[]): boolean {
  const first = graph.rowsOf[vertex]!;
  if (graph.rowsOf[vertex + 1]! - first !== rows.length) return false;
  return rows.every(({ k, alternatives }, i) => {
    const start = graph.rowStart[first + i]!;
    const same =
      graph.rowK[first + i] === k && graph.rowStart[first + i + 1]! - start === alternatives.length;
    return same && alternatives.every((one, j) => isAlternative(graph, start + j, one));
  });
}

function isAlternative(graph: Portfolio, edge: number, one: DrawnAlternative): boolean {
  return (
    graph.alternative[edge] === one.node &&
    graph.counts[edge] === one.counts &&
    graph.evidence[edge] === one.evidence &&
    graph.disclosure[edge] === one.disclosure
  );
}

/** Writes rows in the order of their owners: those of a graph before, and new ones in between. */
class RowsWriter {
  readonly #rows: Rows;
  /** Rows and alternatives written so far, and the first vertex of the graph before that is not copied yet. */
  #row = 0;
  #edge = 0;
  #next = 0;

  constructor(
    private readonly before: Rows,
    drawn: readonly DrawnVertex[],
  ) {
    const fresh = drawn.flatMap(({ rows }) => rows);
    const rowCount = before.rowK.length + fresh.length;
    const edges = before.alternative.length + fresh.reduce((sum, row) => sum + row.alternatives.length, 0);
    this.#rows = {
      rowsOf: new Int32Array(before.rowsOf.length),
      rowOwner: new Int32Array(rowCount),
      rowK: new Int32Array(rowCount),
      rowSource: new Int32Array(rowCount),
      rowStart: new Int32Array(rowCount + 1),
      alternative: new Int32Array(edges),
      counts: new Uint8Array(edges),
      evidence: new Uint8Array(edges),
      disclosure: new Uint8Array(edges),
    };
  }

  /** Copies the rows of all vertices up to a vertex, without its own. */
  copyUntil(vertex: number): void {
    const { before } = this;
    const rows = this.#rows;
    const from = before.rowsOf[this.#next]!;
    const to = before.rowsOf[vertex]!;
    const moved = this.#row - from;
    for (let v = this.#next; v <= vertex; v++) rows.rowsOf[v] = before.rowsOf[v]! + moved;
    for (const column of ['rowOwner', 'rowK', 'rowSource'] as const) {
      rows[column].set(before[column].subarray(from, to), this.#row);
    }
    const firstEdge = before.rowStart[from]!;
    const lastEdge = before.rowStart[to]!;
    const movedEdges = this.#edge - firstEdge;
    for (let row = from; row <= to; row++) rows.rowStart[row + moved] = before.rowStart[row]! + movedEdges;
    for (const column of ['alternative', 'counts', 'evidence', 'disclosure'] as const) {
      rows[column].set(before[column].subarray(firstEdge, lastEdge), this.#edge);
    }
    this.#row = to + moved;
    this.#edge = lastEdge + movedEdges;
    this.#next = vertex;
  }

  write(owner: number, { k, alternatives }: DrawnRow): void {
    const rows = this.#rows;
    rows.rowOwner[this.#row] = owner;
    rows.rowK[this.#row] = k;
    rows.rowSource[this.#row] = NO_SOURCE;
    for (const { node, counts, evidence, disclosure } of alternatives) {
      rows.alternative[this.#edge] = node;
      rows.counts[this.#edge] = counts;
      rows.evidence[this.#edge] = evidence;
      rows.disclosure[this.#edge] = disclosure;
      this.#edge++;
    }
    rows.rowStart[++this.#row] = this.#edge;
  }

  /** The rows that a vertex had are not copied. */
  skip(vertex: number): void {
    this.#next = vertex + 1;
  }

  end(): Rows {
    this.copyUntil(this.before.rowsOf.length - 1);
    const { rowOwner, rowK, rowSource, rowStart, alternative, counts, evidence, disclosure } = this.#rows;
    return {
      rowsOf: this.#rows.rowsOf,
      rowOwner: rowOwner.subarray(0, this.#row),
      rowK: rowK.subarray(0, this.#row),
      rowSource: rowSource.subarray(0, this.#row),
      rowStart: rowStart.subarray(0, this.#row + 1),
      alternative: alternative.subarray(0, this.#edge),
      counts: counts.subarray(0, this.#edge),
      evidence: evidence.subarray(0, this.#edge),
      disclosure: disclosure.subarray(0, this.#edge),
    };
  }
}
