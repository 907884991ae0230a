import type { Locale } from '../../kernel/actor.js';
import { failurePath, type PathNames, type PathStep } from './domain/failure-path.js';
import { inLocale, nodeName } from './domain/node-name.js';
import type { Scratch } from './engine/graph/failure.js';
import type { RegisterGraph } from './graph.service.js';

/** A use case in a failure: whether it stops, and why. */
export interface StoppedUseCase {
  id: string;
  name: string;
  nameZhHant: string | null;
  tier: string;
  stopped: boolean;
  because: PathStep[];
}

/** The node of a component or provider; null where there is none. */
export function vertexOf(graph: RegisterGraph, id: string): number | null {
  const vertex = graph.portfolio.indexOf.get(id);
  return vertex !== undefined && vertex < graph.portfolio.nodeCount ? vertex : null;
}

/** @param useCase its number in the graph */
export function stoppedView(
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

export function pathNames(graph: RegisterGraph, locale: Locale): PathNames {
  return {
    locale,
    node: (id) => nodeName(graph, id),
    record: (id) => {
      const names = graph.names.get(id);
      return names && (inLocale(names, locale) ?? undefined);
    },
  };
}
