import type { Portfolio } from './portfolio.js';
import { compareText } from './text-order.js';

/** A hash is fed faster with few large pieces; the text of the whole graph at once would be tens of megabytes. */
const LINES_A_PIECE = 1000;

/**
 * The canonical text of a graph, in pieces to be hashed one after another as UTF-8. Two portfolios have the same text just
 * when they describe the same graph: the order of nodes, use cases and requirements does not matter, that of alternatives
 * (their rank) does, and an undisclosed upstream reads the same as a flag and as a requirement. One line a fact, sorted.
 * The weights of the method are no part of it.
 */
export function* canonicalText(portfolio: Portfolio): Generator<string, void, undefined> {
  yield 'underpin-graph/1\n';
  const lines = [...nodeLines(portfolio), ...useCaseLines(portfolio), ...requirementLines(portfolio)];
  lines.sort(compareText);
  for (let i = 0; i < lines.length; i += LINES_A_PIECE)
    yield `${lines.slice(i, i + LINES_A_PIECE).join('\n')}\n`;
}

function nodeLines({
  nodeCount,
  ids,
  kinds,
  substitutability,
  ownOperation,
  outOfService,
}: Portfolio): string[] {
  return Array.from({ length: nodeCount }, (_, n) =>
    JSON.stringify(['node', ids[n], kinds[n], substitutability[n], ownOperation[n], outOfService[n]]),
  );
}

function useCaseLines({ nodeCount, useCaseCount, ids, tiers, provisional }: Portfolio): string[] {
  return Array.from({ length: useCaseCount }, (_, u) =>
    JSON.stringify(['use_case', ids[nodeCount + u], tiers[u], provisional[u]]),
  );
}

function requirementLines(portfolio: Portfolio): string[] {
  const { ids, rowOwner, rowK, rowStart, alternative, counts } = portfolio;
  return Array.from({ length: rowK.length }, (_, row) => {
    const alternatives: [string, number][] = [];
    for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
      alternatives.push([ids[alternative[edge]!]!, counts[edge]!]);
    }
    return JSON.stringify(['requirement', ids[rowOwner[row]!], rowK[row], alternatives]);
  });
}
