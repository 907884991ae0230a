import { type AllRadii, blastRadiusOfAll, radiusScratch } from '../engine/graph/blast-radius.js';
import { assertGoesOn, type ComputationLimits } from '../engine/graph/computation-limits.js';
import { rounded } from '../engine/gates.js';
import { highRiskUseCases, NodeFailures } from '../engine/graph/node-failures.js';
import { canBeCut, MANUAL_PROCEDURE } from '../engine/graph/node-kinds.js';
import type { Portfolio } from '../engine/graph/portfolio.js';
import { includes, RequiredNodes } from '../engine/graph/required-nodes.js';
import { type LayerConcentration, layerOfKinds } from '../engine/graph/shares.js';
import { concentrationOn } from './axis-layers.js';
import { kindsOfAxis } from './axes.js';
import type { LimitDefinition } from './limit-definition.js';

/** A limit as it is measured. */
export interface MeasurableLimit extends LimitDefinition {
  threshold: number | null;
}

/** What exceeds a limit; numbers of vertices and use cases. */
export interface Excess {
  /** Null: the whole layer. */
  node: number | null;
  /** The node whose failure gives the value, where it is another one (rule b). */
  through: number | null;
  value: number;
  useCases: readonly number[];
}

export interface LimitMeasurement {
  /** The largest value that was found; 0 where there was nothing to measure. */
  value: number;
  /** Use cases that the measure is about. */
  covers: readonly number[];
  /** The largest first. */
  excesses: Excess[];
}

/** By what a value is exceeded; compared as gates and bands are, by nine decimals. */
export function exceeds(value: number, threshold: number): boolean {
  return rounded(value) > rounded(threshold);
}

/** Measures limits on one graph; what several of them ask for is worked out once. */
export class LimitMeasures {
  readonly #required: RequiredNodes;
  readonly #failures: NodeFailures;
  /** Use case → 1 when it is stopped with nothing failed. */
  readonly #stopped: Uint8Array;
  /** Node → 1 when it has failed with nothing failed. */
  readonly #down: Uint8Array;
  #radii: AllRadii | null = null;

  constructor(
    private readonly portfolio: Portfolio,
    private readonly limits: ComputationLimits = {},
  ) {
    this.#required = new RequiredNodes(portfolio);
    this.#failures = new NodeFailures(portfolio);
    const { failed } = radiusScratch(portfolio);
    this.#down = failed.slice(0, portfolio.nodeCount);
    this.#stopped = failed.slice(portfolio.nodeCount);
  }

  /** @throws PortfolioTooComplexError when the caller's time is up */
  of(limit: MeasurableLimit): LimitMeasurement {
    assertGoesOn(this.limits);
    const threshold = limit.threshold ?? 0;
    switch (limit.measure) {
      case 'share':
        return this.#shares(this.#layer(limit), threshold);
      case 'hhi':
        return this.#index(this.#layer(limit), threshold);
      case 'blast_radius':
        return this.#blastRadius(limit, threshold);
      case 'single_point':
        return this.#singlePoints();
    }
  }

  #layer({ axis, layer, basis }: MeasurableLimit): LayerConcentration {
    if (axis === null) throw new TypeError('a share needs an axis');
    return concentrationOn(this.portfolio, axis, layer)[basis ?? 'effective'];
  }

  #shares(layer: LayerConcentration, threshold: number): LimitMeasurement {
    return {
      value: layer.shares[0]?.share ?? 0,
      covers: coveredBy(layer),
      excesses: layer.shares
        .filter(({ share }) => exceeds(share, threshold))
        .map(({ node, share, useCases }) => ({ node, through: null, value: share, useCases })),
    };
  }

  #index(layer: LayerConcentration, threshold: number): LimitMeasurement {
    const covers = coveredBy(layer);
    const excess = { node: null, through: null, value: layer.hhi, useCases: covers };
    return { value: layer.hhi, covers, excesses: exceeds(layer.hhi, threshold) ? [excess] : [] };
  }

  /** A node that stops nothing beyond what is stopped already is not what the weight stands on. */
  #blastRadius({ axis, layer }: MeasurableLimit, threshold: number): LimitMeasurement {
    const { portfolio } = this;
    const { share, absoluteWeight } = (this.#radii ??= blastRadiusOfAll(portfolio, this.limits));
    const always = portfolio.stoppedWeight.reduce((sum, w, u) => sum + (this.#stopped[u] === 1 ? w : 0), 0);
    const among = axis === null ? null : layerOfKinds(portfolio, kindsOfAxis(axis, layer ?? undefined));
    let value = 0;
    const excesses: Excess[] = [];
    for (let node = 0; node < portfolio.nodeCount; node++) {
      if (portfolio.kinds[node] === MANUAL_PROCEDURE || (among !== null && among[node] === 0)) continue;
      if (absoluteWeight[node]! <= always) continue;
      value = Math.max(value, share[node]!);
      if (!exceeds(share[node]!, threshold)) continue;
      assertGoesOn(this.limits);
      const { through, stops } = this.#failures.of(node);
      const useCases = Array.from(stops);
      excesses.push({ node, through: through === node ? null : through, value: share[node]!, useCases });
    }
    excesses.sort((a, b) => b.value - a.value || a.node! - b.node!);
    return { value, covers: this.#covered(among), excesses };
  }

  #covered(among: Uint8Array | null): number[] {
    const { nodeCount, useCaseCount } = this.portfolio;
    const all = Array.from({ length: useCaseCount }, (_, u) => u);
    if (among === null) return all;
    return all.filter((u) => this.#required.of([nodeCount + u]).some((node) => among[node] === 1));
  }

  /**
   * Nodes that the firm does not operate itself and that stop a T1 use case alone. Every such node is required by the use
   * case: the first alternatives go on without it otherwise. Of what a use case is stopped by already, only what is down
   * is named; that another failure would stop it too says nothing.
   */
  #singlePoints(): LimitMeasurement {
    const { ids, kinds, nodeCount, ownOperation } = this.portfolio;
    const covers: number[] = [];
    const found = new Map<number, number[]>();
    highRiskUseCases(this.portfolio).forEach((isHighRisk, useCase) => {
      if (isHighRisk === 0) return;
      covers.push(useCase);
      for (const node of this.#required.of([nodeCount + useCase])) {
        if (ownOperation[node] === 1 || !canBeCut(ids[node]!, kinds[node]!)) continue;
        assertGoesOn(this.limits);
        if (!this.#stopsAlone(node, useCase)) continue;
        const stopped = found.get(node);
        if (stopped) stopped.push(useCase);
        else found.set(node, [useCase]);
      }
    });
    const excesses = [...found].map(([node, useCases]) => ({
      node,
      through: null,
      value: useCases.length,
      useCases,
    }));
    excesses.sort((a, b) => b.value - a.value || a.node - b.node);
    return { value: excesses[0]?.value ?? 0, covers, excesses };
  }

  #stopsAlone(node: number, useCase: number): boolean {
    if (this.#stopped[useCase] === 1) return this.#down[node] === 1;
    return includes(this.#failures.of(node).stops, useCase);
  }
}

function coveredBy({ shares }: LayerConcentration): number[] {
  return [...new Set(shares.flatMap(({ useCases }) => useCases))].sort((a, b) => a - b);
}
