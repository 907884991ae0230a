import { toColumns, type PortfolioColumns } from './columns.js';
import {
  GRAPH_METHOD_V1,
  useCaseWeight,
  type GraphMethod,
  type Substitutability,
  type Tier,
} from './graph-method.js';
import { HIDDEN_LAYERS } from './node-kinds.js';
import type { PortfolioInput } from './portfolio-input.js';
import { rowsByOwner, usesByNode, type Rows, type Uses } from './rows.js';

/**
 * The graph that every computation asks. Vertices are numbers, nodes first, then use cases; requirements ("rows") are
 * stored by owner, and the other way round by the alternatives that count in them (compressed rows in both directions).
 */
export interface Portfolio extends Rows, Uses {
  /** Nodes, undisclosed ones included. Vertex v is a node when v < nodeCount, else the use case v − nodeCount. */
  readonly nodeCount: number;
  readonly useCaseCount: number;
  /** Vertex → id. */
  readonly ids: readonly string[];
  readonly indexOf: ReadonlyMap<string, number>;
  /** Node → kind, substitutability, and the two yes/no columns. */
  readonly kinds: readonly string[];
  readonly substitutability: readonly Substitutability[];
  readonly ownOperation: Uint8Array;
  readonly outOfService: Uint8Array;
  /** Use case → tier as recorded. */
  readonly tiers: readonly (Tier | 'unknown')[];
  readonly provisional: Uint8Array;
  /** Use case → weight when stopped, weight in the whole, weight in a layer. */
  readonly stoppedWeight: Float64Array;
  readonly totalWeight: Float64Array;
  readonly layerWeight: Float64Array;
  /** Sum of `totalWeight`: the denominator of every blast radius. */
  readonly allWeight: number;
  /** The undisclosed nodes in use, each with the kinds it may really be. */
  readonly hidden: readonly { readonly node: number; readonly kinds: readonly string[] }[];
  readonly method: GraphMethod;
}

/**
 * Builds the graph of a written portfolio in O(nodes + requirements + alternatives).
 * @throws UnknownIdError when a requirement names something that is not there; run `validatePortfolio` on foreign input
 */
export function buildPortfolio(input: PortfolioInput, method: GraphMethod = GRAPH_METHOD_V1): Portfolio {
  return buildFromColumns(toColumns(input), method);
}

/** Builds the graph of columns that are already consistent: every number in them names something. */
export function buildFromColumns(
  columns: PortfolioColumns,
  method: GraphMethod = GRAPH_METHOD_V1,
): Portfolio {
  const ids = columns.nodeIds.concat(columns.useCaseIds);
  const indexOf = new Map<string, number>();
  for (let vertex = 0; vertex < ids.length; vertex++) indexOf.set(ids[vertex]!, vertex);
  const weights = columns.tiers.map((tier, u) => useCaseWeight(tier, columns.provisional[u] === 1, method));
  const rows = rowsByOwner(columns, ids.length);
  return {
    nodeCount: columns.nodeIds.length,
    useCaseCount: columns.useCaseIds.length,
    ids,
    indexOf,
    kinds: columns.kinds,
    substitutability: columns.substitutability,
    ownOperation: columns.ownOperation,
    outOfService: columns.outOfService,
    tiers: columns.tiers,
    provisional: columns.provisional,
    stoppedWeight: Float64Array.from(weights, (weight) => weight.stopped),
    totalWeight: Float64Array.from(weights, (weight) => weight.total),
    layerWeight: Float64Array.from(weights, (weight) => weight.layer),
    allWeight: weights.reduce((sum, weight) => sum + weight.total, 0),
    ...rows,
    ...usesByNode(rows, columns.nodeIds.length),
    hidden: HIDDEN_LAYERS.flatMap(({ id, kinds }) => {
      const node = indexOf.get(id);
      return node === undefined ? [] : [{ node, kinds }];
    }),
    method,
  };
}

/** Memory of the numbers of a graph, in bytes; the ids and their index come on top. */
export function portfolioBytes(portfolio: Portfolio): number {
  return Object.values(portfolio).reduce<number>(
    (sum, column) => sum + (ArrayBuffer.isView(column) ? column.byteLength : 0),
    0,
  );
}
