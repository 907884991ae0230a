import type { PortfolioInput } from '../../src/modules/scoring/engine/graph/portfolio-input.js';
import { generatePortfolio, LARGE } from '../../src/modules/scoring/engine/graph/testing/generate.js';
import { Random } from '../../src/modules/scoring/engine/graph/testing/random.js';
import type { EmbeddedServer } from '../../src/platform/embedded/embedded-server.js';
import { ChildContender } from './graph/child-contender.js';
import { row } from './graph/columns.js';
import type { Progress } from './graph/contender.js';
import { ALL, contest, type Contestants, duration, type Outcome, ratio } from './graph/contest.js';
import { benchCurve } from './graph/curve.js';
import { RecursiveCte } from './graph/recursive-cte.js';
import { type Shape, shapeOf, type SharedNode } from './graph/shape.js';
import { storePortfolio } from './graph/store-portfolio.js';
import { figure, heading } from './table.js';

const ROUNDS = 21;
const WARM_UP = 10;
const RANDOM_NODES = 1_000;
/** Those who are slower are not waited for any longer. */
const LIMIT_MS = 60_000;

/** A large firm's register: loaded from PostgreSQL, built, asked, beside a graph library and SQL; then smaller ones. */
export async function benchGraph(database: EmbeddedServer): Promise<void> {
  const input = generatePortfolio(LARGE);
  const edges = input.requirements.reduce((sum, { alternatives }) => sum + alternatives.length, 0);
  heading(`graph: ${input.nodes.length} components, ${edges} edges, ${input.useCases.length} use cases`);
  const shape = shapeOf(input);
  printShape(shape);
  const id = await storePortfolio(database, input);
  const contestants: Contestants = {
    engine: ChildContender.start('./engine.ts', database.ownerUrl),
    graphology: ChildContender.start('./graphology.ts', database.ownerUrl),
    cte: await RecursiveCte.start(database.ownerUrl, 'register'),
    table: await RecursiveCte.start(database.ownerUrl, 'table'),
  };
  try {
    heading('median of interleaved rounds, largest resident memory during them');
    row('', ['Underpin', 'graphology', 'recursive CTE', 'the same, own table']);
    await askAll(contestants, input, shape, id);
  } finally {
    for (const contender of Object.values(contestants) as Contestants['engine'][]) await contender.stop();
  }
  await fromScratch(database);
  await benchCurve(database);
}

function printShape(shape: Shape): void {
  const { closureMedian, closureP99, withAlternatives, rings, largestRing, hostMedian, hostP99 } = shape;
  figure('nodes under a use case: median, 99th percentile', `${closureMedian}, ${closureP99}`, '60, 2000');
  figure('requirements with alternatives', `${(100 * withAlternatives).toFixed(1)} %`, '20 %');
  figure('rings of nodes that need each other, largest', `${rings}, ${largestRing} nodes`, 'a few');
  figure('requirements that name a host: median, 99th percentile', `${hostMedian}, ${hostP99}`);
  const shared = ({ id, named, useCases }: SharedNode): string =>
    `${id}: in ${named} requirements, under ${useCases} use cases`;
  figure('the node that most requirements name', shared(shape.mostNamed));
  figure('the node that most use cases stand on', shared(shape.mostStoodOn));
}

async function askAll(
  contestants: Contestants,
  input: PortfolioInput,
  shape: Shape,
  id: ReadonlyMap<string, string>,
): Promise<void> {
  const library = ['engine', 'graphology'] as const;
  await contest(contestants, { what: 'load from PostgreSQL', step: 'load', who: library, rounds: 3 });
  const builders = ['engine', 'graphology', 'table'] as const;
  await contest(contestants, { what: 'build', step: 'build', who: builders, rounds: 3 });
  for (const name of ALL) await contestants[name].ask('prepare');
  for (const name of library) await contestants[name].ask('forget');
  const { value: bytes } = await contestants.engine.ask<number>('bytes');
  figure('  numbers of our graph, beside the ids', `${bytes.toFixed(1)} bytes an edge`);
  await askShared(contestants, id.get(shape.mostStoodOn.id)!, 'most use cases stand on');
  await askShared(contestants, id.get(shape.mostNamed.id)!, 'most requirements name');
  const random = new Random(LARGE.seed);
  const pick = (): string => id.get(input.nodes[random.below(input.nodes.length)]!.id)!;
  const some = Array.from({ length: RANDOM_NODES }, pick);
  expectSameQuestion(
    await contest(contestants, {
      what: 'radii of 1,000 random nodes',
      step: 'radii',
      args: [some],
      rounds: 3,
    }),
  );
  const all = { what: 'radii of all nodes', step: 'all', args: [LIMIT_MS], who: builders, rounds: 1 };
  explainStopped(await contest(contestants, all), input.nodes.length);
  const cuts = {
    what: 'cut sets to order 2 of all use cases',
    step: 'cuts',
    who: ['engine'],
    rounds: 3,
  } as const;
  figure('  sets', String((await contest(contestants, cuts)).values.engine));
}

/** The compilers have seen the code before it counts. */
async function askShared(contestants: Contestants, id: string, which: string): Promise<void> {
  for (const name of ALL) await contestants[name].ask('radii', Array(WARM_UP).fill(id));
  const what = `radius of the node that ${which}`;
  const outcome = await contest(contestants, { what, step: 'radius', args: [id], rounds: ROUNDS });
  expectSameQuestion(outcome);
  figure('  graphology takes', ratio(outcome, 'graphology'), '>= 20 x');
  figure('  the recursive CTE takes', ratio(outcome, 'cte'), '>= 50 x');
  figure('  over its own table', ratio(outcome, 'table'));
}

/** The others see no alternatives, so they count all above a node: all the same, and never less than what stops. */
function expectSameQuestion({ values }: Outcome): void {
  const [ours, ...others] = ALL.map((name) => [values[name]].flat() as number[]);
  const [reached] = others;
  const agree = others.every((other) => other.every((useCases, i) => useCases === reached![i]));
  if (!agree || ours!.some((stopped, i) => stopped > reached![i]!)) {
    throw new Error('the contenders do not answer the same question');
  }
}

function explainStopped({ values, times }: Outcome, nodes: number): void {
  for (const name of ['graphology', 'table'] as const) {
    const done = (values[name] as Progress).nodes;
    if (done >= nodes) continue;
    const how =
      done > 0
        ? `at ${done} nodes, all would take ${duration((times[name]![0]! * nodes) / done)}`
        : 'without an answer';
    figure(`  ${name === 'table' ? 'the recursive CTE' : name} was stopped`, how);
  }
}

/** In a process that has not done it before. */
async function fromScratch(database: EmbeddedServer): Promise<void> {
  const engine = ChildContender.start('./engine.ts', database.ownerUrl);
  try {
    await engine.rest();
    const { ms } = await engine.ask('fromScratch');
    figure('load, build, all radii, all cut sets: once, cold', duration(ms), '<= 60 s, with the scores');
    figure('  largest resident memory', `${engine.peakMiB().toFixed(0)} MiB`, '<= 1536 MiB');
  } finally {
    await engine.stop();
  }
}
