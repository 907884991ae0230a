import type { GraphFacts } from '../engine/facts.js';
import { type CarryOver, carryOver, dependants } from '../engine/graph/carry-over.js';
import type { FallbackEvidence } from '../engine/graph/fallback-evidence.js';
import type { Portfolio } from '../engine/graph/portfolio.js';
import { SubjectGraphs } from '../engine/graph/subject-graph.js';
import { withWeighing } from '../engine/graph/weighing.js';
import type { Method } from '../engine/method.js';
import type { ScoreUseCaseFact } from './score-facts.js';
import { WEIGHING } from './weighing-statuses.js';

type UseCases = (id: string) => ScoreUseCaseFact;

/** One graph, as each legal entity sees it. */
export class EntityViews {
  readonly #evidence: Record<FallbackEvidence, number>;
  readonly #views = new Map<string, SubjectGraphs>();
  /** Use cases for which the graph may say something else than the one before; null: all. */
  readonly touched: ReadonlySet<string> | null;

  /** @param before the views of the graph before: what cannot have changed is taken over */
  constructor(
    readonly portfolio: Portfolio,
    private readonly useCase: UseCases,
    method: Method,
    before: EntityViews | null = null,
  ) {
    this.#evidence = method.tables.fallbackEvidence as Record<FallbackEvidence, number>;
    const carry = before && carryOver(before.portfolio, this.portfolio);
    this.touched = before && carry && this.#takeOver(before, carry);
  }

  /** Of several legal entities, the one for which it is worst. */
  graphOf(useCase: ScoreUseCaseFact, componentIds: readonly string[]): GraphFacts {
    const nodes: number[] = [];
    for (const id of componentIds) {
      const node = this.portfolio.indexOf.get(id);
      if (node !== undefined) nodes.push(node);
    }
    const number = this.portfolio.indexOf.get(useCase.id)! - this.portfolio.nodeCount;
    const found = useCase.legalEntityIds.map((entity) => this.#view(entity, useCase).of(number, nodes));
    return found.reduce((worst, graph) => ({
      ...(weightOf(graph) > weightOf(worst) ? graph : worst),
      ...(graph.highRiskStopped > worst.highRiskStopped ? shared(graph) : shared(worst)),
    }));
  }

  #view(entity: string, useCase: ScoreUseCaseFact): SubjectGraphs {
    const alone = WEIGHING.has(useCase.status) ? '' : useCase.id;
    const known = alone === '' ? this.#views.get(entity) : undefined;
    if (known) return known;
    const view = new SubjectGraphs(this.#weighed(entity, alone), this.#evidence);
    if (alone === '') this.#views.set(entity, view);
    return view;
  }

  /** The graph with the uses of one legal entity weighing; a use that does not weigh yet, for its own score alone. */
  #weighed(entity: string, alone = ''): Portfolio {
    const { portfolio } = this;
    return withWeighing(portfolio, (number) => {
      const other = this.useCase(portfolio.ids[portfolio.nodeCount + number]!);
      return other.id === alone || (WEIGHING.has(other.status) && other.legalEntityIds.includes(entity));
    });
  }

  #takeOver(before: EntityViews, carry: CarryOver): ReadonlySet<string> | null {
    const changed = new Set(carry.changed);
    let all = false;
    for (const [entity, graphs] of before.#views) {
      const view = new SubjectGraphs(this.#weighed(entity), this.#evidence, {}, { graphs, carry });
      this.#views.set(entity, view);
      if (view.changed === null) all = true;
      else for (const node of view.changed) changed.add(node);
    }
    if (all) return null;
    const { ids, nodeCount } = this.portfolio;
    if (changed.size === 0) return new Set();
    const reached = dependants([before.portfolio, this.portfolio], [...changed]);
    const isTouched = (id: string, vertex: number): boolean =>
      // What a use that does not weigh yet would be alone, is not kept.
      vertex >= nodeCount && (reached[vertex] === 1 || !WEIGHING.has(this.useCase(id).status));
    return new Set(ids.filter(isTouched));
  }
}

function weightOf({ worst }: GraphFacts): number {
  return worst === null ? -1 : worst.radius * worst.sigma;
}

function shared({
  highRiskStopped,
  sharedNode,
}: GraphFacts): Pick<GraphFacts, 'highRiskStopped' | 'sharedNode'> {
  return { highRiskStopped, sharedNode };
}
