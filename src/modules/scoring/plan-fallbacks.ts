import { PLAN_FALLBACK_TEXTS } from './domain/failure-texts.js';
import type { PathNames } from './domain/failure-path.js';
import { UNKNOWN_PROVIDER } from './domain/node-ids.js';
import { nodeLabel } from './domain/node-label.js';
import { inLocale, type NodeName } from './domain/node-name.js';
import type { FallbackFails, OutagePlan } from './domain/plan-in-outage.js';
import { createScratch, propagate, type Scratch } from './engine/graph/failure.js';
import type { RegisterGraph } from './graph.service.js';
import { vertexOf } from './stopped-view.js';

/** What a plan falls back on, in an outage. */
export interface PlanFallbackView {
  node: NodeName;
  fails: FallbackFails;
  /** In words; null where it does not fail. */
  text: string | null;
}

/** Whether what plans fall back on fails of the same failure (R-29c). What is not disclosed may be the very thing that failed. */
export class PlanFallbacks {
  /** What fails where everything undisclosed is what failed; made when somebody asks. */
  #widest: Scratch | null = null;

  /**
   * @param scratch holds the outage
   * @param nodes those that were failed
   */
  constructor(
    private readonly graph: RegisterGraph,
    private readonly scratch: Scratch,
    private readonly nodes: readonly number[],
    private readonly names: PathNames,
  ) {}

  hasFailed(id: string): boolean {
    const vertex = vertexOf(this.graph, id);
    return vertex !== null && this.scratch.failed[vertex] === 1;
  }

  fails(componentId: string): FallbackFails {
    const vertex = vertexOf(this.graph, componentId);
    if (vertex === null) return 'unknown';
    if (this.scratch.failed[vertex] === 1) return 'yes';
    return (this.#widest ??= this.#withUndisclosed()).failed[vertex] === 1 ? 'unknown' : 'no';
  }

  of({ fallbackComponentId, name, nameZhHant }: OutagePlan): PlanFallbackView | null {
    if (fallbackComponentId === null) return null;
    const { locale, node, record } = this.names;
    const fails = this.fails(fallbackComponentId);
    const because = this.#wasFailed(fallbackComponentId) ? 'out_of_service' : fails;
    const text =
      because === 'no'
        ? null
        : PLAN_FALLBACK_TEXTS[because][locale]
            .replace('{plan}', () => inLocale({ name, nameZhHant }, locale) ?? '')
            .replace('{node}', () => nodeLabel(fallbackComponentId, record, locale));
    return { node: node(fallbackComponentId), fails, text };
  }

  /** Whether it had failed before anything was failed. */
  #wasFailed(componentId: string): boolean {
    const vertex = vertexOf(this.graph, componentId);
    return vertex !== null && this.scratch.order.subarray(0, this.scratch.baseline).includes(vertex);
  }

  #withUndisclosed(): Scratch {
    const { portfolio } = this.graph;
    const widest = createScratch(portfolio, true);
    const unknown = vertexOf(this.graph, UNKNOWN_PROVIDER);
    const isProvider = this.nodes.some((node) => portfolio.kinds[node] === 'provider');
    propagate(portfolio, [...this.nodes, ...(isProvider && unknown !== null ? [unknown] : [])], widest);
    return widest;
  }
}
