import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { DomainError, invalid } from '../../kernel/domain-error.js';
import { type Axis, kindsOfAxis } from './domain/axes.js';
import { type Scenario, scenarioProblems, withScenario } from './domain/scenario.js';
import { type ScoreFacts, ScoreWorld } from './domain/score-all.js';
import { MAX_CUT_SETS, PortfolioTooComplexError } from './engine/graph/computation-limits.js';
import { type CutSets, cutSets } from './engine/graph/cut-sets.js';
import { concentration, type LayerConcentration, layerOfKinds } from './engine/graph/shares.js';
import { withWeighing } from './engine/graph/weighing.js';
import type { Method } from './engine/method.js';
import { score } from './engine/score.js';
import { nodeName, type NodeName } from './graph.service.js';
import { hashOf } from './graph-hash.js';
import { MethodRepository } from './persistence/method.repository.js';
import { ScoreFactsReadModel } from './persistence/score-facts.read-model.js';

const TIME_ZONE = 'Asia/Hong_Kong';
const DEADLINE_MS = 10_000;
/** Shares that are listed of a concentration. */
const SHARES = 50;
const WEIGHING: ReadonlySet<string> = new Set(['pilot', 'approved', 'live', 'suspended']);

export interface ScenarioRequest extends Scenario {
  axis?: Axis;
  maxOrder?: number;
}

/** The register beside what it would be: scores, concentration, cut sets. Nothing is stored. */
@Injectable()
export class ScenarioService {
  constructor(
    private readonly facts: ScoreFactsReadModel,
    private readonly methods: MethodRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * @returns JSON text; use cases outside the actor's scope weigh and are not named
   * @throws DomainError validation-failed with pointers, or portfolio-too-complex
   */
  async compare(actor: Actor, request: ScenarioRequest): Promise<string> {
    const today = localDate(this.clock.now(), TIME_ZONE);
    const [facts, method] = await Promise.all([this.facts.load(today), this.methods.inUse()]);
    const problems = scenarioProblems(facts, request);
    if (problems.length > 0) throw invalid(...problems.slice(0, 100));
    const seen = new Set(facts.useCases.filter((useCase) => isSeen(useCase, actor)).map(({ id }) => id));
    const before = new Side(facts, method, today, seen);
    const after = new Side(withScenario(facts, request), method, today, seen);
    const axis = request.axis ?? 'provider';
    const order = request.maxOrder ?? 1;
    try {
      return JSON.stringify({
        scores: scoresOf(before, after),
        concentration: { axis, before: before.concentration(axis), after: after.concentration(axis) },
        cutSets: cutSetsOf(before, after, order),
        maxOrder: order,
        methodVersion: method.version,
        graphHash: { before: before.hash, after: after.hash },
      });
    } catch (error) {
      if (!(error instanceof PortfolioTooComplexError)) throw error;
      const limit = error.reason === 'sets' ? `${MAX_CUT_SETS} cut sets` : `${DEADLINE_MS / 1000} s`;
      throw new DomainError('portfolio-too-complex', { limit });
    }
  }
}

function isSeen({ legalEntityIds }: { legalEntityIds: string[] }, { scope }: Actor): boolean {
  return scope.all || legalEntityIds.some((id) => scope.ids.includes(id));
}

interface Figures {
  residual: number;
  reported: number;
  band: string;
  gates: string[];
}

/** The register as it is, or as it would be. */
class Side {
  readonly #world: ScoreWorld;
  readonly #names: ReadonlyMap<string, string>;
  readonly hash: string;

  constructor(
    readonly facts: ScoreFacts,
    private readonly method: Method,
    private readonly today: string,
    private readonly seen: ReadonlySet<string>,
  ) {
    this.#world = new ScoreWorld(facts, method, today);
    const named = [...facts.components, ...facts.providers, ...facts.useCases];
    this.#names = new Map(named.map(({ id, name }) => [id, name]));
    this.hash = hashOf(this.#world.portfolio);
  }

  nameOf(id: string): string | null {
    return this.#names.get(id) ?? null;
  }

  /** Use case and provider → figures, of the use cases that are seen. */
  figures(): Map<string, Figures> {
    const seen = this.#world.subjects.filter(({ useCaseId }) => this.seen.has(useCaseId));
    return new Map(
      seen.map((subject) => {
        const { facts, bestGraph } = this.#world.inputs(subject);
        const { residual, reported, band, gates } = score(facts, bestGraph, this.method, this.today);
        const codes = gates.map(({ code }) => code);
        return [
          `${subject.useCaseId} ${subject.providerId ?? ''}`,
          { residual, reported, band, gates: codes },
        ];
      }),
    );
  }

  concentration(axis: Axis) {
    const { portfolio } = this.#world;
    const weighing = new Set(
      this.facts.useCases.filter(({ status }) => WEIGHING.has(status)).map(({ id }) => id),
    );
    const weighed = withWeighing(portfolio, (useCase) =>
      weighing.has(portfolio.ids[portfolio.nodeCount + useCase]!),
    );
    const measured = concentration(weighed, layerOfKinds(weighed, kindsOfAxis(axis)));
    return { declared: this.#view(measured.declared), effective: this.#view(measured.effective) };
  }

  #view({ shares, ...measures }: LayerConcentration) {
    const { ids } = this.#world.portfolio;
    return {
      ...measures,
      shares: shares
        .filter(({ share }) => share > 0)
        .slice(0, SHARES)
        .map(({ node, share, criticalShare }) => ({ node: this.node(ids[node]!), share, criticalShare })),
    };
  }

  cutSets(maxOrder: number): CutSets {
    const { portfolio } = this.#world;
    const numbers = [...this.seen].flatMap((id) => {
      const vertex = portfolio.indexOf.get(id);
      return vertex === undefined ? [] : [vertex - portfolio.nodeCount];
    });
    const until = performance.now() + DEADLINE_MS;
    return cutSets(portfolio, maxOrder, { shouldStop: () => performance.now() > until }, numbers);
  }

  node(id: string): NodeName {
    return nodeName({ portfolio: this.#world.portfolio, names: this.#names }, id);
  }
}

/** Every score that is another, or there on one side alone; the largest change first. */
function scoresOf(before: Side, after: Side) {
  const was = before.figures();
  const is = after.figures();
  const keys = [...new Set([...was.keys(), ...is.keys()])];
  return keys
    .map((key) => {
      const [useCaseId = '', providerId = ''] = key.split(' ');
      return {
        useCaseId,
        useCaseName: after.nameOf(useCaseId) ?? '',
        providerId: providerId === '' ? null : providerId,
        providerName: providerId === '' ? null : after.nameOf(providerId),
        before: was.get(key) ?? null,
        after: is.get(key) ?? null,
      };
    })
    .filter(({ before: a, after: b }) => JSON.stringify(a) !== JSON.stringify(b))
    .sort((a, b) => distance(b) - distance(a) || (a.useCaseId < b.useCaseId ? -1 : 1));
}

function distance({ before, after }: { before: Figures | null; after: Figures | null }): number {
  return Math.abs((after?.reported ?? 0) - (before?.reported ?? 0));
}

/** Use cases whose minimal cut sets are others. */
function cutSetsOf(before: Side, after: Side, maxOrder: number) {
  const was = before.cutSets(maxOrder);
  const is = after.cutSets(maxOrder);
  const named = (side: Side, sets: CutSets, id: string) =>
    (sets.get(id) ?? []).map((set) => ({ nodes: set.map((node) => side.node(node)) }));
  return [...is.keys()]
    .filter((id) => JSON.stringify(was.get(id)) !== JSON.stringify(is.get(id)))
    .map((id) => ({
      useCaseId: id,
      useCaseName: after.nameOf(id) ?? '',
      before: named(before, was, id),
      after: named(after, is, id),
    }));
}
