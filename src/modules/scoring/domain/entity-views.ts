import type { GraphFacts } from '../engine/facts.js';
import { type CarryOver, carryOver } from '../engine/graph/carry-over.js';
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
  /** The last view of a use that does not weigh yet. */
  #alone: SubjectGraphs | null = null;
  #aloneKey = '';

  /** @param before the views of the graph before: what cannot have changed is taken over */
  constructor(
    readonly portfolio: Portfolio,
    private readonly useCase: UseCases,
    method: Method,
    before: EntityViews | null = null,
  ) {
    this.#evidence = method.tables.fallbackEvidence as Record<FallbackEvidence, number>;
    const carry = before && carryOver(before.portfolio, this.portfolio);
    if (before && carry) this.#takeOver(before, carry);
  }

  /**
   * Whether the graph may say something else of some components of a use case than the graph before did.
   * @param known what that said; undefined: nobody asked
   */
  mayDiffer(
    useCase: ScoreUseCaseFact,
    componentIds: readonly string[],
    known: GraphFacts | null | undefined,
  ): boolean {
    // What a use that does not weigh yet would be alone, is not kept.
    if (known === undefined || !WEIGHING.has(useCase.status)) return true;
    const number = this.#numberOf(useCase);
    const nodes = (): number[] => this.#nodesOf(componentIds);
    return useCase.legalEntityIds.some(
      (entity) => this.#views.get(entity)?.changes?.mayDiffer(number, nodes, known) ?? true,
    );
  }

  /** Of several legal entities, the one for which it is worst. */
  graphOf(useCase: ScoreUseCaseFact, componentIds: readonly string[]): GraphFacts {
    const nodes = this.#nodesOf(componentIds);
    const number = this.#numberOf(useCase);
    const found = useCase.legalEntityIds.map((entity) => this.#view(entity, useCase).of(number, nodes));
    return found.reduce((worst, graph) => ({
      ...(weightOf(graph) > weightOf(worst) ? graph : worst),
      ...(graph.highRiskStopped > worst.highRiskStopped ? shared(graph) : shared(worst)),
    }));
  }

  #numberOf({ id }: ScoreUseCaseFact): number {
    return this.portfolio.indexOf.get(id)! - this.portfolio.nodeCount;
  }

  #nodesOf(componentIds: readonly string[]): number[] {
    const nodes: number[] = [];
    for (const id of componentIds) {
      const node = this.portfolio.indexOf.get(id);
      if (node !== undefined) nodes.push(node);
    }
    return nodes;
  }

  #view(entity: string, useCase: ScoreUseCaseFact): SubjectGraphs {
    const alone = WEIGHING.has(useCase.status) ? '' : useCase.id;
    const known = alone === '' ? this.#views.get(entity) : undefined;
    if (known) return known;
    const key = `${entity} ${alone}`;
    // Subjects of one use case follow each other.
    if (alone !== '' && this.#aloneKey === key) return this.#alone!;
    const view = new SubjectGraphs(this.#weighed(entity, alone), this.#evidence);
    if (alone === '') this.#views.set(entity, view);
    else [this.#aloneKey, this.#alone] = [key, view];
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

  #takeOver(before: EntityViews, carry: CarryOver): void {
    for (const [entity, graphs] of before.#views) {
      this.#views.set(
        entity,
        new SubjectGraphs(this.#weighed(entity), this.#evidence, {}, { graphs, carry }),
      );
    }
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
