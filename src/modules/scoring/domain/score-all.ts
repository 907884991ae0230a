import type { GraphFacts, SubjectFacts } from '../engine/facts.js';
import { buildPortfolio, type Portfolio } from '../engine/graph/portfolio.js';
import type { FallbackEvidence } from '../engine/graph/fallback-evidence.js';
import { SubjectGraphs } from '../engine/graph/subject-graph.js';
import { withWeighing } from '../engine/graph/weighing.js';
import { graphMethodOf, type Method } from '../engine/method.js';
import { favourableRegister, type TieredUseCase } from './favourable-register.js';
import {
  type ComponentFact,
  type ProviderFact,
  type RegisterFacts,
  registerPortfolio,
  type RequirementFact,
} from './register-graph.js';
import { type ScoreSubject, scoreSubjects } from './score-subjects.js';
import { UNDISCLOSED_PART } from './undisclosed-part.js';
import { WEIGHING } from './weighing-statuses.js';
import {
  type ScoredComponent,
  type ScoredProvider,
  type ScoredUseCase,
  subjectFacts,
} from './subject-facts.js';

/** Where and when a record was last changed: what a leaf of an explanation came from. */
export interface Source {
  version: number;
  updatedAt: string;
}

export interface ScoreUseCaseFact
  extends TieredUseCase, Omit<ScoredUseCase, 'id' | 'tier' | 'provisional' | 'lowestTier'> {
  source: Source;
}
export type ScoreProviderFact = ProviderFact & ScoredProvider & { source: Source };
export type ScoreComponentFact = ComponentFact & ScoredComponent & { source: Source };

/** Everything that scores are made of. */
export interface ScoreFacts {
  useCases: ScoreUseCaseFact[];
  providers: ScoreProviderFact[];
  components: ScoreComponentFact[];
  /** Of either effect. */
  requirements: (RequirementFact & { effect: string })[];
}

/** A subject with its frozen inputs. */
export interface ScoreInputs {
  subject: ScoreSubject;
  facts: SubjectFacts;
  bestGraph: GraphFacts | null;
  sources: Record<string, Source>;
}

/** The graph of the facts, and the inputs of every subject, one after another: there may be tens of thousands. */
export class ScoreWorld {
  readonly portfolio: Portfolio;
  readonly subjects: readonly ScoreSubject[];
  readonly #present: Views;
  readonly #best: Views;
  readonly #useCases: ReadonlyMap<string, ScoreUseCaseFact>;
  readonly #providers: ReadonlyMap<string, ScoreProviderFact>;
  readonly #components: ReadonlyMap<string, ScoreComponentFact>;
  readonly #withRequirement: ReadonlySet<string>;

  /** @param today YYYY-MM-DD */
  constructor(
    private readonly facts: ScoreFacts,
    private readonly method: Method,
    today: string,
  ) {
    const stopping = {
      ...facts,
      requirements: facts.requirements.filter(({ effect }) => effect === 'stops'),
    };
    this.#useCases = new Map(facts.useCases.map((useCase) => [useCase.id, useCase]));
    this.#providers = new Map(facts.providers.map((provider) => [provider.id, provider]));
    this.#components = new Map(facts.components.map((component) => [component.id, component]));
    this.#withRequirement = new Set(stopping.requirements.map(({ of }) => of));
    this.#present = new Views(stopping, this.#useCases, method, today);
    this.#best = new Views(favourableRegister(stopping, today), this.#useCases, method, today);
    this.portfolio = this.#present.portfolio;
    this.subjects = scoreSubjects(facts);
  }

  inputs(subject: ScoreSubject): ScoreInputs {
    const useCase = this.#useCases.get(subject.useCaseId)!;
    const provider = subject.providerId === null ? null : (this.#providers.get(subject.providerId) ?? null);
    const named = subject.componentIds.map((id) => this.#components.get(id)!);
    const components = subject.undisclosed ? [...named, UNDISCLOSED_PART] : named;
    const parts = components.map(({ id }) => id);
    // Graph rule (f): a use case that requires nothing by the record depends on what nobody knows.
    const recorded = this.#withRequirement.has(useCase.id);
    const graph = recorded ? this.#present.graphOf(useCase, parts) : null;
    const facts = subjectFacts(
      useCase,
      provider,
      components,
      graph,
      this.#otherHighRisk(useCase),
      this.method,
    );
    return {
      subject,
      facts,
      bestGraph: recorded ? this.#best.graphOf(useCase, parts) : null,
      sources: Object.fromEntries([
        [`use_case:${useCase.id}`, useCase.source],
        ...(provider ? [[`provider:${provider.id}`, provider.source]] : []),
        ...named.map(({ id, source }) => [`component:${id}`, source]),
      ]) as Record<string, Source>,
    };
  }

  #otherHighRisk({ id, legalEntityIds }: ScoreUseCaseFact): number {
    return this.facts.useCases.filter(
      (other) =>
        other.id !== id &&
        WEIGHING.has(other.status) &&
        (other.tier === 'T1' || other.provisional) &&
        other.legalEntityIds.some((entity) => legalEntityIds.includes(entity)),
    ).length;
  }
}

/** One graph, as each legal entity sees it. */
class Views {
  readonly portfolio: Portfolio;
  readonly #evidence: Record<FallbackEvidence, number>;
  readonly #views = new Map<string, SubjectGraphs>();

  constructor(
    register: RegisterFacts,
    private readonly useCases: ReadonlyMap<string, ScoreUseCaseFact>,
    method: Method,
    today: string,
  ) {
    this.portfolio = buildPortfolio(registerPortfolio(register, today), graphMethodOf(method));
    this.#evidence = method.tables.fallbackEvidence as Record<FallbackEvidence, number>;
  }

  /** Of several legal entities, the one for which it is worst. */
  graphOf(useCase: ScoreUseCaseFact, componentIds: readonly string[]): GraphFacts {
    const nodes = componentIds.flatMap((id) => this.portfolio.indexOf.get(id) ?? []);
    const number = this.portfolio.indexOf.get(useCase.id)! - this.portfolio.nodeCount;
    const found = useCase.legalEntityIds.map((entity) => this.#view(entity, useCase).of(number, nodes));
    return found.reduce((worst, graph) => ({
      ...(weightOf(graph) > weightOf(worst) ? graph : worst),
      ...(graph.highRiskStopped > worst.highRiskStopped ? shared(graph) : shared(worst)),
    }));
  }

  #view(entity: string, useCase: ScoreUseCaseFact): SubjectGraphs {
    const alone = WEIGHING.has(useCase.status) ? '' : useCase.id;
    const key = `${entity} ${alone}`;
    const known = this.#views.get(key);
    if (known) return known;
    const { portfolio } = this;
    const weighs = (number: number): boolean => {
      const other = this.useCases.get(portfolio.ids[portfolio.nodeCount + number]!)!;
      return other.id === alone || (WEIGHING.has(other.status) && other.legalEntityIds.includes(entity));
    };
    const view = new SubjectGraphs(withWeighing(portfolio, weighs), this.#evidence);
    if (alone === '') this.#views.set(key, view);
    return view;
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
