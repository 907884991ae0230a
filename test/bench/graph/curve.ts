import { generatePortfolio, LARGE } from '../../../src/modules/scoring/engine/graph/testing/generate.js';
import type { EmbeddedServer } from '../../../src/platform/embedded/embedded-server.js';
import { cpuOf, cpuOfTree } from '../load.js';
import { figure, heading } from '../table.js';
import { ChildContender } from './child-contender.js';
import { row } from './columns.js';
import { shapeOf, type SharedNode } from './shape.js';
import { storePortfolio } from './store-portfolio.js';

const EDGES = [500_000, 300_000, 100_000, 30_000, 10_000];
const LOADS = 5;
const ROUNDS = 15;
const RADII = 101;

interface Point {
  readonly edges: number;
  readonly shared: SharedNode;
  readonly load: number;
  readonly build: number[];
  readonly lookUp: number[];
  readonly radius: number[];
}

/**
 * What an edge costs in registers of one shape and several sizes. The largest comes first, so that no size pays for the
 * compiler; graphs are built and asked in turn, and the cheapest round of each is printed. Loading and building are counted
 * in processor time: on a busy machine whatever takes a second is interrupted, and what takes ten milliseconds is not.
 */
export async function benchCurve(database: EmbeddedServer): Promise<void> {
  heading('cost of an edge, in ns: registers of the same shape in one process, in turn; the cheapest round');
  const engine = ChildContender.start('./engine.ts', database.ownerUrl);
  try {
    const points: Point[] = [];
    for (const edges of EDGES) points.push(await prepare(database, engine, edges));
    for (let round = -1; round < ROUNDS; round++) {
      for (const point of points) await measure(engine, point, round >= 0);
    }
    print(points);
  } finally {
    await engine.stop();
  }
}

async function prepare(database: EmbeddedServer, engine: ChildContender, edges: number): Promise<Point> {
  const part = edges / LARGE.edges;
  const input = generatePortfolio({
    ...LARGE,
    edges,
    components: LARGE.components * part,
    useCases: LARGE.useCases * part,
  });
  const { mostStoodOn } = shapeOf(input);
  const id = await storePortfolio(database, input);
  const load = await loadCost(database, engine);
  await engine.ask('keep', edges);
  return {
    edges,
    shared: { ...mostStoodOn, id: id.get(mostStoodOn.id)! },
    load: load / edges,
    build: [],
    lookUp: [],
    radius: [],
  };
}

/** Nanoseconds of processor time, of the database too, of one load; counted in hundredths of a second, so over several. */
async function loadCost(database: EmbeddedServer, engine: ChildContender): Promise<number> {
  await engine.ask('load');
  await engine.ask('rest');
  const before = cpuOf(engine.pid) + cpuOfTree(database.pid);
  for (let i = 0; i < LOADS; i++) await engine.ask('load');
  return ((cpuOf(engine.pid) + cpuOfTree(database.pid) - before) / LOADS) * 1e6;
}

async function measure(engine: ChildContender, point: Point, counts: boolean): Promise<void> {
  const built = await engine.ask<number>('buildCost', point.edges);
  const lookedUp = await engine.ask<number>('lookUpCost', point.edges);
  await engine.ask('prepare');
  const cost = await engine.ask<{ nanoseconds: number; edges: number }>('radiusCost', point.shared.id, RADII);
  if (!counts) return;
  point.build.push(built.value / point.edges);
  point.lookUp.push(lookedUp.value / point.edges);
  point.radius.push(cost.value.nanoseconds);
}

function print(points: readonly Point[]): void {
  row('edges', ['load', 'build', 'load and build', 'names looked up', 'radius, an edge seen']);
  for (const { edges, load, build, lookUp, radius } of points) {
    row(
      edges.toLocaleString('en'),
      [load, Math.min(...build), load + Math.min(...build), Math.min(...lookUp), Math.min(...radius)].map(
        (ns) => ns.toFixed(0),
      ),
    );
  }
  const spread = (of: (point: Point) => number): string => {
    const costs = points.map(of);
    return `${(Math.max(...costs) / Math.min(...costs)).toFixed(2)} x`;
  };
  const built = ({ build }: Point): number => Math.min(...build);
  const lines: [string, (point: Point) => number][] = [
    ['load and build together: largest cost by smallest', (point) => point.load + built(point)],
    ['load', ({ load }) => load],
    ['build', built],
    ['radius of the node that most use cases stand on', ({ radius }) => Math.min(...radius)],
  ];
  for (const [what, of] of lines) figure(what, spread(of), '<= 1.5 x');
  const looking = spread(({ lookUp }) => Math.min(...lookUp));
  figure('for comparison, looking up once every name in what was loaded', looking);
}
