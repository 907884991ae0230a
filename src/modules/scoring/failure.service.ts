import { Injectable } from '@nestjs/common';
import type { Actor, Locale } from '../../kernel/actor.js';
import type { AsOf } from '../../kernel/as-of.js';
import { invalid, notFound } from '../../kernel/domain-error.js';
import { fallbackKey, type TestedFallback } from './domain/fallback-tests.js';
import { baseModelNodeId, parentNodeId } from './domain/node-ids.js';
import { visibleUseCases } from './domain/visibility.js';
import { forEachFailure, blastRadiusOf, radiusScratch } from './engine/graph/blast-radius.js';
import { createScratch, propagate, type Scratch } from './engine/graph/failure.js';
import { fallbacksInUse } from './engine/graph/fallbacks-in-use.js';
import { LocalViews } from './engine/graph/local-view.js';
import { EngineThreads } from './engine-threads.js';
import { failurePath, type PathNames, type PathStep } from './domain/failure-path.js';
import { inLocale, nodeName, type NodeName } from './domain/node-name.js';
import { GraphService, type RegisterGraph } from './graph.service.js';
import { RegisterGraphReadModel } from './persistence/register-graph.read-model.js';

export interface StoppedUseCase {
  id: string;
  name: string;
  nameZhHant: string | null;
  tier: string;
  stopped: boolean;
  because: PathStep[];
}

export interface BlastRadiusAnswer {
  node: NodeName;
  share: number;
  absoluteWeight: number;
  through: NodeName;
  useCases: StoppedUseCase[];
  hiddenUseCases: number;
  graphHash: string;
}

export interface FailedThing {
  type: string;
  id: string;
}

/** What something goes on with, in place of what it would take first. */
export interface FallbackView {
  of: NodeName;
  node: NodeName;
  evidence: TestedFallback;
}

export interface OutageUseCase extends StoppedUseCase {
  degraded: boolean;
  fallback: FallbackView[];
  toleranceHours: number | null;
  toleranceExceeded: string;
}

export interface OutageAnswer {
  hours: number;
  useCases: OutageUseCase[];
  hiddenUseCases: number;
  hiddenStopped: number;
  graphHash: string;
}

/** What stops, and why: of one thing, of several at once, and of which smallest sets. */
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

  /** What stops when several things fail at once. */
  async outage(
    actor: Actor,
    failed: readonly FailedThing[],
    hours: number,
    asOf: AsOf,
    locale: Locale,
  ): Promise<OutageAnswer> {
    const graph = await this.graphs.graph({ asOf });
    const nodes = failed.map((thing, i) => {
      const node = nodeOf(graph, thing);
      if (node === null) throw invalid({ pointer: `/failed/${i}/id`, code: 'unknown-reference' });
      return node;
    });
    const scratch = createScratch(graph.portfolio, false);
    propagate(graph.portfolio, nodes, scratch);
    const names = pathNames(graph, locale);
    const views = Array.from({ length: graph.portfolio.useCaseCount }, (_, u) =>
      stoppedView(graph, scratch, u, names),
    );
    const seen = new Set(
      visibleUseCases(
        graph,
        views.map(({ id }) => id),
        actor,
      ).visible,
    );
    const hidden = views.filter(({ id }) => !seen.has(id));
    return {
      hours,
      useCases: views.filter(({ id }) => seen.has(id)).map((view) => outageView(graph, scratch, view, hours)),
      hiddenUseCases: hidden.length,
      hiddenStopped: hidden.filter(({ stopped }) => stopped).length,
      graphHash: graph.hash,
    };
  }
}

function vertexOf(graph: RegisterGraph, id: string): number | null {
  const vertex = graph.portfolio.indexOf.get(id);
  return vertex !== undefined && vertex < graph.portfolio.nodeCount ? vertex : null;
}

/** The node that a caller means: a parent or base model is withdrawn under its own node, beside the record it is. */
function nodeOf(graph: RegisterGraph, { type, id }: FailedThing): number | null {
  if (type === 'ultimate_parent') return vertexOf(graph, parentNodeId(id));
  if (type === 'base_model') return vertexOf(graph, baseModelNodeId(id));
  const node = vertexOf(graph, id);
  if (node === null) return null;
  const isProvider = graph.portfolio.kinds[node] === 'provider';
  return isProvider === (type === 'provider') ? node : null;
}

function stoppedView(
  graph: RegisterGraph,
  scratch: Scratch,
  useCase: number,
  names: PathNames,
): StoppedUseCase {
  const vertex = graph.portfolio.nodeCount + useCase;
  const id = graph.portfolio.ids[vertex] ?? '';
  const fact = graph.useCases.get(id);
  return {
    id,
    name: fact?.name ?? '',
    nameZhHant: fact?.nameZhHant ?? null,
    tier: fact?.tier ?? '',
    stopped: scratch.failed[vertex] === 1,
    because: failurePath(scratch, vertex, names),
  };
}

/** It goes on, but degraded, when something that it runs on is a fallback that was tested as slower than is tolerated. */
function outageView(
  graph: RegisterGraph,
  scratch: Scratch,
  view: StoppedUseCase,
  hours: number,
): OutageUseCase {
  const fallback = fallbackViews(graph, scratch, view.id);
  return {
    ...view,
    degraded: fallback.some(({ evidence }) => evidence === 'tested_slow'),
    fallback,
    toleranceHours: graph.useCases.get(view.id)?.toleranceHours ?? null,
    toleranceExceeded: exceeds(graph, view, hours),
  };
}

function fallbackViews(graph: RegisterGraph, scratch: Scratch, useCaseId: string): FallbackView[] {
  const { ids, indexOf } = graph.portfolio;
  const useCase = indexOf.get(useCaseId);
  if (useCase === undefined) return [];
  return fallbacksInUse(scratch, useCase).map((found) => {
    const of = ids[found.of] ?? '';
    const node = ids[found.node] ?? '';
    return {
      of: nodeName(graph, of),
      node: nodeName(graph, node),
      evidence: graph.fallbacks.get(fallbackKey(of, node)) ?? 'tested_slow',
    };
  });
}

function pathNames(graph: RegisterGraph, locale: Locale): PathNames {
  return {
    locale,
    node: (id) => nodeName(graph, id),
    record: (id) => {
      const names = graph.names.get(id);
      return names && (inLocale(names, locale) ?? undefined);
    },
  };
}

/** Whether an outage so long is more than the use case tolerates; unknown where no tolerance is recorded. */
function exceeds(graph: RegisterGraph, view: StoppedUseCase, hours: number): string {
  if (!view.stopped) return 'no';
  const tolerance = graph.useCases.get(view.id)?.toleranceHours ?? null;
  return tolerance === null ? 'unknown' : hours > tolerance ? 'yes' : 'no';
}
