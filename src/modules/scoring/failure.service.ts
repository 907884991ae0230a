import { Injectable } from '@nestjs/common';
import type { Actor, Locale } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { notFound } from '../../kernel/domain-error.js';
import { visibleUseCases } from './domain/visibility.js';
import { forEachFailure, blastRadiusOf, radiusScratch } from './engine/graph/blast-radius.js';
import { createScratch } from './engine/graph/failure.js';
import { LocalViews } from './engine/graph/local-view.js';
import { EngineThreads } from './engine-threads.js';
import { nodeName, type NodeName } from './domain/node-name.js';
import { GraphService } from './graph.service.js';
import { RegisterGraphReadModel } from './persistence/register-graph.read-model.js';
import { pathNames, type StoppedUseCase, stoppedView, vertexOf } from './stopped-view.js';

export interface BlastRadiusAnswer {
  node: NodeName;
  share: number;
  absoluteWeight: number;
  through: NodeName;
  useCases: StoppedUseCase[];
  hiddenUseCases: number;
  graphHash: string;
}

/** What stops, and why: of one thing, and of which smallest sets. */
@Injectable()
export class FailureService {
  constructor(
    private readonly graphs: GraphService,
    private readonly readModel: RegisterGraphReadModel,
    private readonly threads: EngineThreads,
  ) {}

  /** What one component or provider takes down with it (methodology 4.1; rules b and e). */
  async blastRadius(
    actor: Actor,
    id: string,
    type: 'component' | 'provider',
    asOf: AsOf,
    locale: Locale,
  ): Promise<BlastRadiusAnswer> {
    const graph = await this.graphs.graph({ asOf });
    const node = vertexOf(graph, id);
    if (node === null || (graph.portfolio.kinds[node] === 'provider') !== (type === 'provider'))
      throw notFound();
    const scratch = radiusScratch(graph.portfolio);
    const names = pathNames(graph, locale);
    const radius = blastRadiusOf(graph.portfolio, node, scratch);
    let explained: StoppedUseCase[] = [];
    forEachFailure(graph.portfolio, node, scratch, (trigger) => {
      if (trigger === radius.through)
        explained = radius.stopped.map((useCase) => stoppedView(graph, scratch, useCase, names));
    });
    const seen = visibleUseCases(
      graph,
      explained.map((useCase) => useCase.id),
      actor,
    );
    const visible = new Set(seen.visible);
    return {
      node: nodeName(graph, id),
      share: radius.share,
      absoluteWeight: radius.absoluteWeight,
      through: nodeName(graph, graph.portfolio.ids[radius.through] ?? ''),
      useCases: explained.filter((useCase) => visible.has(useCase.id)),
      hiddenUseCases: seen.hidden,
      graphHash: graph.hash,
    };
  }

  /**
   * Which smallest sets of nodes stop a use case together (methodology 4.2).
   * @returns JSON text
   */
  async cutSetsOf(actor: Actor, useCaseId: string, maxOrder: number, asOf: AsOf): Promise<string> {
    // Before the graph, which may have to be loaded for this use case alone.
    if (!(await this.readModel.seesUseCase(useCaseId, actor.scope, asOf))) throw notFound();
    const graph = await this.graphs.graph({ asOf, useCaseId });
    if (visibleUseCases(graph, [useCaseId], actor).hidden > 0) throw notFound();
    const vertex = graph.portfolio.indexOf.get(useCaseId);
    if (vertex === undefined || vertex < graph.portfolio.nodeCount) throw notFound();
    return this.threads.ask('listCutSets', () => {
      const scratch = createScratch(graph.portfolio, false);
      const view = scratch.failed[vertex] === 1 ? null : new LocalViews(scratch, {}).of(vertex);
      const ids = view?.vertices.map((node) => graph.portfolio.ids[node] ?? '') ?? [];
      const names = ids.map((id) => nodeName(graph, id));
      return { view, ids, names, maxOrder, about: { useCaseId, maxOrder, graphHash: graph.hash } };
    });
  }
}
