/* A process that asks our graph engine. */
import { Pool } from 'pg';
import { registerColumns } from '../../../src/modules/scoring/domain/register-graph.js';
import {
  blastRadiusOf,
  blastRadiusOfAll,
  radiusScratch,
} from '../../../src/modules/scoring/engine/graph/blast-radius.js';
import { cutSets } from '../../../src/modules/scoring/engine/graph/cut-sets.js';
import type { Scratch } from '../../../src/modules/scoring/engine/graph/failure.js';
import {
  buildFromColumns,
  type Portfolio,
  portfolioBytes,
} from '../../../src/modules/scoring/engine/graph/portfolio.js';
import {
  type LoadedFacts,
  RegisterGraphReadModel,
} from '../../../src/modules/scoring/persistence/register-graph.read-model.js';
import { ReadDatabase } from '../../../src/platform/database/read-database.js';
import { answer } from './answer.js';
import type { Progress } from './contender.js';

/** All use cases of a large register have more than one answer of the API may hold. */
const MANY_SETS = 5_000_000;
const TODAY = new Date().toISOString().slice(0, 10);

const pool = new Pool({ connectionString: process.env['DATABASE_URL'], max: 1, options: '-c TimeZone=UTC' });
const readModel = new RegisterGraphReadModel(pool, new ReadDatabase(pool, pool));
process.on('disconnect', () => void pool.end());

let facts: LoadedFacts | undefined;
let portfolio: Portfolio;
let scratch: Scratch;
/** Facts of registers of several sizes, for the curve. */
const sizes = new Map<number, LoadedFacts>();

async function load(): Promise<void> {
  facts = undefined;
  facts = await readModel.load(null, null);
}

function build(): void {
  portfolio = buildFromColumns(registerColumns(facts!, TODAY));
}

function prepare(): void {
  scratch = radiusScratch(portfolio);
}

const radius = (id: string): number =>
  blastRadiusOf(portfolio, portfolio.indexOf.get(id)!, scratch).stopped.length;

function all(): Progress {
  return { nodes: blastRadiusOfAll(portfolio).share.length };
}

const cuts = (): number =>
  [...cutSets(portfolio, 2, { maxSets: MANY_SETS }).values()].reduce((sum, sets) => sum + sets.length, 0);

answer({
  load,
  build,
  prepare,
  radius,
  radii: (ids: readonly string[]) => ids.map(radius),
  all,
  cuts,
  forget: () => void (facts = undefined),
  bytes: () => portfolioBytes(portfolio) / portfolio.alternative.length,
  keep: (size: number) => void sizes.set(size, facts!),
  buildCost: (size: number) => {
    facts = sizes.get(size);
    const before = process.cpuUsage();
    build();
    const { user, system } = process.cpuUsage(before);
    return (user + system) * 1000;
  },
  lookUpCost: (size: number) => lookUpCost(sizes.get(size)!),
  radiusCost: (id: string, rounds: number) => radiusCost(id, rounds),
  fromScratch: async () => {
    await load();
    build();
    facts = undefined;
    all();
    return cuts();
  },
});

/**
 * Nanoseconds of processor time to look up once whoever is named, in an index that is there: the least that drawing
 * what was loaded can cost.
 */
function lookUpCost({ components, useCases, requirements }: LoadedFacts): number {
  const numbers = new Map([...components, ...useCases].map(({ id }, i) => [id, i]));
  const before = process.cpuUsage();
  let unknown = 0;
  for (const { of, alternatives } of requirements) {
    if (!numbers.has(of)) unknown++;
    for (const { componentId } of alternatives) {
      if (componentId !== null && !numbers.has(componentId)) unknown++;
    }
  }
  const { user, system } = process.cpuUsage(before);
  if (unknown > 0) throw new Error(`${unknown} names that name nothing`);
  return (user + system) * 1000;
}

/** Nanoseconds of a radius for each edge that it looks at, at its fastest. */
function radiusCost(id: string, rounds: number): { nanoseconds: number; edges: number } {
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    radius(id);
    times.push(performance.now() - started);
  }
  let edges = 0;
  for (const vertex of scratch.order.subarray(scratch.baseline, scratch.count)) {
    if (vertex < portfolio.nodeCount) edges += portfolio.usedFrom[vertex + 1]! - portfolio.usedFrom[vertex]!;
  }
  return { nanoseconds: (Math.min(...times) * 1e6) / edges, edges };
}
