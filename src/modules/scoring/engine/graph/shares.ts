import { measure, type ConcentrationMeasures } from './concentration-measures.js';
import { isOrigin } from './node-kinds.js';
import type { Portfolio } from './portfolio.js';
import { RequiredNodes } from './required-nodes.js';

export interface LayerShare {
  /** Vertex number of the node. */
  readonly node: number;
  /** Its part of the weight in the layer, 0…1; the shares of a layer add up to 1. */
  readonly share: number;
  /** The same over the use cases of tier T1 and T2 alone (unknown tiers among them); 0 where there are none. */
  readonly criticalShare: number;
  /** Numbers of the use cases that require it, ascending. */
  readonly useCases: readonly number[];
}

export interface LayerConcentration extends ConcentrationMeasures {
  /** Weight (κ) of the use cases that require anything in the layer; the others are no part of the whole. */
  readonly total: number;
  /** Largest first, equal ones by id. */
  readonly shares: readonly LayerShare[];
}

export interface Concentration {
  /** Over everything that the use cases stand on. */
  readonly effective: LayerConcentration;
  /** Over the direct suppliers alone. */
  readonly declared: LayerConcentration;
}

/**
 * How the weight of the use cases is split over the nodes of one layer: each use case's κ in equal parts over the nodes of
 * the layer that it requires (methodology 4.1; ruling on concentration).
 *
 * `declared` stops at the first node that somebody else operates, as a list of suppliers does: it sees that node and what
 * its own record names (provider, parent, base model, region), not what that supplier stands on. What the firm operates
 * is looked through. `effective` follows every requirement to the end.
 * @param layer node → 1 when it belongs to the layer, see `layerOfKinds`
 * @param through node → 1; where given, only what these nodes stand on counts (the providers of the language models, say)
 */
export function concentration(portfolio: Portfolio, layer: Uint8Array, through?: Uint8Array): Concentration {
  const required = new RequiredNodes(portfolio);
  const { ids, kinds, ownOperation, nodeCount } = portfolio;
  const goesOn = (from: number, to: number): boolean =>
    from >= nodeCount || ownOperation[from] === 1 || isOrigin(ids[to]!, kinds[to]!);
  const from = (vertex: number): Iterable<number> =>
    through ? Array.from(required.of([vertex])).filter((node) => through[node] === 1) : [vertex];
  return {
    effective: split(portfolio, layer, (vertex) => required.of(from(vertex))),
    declared: split(portfolio, layer, (vertex) => required.of(from(vertex), goesOn)),
  };
}

/**
 * The nodes of the given kinds, and the undisclosed nodes that may be one of these kinds: what is not known must not make
 * a layer look less concentrated.
 */
export function layerOfKinds(portfolio: Portfolio, kinds: readonly string[]): Uint8Array {
  const wanted = new Set(kinds);
  const layer = Uint8Array.from({ length: portfolio.nodeCount }, (_, node) =>
    wanted.has(portfolio.kinds[node]!) ? 1 : 0,
  );
  for (const hidden of portfolio.hidden) {
    if (hidden.kinds.some((kind) => wanted.has(kind))) layer[hidden.node] = 1;
  }
  return layer;
}

function split(
  portfolio: Portfolio,
  layer: Uint8Array,
  requiredOf: (vertex: number) => Int32Array,
): LayerConcentration {
  const weight = new Float64Array(portfolio.nodeCount);
  const criticalWeight = new Float64Array(portfolio.nodeCount);
  const useCases = new Map<number, number[]>();
  let total = 0;
  let criticalTotal = 0;
  for (let useCase = 0; useCase < portfolio.useCaseCount; useCase++) {
    const nodes = requiredOf(portfolio.nodeCount + useCase).filter((node) => layer[node] === 1);
    const kappa = portfolio.layerWeight[useCase]!;
    // One that weighs nothing has no part: a node that it alone requires is none of the layer's.
    if (nodes.length === 0 || kappa === 0) continue;
    const criticalKappa = isCritical(portfolio, useCase) ? kappa : 0;
    total += kappa;
    criticalTotal += criticalKappa;
    for (const node of nodes) {
      weight[node]! += kappa / nodes.length;
      criticalWeight[node]! += criticalKappa / nodes.length;
      const requiring = useCases.get(node);
      if (requiring) requiring.push(useCase);
      else useCases.set(node, [useCase]);
    }
  }
  const shares = [...useCases].map(([node, requiring]) => ({
    node,
    share: weight[node]! / total,
    criticalShare: criticalTotal === 0 ? 0 : criticalWeight[node]! / criticalTotal,
    useCases: requiring,
  }));
  shares.sort((a, b) => b.share - a.share || (portfolio.ids[a.node]! < portfolio.ids[b.node]! ? -1 : 1));
  const sigmas = shares.map(
    ({ node }) => portfolio.method.substitutability[portfolio.substitutability[node]!],
  );
  return {
    total,
    shares,
    ...measure(
      shares.map(({ share }) => share),
      sigmas,
    ),
  };
}

/** T1 and T2; an unknown tier may be either, a provisional one is recorded as the highest that it can be. */
function isCritical(portfolio: Portfolio, useCase: number): boolean {
  const tier = portfolio.tiers[useCase];
  return tier === 'T1' || tier === 'T2' || tier === 'unknown';
}
