import { Injectable } from '@nestjs/common';
import type { AsOf } from '../../kernel/as-of.js';
import { Clock, localDate } from '../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../kernel/time-zone.js';
import type { Reads } from '../../platform/database/read-database.js';
import { notFound } from '../../kernel/domain-error.js';
import { buildFromColumns, type Portfolio } from './engine/graph/portfolio.js';
import { registerOfEntity } from './domain/register-of-entity.js';
import { type TestedFallback, testedFallbacks } from './domain/fallback-tests.js';
import type { RecordNames } from './domain/node-name.js';
import type { RegisterFacts, UseCaseFact } from './domain/register-facts.js';
import { registerColumns } from './domain/register-graph.js';
import type { GraphMethod } from './engine/graph/graph-method.js';
import { graphMethodOf } from './engine/method.js';
import { hashOf } from './graph-hash.js';
import { MethodRepository } from './persistence/method.repository.js';
import { ASIDE } from './persistence/aside.js';
import { type LoadedFacts, RegisterGraphReadModel } from './persistence/register-graph.read-model.js';

/** The graph of the register at an instant, ready to be asked. */
export interface RegisterGraph {
  portfolio: Portfolio;
  /** SHA-256 of the canonical text: equal graphs have equal hashes. */
  hash: string;
  useCases: ReadonlyMap<string, UseCaseFact>;
  /** Names of components, providers and use cases by id. */
  names: ReadonlyMap<string, RecordNames>;
  /** How fast each tested fallback is, by `fallbackKey`. */
  fallbacks: ReadonlyMap<string, TestedFallback>;
}

export interface GraphRequest {
  asOf: AsOf;
  /** Only the use cases of this legal entity weigh. */
  legalEntityId?: string;
  /** A use case to include although it is only planned; the graph of all is asked when it is in that one anyway. */
  useCaseId?: string;
}

interface Kept {
  graph: RegisterGraph;
  facts: Pick<LoadedFacts, 'snapshot' | 'brought'>;
  today: string;
}

const KEEP = 8;

/** One graph, one hash, one engine. The present is kept in memory as long as nothing has changed. */
@Injectable()
export class GraphService {
  readonly #kept = new Map<string, Kept>();
  readonly #readings = new Map<string, Promise<RegisterGraph>>();

  constructor(
    private readonly readModel: RegisterGraphReadModel,
    private readonly methods: MethodRepository,
    private readonly clock: Clock,
  ) {}

  async graph(request: GraphRequest): Promise<RegisterGraph> {
    const today = localDate(
      request.asOf === null ? this.clock.now() : new Date(request.asOf),
      HOME_TIME_ZONE,
    );
    if (request.asOf !== null) {
      const facts = await this.readModel.load(request.asOf, request.useCaseId ?? null);
      return toGraph(facts, today, await this.#method(request.asOf), request.legalEntityId);
    }
    if (request.useCaseId !== undefined) {
      const common = await this.graph({ ...request, useCaseId: undefined });
      if (common.useCases.has(request.useCaseId)) return common;
    }
    return this.#present(request, today);
  }

  /** The present, as a running transaction sees it. It is not kept. */
  async graphWithin(reads: Reads): Promise<RegisterGraph> {
    const [facts, method] = await Promise.all([
      this.readModel.loadWithin(reads),
      this.methods.inUse(null, reads),
    ]);
    return toGraph(facts, localDate(this.clock.now(), HOME_TIME_ZONE), graphMethodOf(method));
  }

  /**
   * Those who ask at once wait for one reading. What it found may be older than a change that one of them made, so each
   * looks again whether it still holds.
   */
  async #present(request: GraphRequest, today: string): Promise<RegisterGraph> {
    const key = `${request.legalEntityId ?? ''}|${request.useCaseId ?? ''}`;
    for (;;) {
      const kept = this.#kept.get(key);
      if (kept && kept.today === today && !(await this.readModel.hasChangedSince(kept.facts, ASIDE)))
        return kept.graph;
      const reading = this.#readings.get(key);
      if (!reading) break;
      await reading.catch(() => undefined);
    }
    const reading = this.#read(key, request, today).finally(() => this.#readings.delete(key));
    this.#readings.set(key, reading);
    return reading;
  }

  async #read(key: string, request: GraphRequest, today: string): Promise<RegisterGraph> {
    const facts = await this.readModel.load(null, request.useCaseId ?? null);
    // Read after the facts: one that is approved in between is a change that their snapshot does not see.
    const graph = toGraph(facts, today, await this.#method(null), request.legalEntityId);
    this.#keep(key, { graph, facts: { snapshot: facts.snapshot, brought: facts.brought }, today });
    return graph;
  }

  /** What the method that scores are, or were, made by says of the graph. */
  async #method(asOf: AsOf): Promise<GraphMethod> {
    return graphMethodOf(await this.methods.inUse(asOf));
  }

  /** Refuses a legal entity that is not in the register, however much its asker may see. */
  async refuseUnknownEntity(id: string, asOf: AsOf): Promise<void> {
    if (!(await this.readModel.hasLegalEntity(id, asOf))) throw notFound();
  }

  #keep(key: string, kept: Kept): void {
    this.#kept.delete(key);
    this.#kept.set(key, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > KEEP && oldest !== undefined) this.#kept.delete(oldest);
  }
}

function toGraph(
  facts: RegisterFacts,
  today: string,
  method: GraphMethod,
  legalEntityId?: string,
): RegisterGraph {
  const { useCases, requirements } = registerOfEntity(facts, legalEntityId);
  const portfolio = buildFromColumns(registerColumns({ ...facts, useCases, requirements }, today), method);
  return {
    portfolio,
    hash: hashOf(portfolio),
    useCases: new Map(useCases.map((useCase) => [useCase.id, useCase])),
    names: new Map(
      [...facts.components, ...facts.providers, ...useCases].map((record) => [record.id, record]),
    ),
    fallbacks: testedFallbacks(requirements, today),
  };
}
