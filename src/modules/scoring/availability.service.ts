import { Injectable } from '@nestjs/common';
import type { Actor } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { notFound } from '../../kernel/domain-error.js';
import { visibleUseCases } from './domain/visibility.js';
import { figuresOf, questionOf } from './engine/graph/availability-input.js';
import { createScratch } from './engine/graph/failure.js';
import { LocalViews } from './engine/graph/local-view.js';
import { DEFAULT_SAMPLING } from './engine/graph/sampled-failure.js';
import { EngineThreads } from './engine-threads.js';
import { nodeName } from './domain/node-name.js';
import { GraphService } from './graph.service.js';
import { type PortfolioRequest, writtenPortfolio } from './portfolio-simulation.js';
import { RegisterGraphReadModel } from './persistence/register-graph.read-model.js';

export interface AvailabilityRequest extends PortfolioRequest {
  nodes: (PortfolioRequest['nodes'][number] & { availability?: number })[];
  requirements: (PortfolioRequest['requirements'][number] & { beta?: number })[];
  seed?: number;
  samples?: number;
}

/** How often use cases work: those of a portfolio in the request, and one of the register. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly graphs: GraphService,
    private readonly readModel: RegisterGraphReadModel,
    private readonly threads: EngineThreads,
  ) {}

  /**
   * @returns JSON text
   * @throws DomainError validation-failed with pointers, portfolio-too-complex, or unavailable
   */
  simulate(request: AvailabilityRequest): Promise<string> {
    const { seed = DEFAULT_SAMPLING.seed, samples = DEFAULT_SAMPLING.samples } = request;
    const written = writtenPortfolio(request);
    const input = {
      ...written,
      nodes: request.nodes,
      requirements: written.requirements.map((row, i) => ({ ...row, beta: request.requirements[i]?.beta })),
    };
    return this.threads.ask('simulateAvailability', () => ({ input, seed, samples }));
  }

  /**
   * No availability is recorded in the register, so every node that can fail has the one of the unknown.
   * @returns JSON text
   */
  async ofUseCase(actor: Actor, useCaseId: string, asOf: AsOf): Promise<string> {
    // Before the graph, which may have to be loaded for this use case alone.
    if (!(await this.readModel.seesUseCase(useCaseId, actor.scope, asOf))) throw notFound();
    const graph = await this.graphs.graph({ asOf, useCaseId });
    if (visibleUseCases(graph, [useCaseId], actor).hidden > 0) throw notFound();
    const { portfolio } = graph;
    const vertex = portfolio.indexOf.get(useCaseId);
    if (vertex === undefined || vertex < portfolio.nodeCount) throw notFound();
    return this.threads.ask('useCaseAvailability', () => {
      const scratch = createScratch(portfolio, false);
      const question =
        scratch.failed[vertex] === 1
          ? null
          : questionOf(portfolio, figuresOf(portfolio), new LocalViews(scratch, {}), vertex);
      const ids = question?.view.vertices.map((node) => portfolio.ids[node] ?? '') ?? [];
      const names = ids.map((id) => nodeName(graph, id));
      return { question, ids, names, about: { useCaseId, graphHash: graph.hash }, ...DEFAULT_SAMPLING };
    });
  }
}
