/*
 * A process that asks graphology: a directed graph of what names what, and a search against its edges. Its own BFS
 * (graphology-traversal) was tried and is not faster: it makes two arrays of the size of the graph for each search.
 */
import { DirectedGraph } from 'graphology';
import { Pool } from 'pg';
import { answer } from './answer.js';
import type { Progress } from './contender.js';
import { DEPENDENCIES } from './dependencies.js';

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 1 });
process.on('disconnect', () => void pool.end());

interface Facts {
  readonly components: readonly { readonly id: string }[];
  readonly useCases: readonly { readonly id: string }[];
  readonly edges: readonly { readonly dependent: string; readonly dependency: string }[];
}

let facts: Facts | undefined;
let graph: DirectedGraph<{ useCase?: true }>;

async function load(): Promise<void> {
  facts = undefined;
  const [components, useCases, edges] = await Promise.all([
    pool.query('SELECT id FROM component'),
    pool.query('SELECT id FROM use_case WHERE retired_at IS NULL'),
    pool.query(DEPENDENCIES),
  ]);
  facts = { components: components.rows, useCases: useCases.rows, edges: edges.rows };
}

function build(): void {
  graph = new DirectedGraph();
  for (const { id } of facts!.components) graph.addNode(id);
  for (const { id } of facts!.useCases) graph.addNode(id, { useCase: true });
  for (const { dependent, dependency } of facts!.edges) graph.mergeDirectedEdge(dependent, dependency);
}

/** How many use cases the node can be reached from. */
function radius(id: string): number {
  const reached = new Set([id]);
  let useCases = 0;
  for (const node of reached) {
    graph.forEachInNeighbor(node, (dependent, { useCase }) => {
      if (reached.has(dependent)) return;
      reached.add(dependent);
      if (useCase) useCases++;
    });
  }
  return useCases;
}

/** In no particular order of their size: ids are random. */
function all(limitMs: number): Progress {
  const until = performance.now() + limitMs;
  let nodes = 0;
  graph.findNode((id, { useCase }) => {
    if (useCase) return false;
    radius(id);
    return ++nodes % 100 === 0 && performance.now() > until;
  });
  return { nodes };
}

answer({
  load,
  build,
  prepare: () => undefined,
  radius,
  radii: (ids: readonly string[]) => ids.map(radius),
  all,
  forget: () => void (facts = undefined),
});
