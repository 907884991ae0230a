import { createScratch } from '../../../src/modules/scoring/engine/graph/failure.js';
import { LocalViews } from '../../../src/modules/scoring/engine/graph/local-view.js';
import { buildPortfolio, type Portfolio } from '../../../src/modules/scoring/engine/graph/portfolio.js';
import type { PortfolioInput } from '../../../src/modules/scoring/engine/graph/portfolio-input.js';
import { strongComponents } from '../../../src/modules/scoring/engine/graph/strong-components.js';

/** What a generated register looks like, to be held against what it should look like. */
export interface Shape {
  /** Nodes that a use case stands on, by alternatives that count. */
  readonly closureMedian: number;
  readonly closureP99: number;
  /** Part of the requirements that name more than one. */
  readonly withAlternatives: number;
  /** Sets of nodes that need each other, and the size of the largest. */
  readonly rings: number;
  readonly largestRing: number;
  /** How many requirements name a host: the one in the middle, and the one at the 99th percentile. */
  readonly hostMedian: number;
  readonly hostP99: number;
  /** The node that most requirements name, and the one that most use cases stand on. */
  readonly mostNamed: SharedNode;
  readonly mostStoodOn: SharedNode;
}

export interface SharedNode {
  readonly id: string;
  readonly named: number;
  readonly useCases: number;
}

export function shapeOf(input: PortfolioInput): Shape {
  const portfolio = buildPortfolio(input);
  const closures = closureSizes(portfolio);
  const named = timesNamed(portfolio);
  const stood = useCasesAbove(portfolio);
  const node = (index: number): SharedNode => ({
    id: portfolio.ids[index]!,
    named: named[index]!,
    useCases: stood[index]!,
  });
  const several = input.requirements.filter((row) => row.alternatives.length > 1).length;
  const rings = ringsOf(portfolio);
  const hosts = [...named].filter((_, i) => portfolio.kinds[i] === 'hosting').sort((a, b) => a - b);
  return {
    closureMedian: quantile(closures, 0.5),
    closureP99: quantile(closures, 0.99),
    withAlternatives: several / input.requirements.length,
    rings: rings.length,
    largestRing: Math.max(0, ...rings.map((ring) => ring.length)),
    hostMedian: quantile(hosts, 0.5),
    hostP99: quantile(hosts, 0.99),
    mostNamed: node(largest(named)),
    mostStoodOn: node(largest(stood)),
  };
}

function closureSizes(portfolio: Portfolio): number[] {
  const views = new LocalViews(createScratch(portfolio, false), {});
  return Array.from(
    { length: portfolio.useCaseCount },
    (_, u) => views.of(portfolio.nodeCount + u).vertices.length - 1,
  ).sort((a, b) => a - b);
}

function timesNamed(portfolio: Portfolio): Int32Array {
  const named = new Int32Array(portfolio.nodeCount);
  portfolio.alternative.forEach((node) => named[node]!++);
  return named;
}

/** Node → use cases that it can be reached from, over alternatives that count. */
function useCasesAbove(portfolio: Portfolio): Int32Array {
  const above = new Int32Array(portfolio.nodeCount);
  const seen = new Int32Array(portfolio.ids.length).fill(-1);
  for (let node = 0; node < portfolio.nodeCount; node++) {
    const reached = [node];
    seen[node] = node;
    for (const vertex of reached) {
      if (vertex >= portfolio.nodeCount) {
        above[node]!++;
        continue;
      }
      for (let use = portfolio.usedFrom[vertex]!; use < portfolio.usedFrom[vertex + 1]!; use++) {
        const owner = portfolio.rowOwner[portfolio.usedIn[use]!]!;
        if (seen[owner] === node) continue;
        seen[owner] = node;
        reached.push(owner);
      }
    }
  }
  return above;
}

function ringsOf(portfolio: Portfolio): number[][] {
  const { rowsOf, rowStart, alternative, nodeCount } = portfolio;
  const next = (node: number): number[] => [
    ...alternative.subarray(rowStart[rowsOf[node]!], rowStart[rowsOf[node + 1]!]),
  ];
  return strongComponents(Array(nodeCount).keys(), next).filter((ring) => ring.length > 1);
}

function largest(values: Int32Array): number {
  return values.reduce((best, value, i) => (value > values[best]! ? i : best), 0);
}

function quantile(ascending: readonly number[], part: number): number {
  return ascending[Math.floor((ascending.length - 1) * part)] ?? 0;
}
