import { DISCLOSURE, FALLBACK_EVIDENCE } from './fallback-evidence.js';
import type { Portfolio } from './portfolio.js';
import { compareText } from './text-order.js';

/** First of what is hashed for a graph: another form is another version. */
export const CANONICAL_FORM = 'underpin-graph/2';

/** The vertices in the order of their ids, by UTF-16 code unit. */
export function canonicalOrder({ ids }: Portfolio): Int32Array {
  const order = Array.from(ids, (_, vertex) => vertex);
  return Int32Array.from(order.sort((a, b) => compareText(ids[a]!, ids[b]!)));
}

/**
 * The canonical text of one vertex: a line of JSON for itself, and one for each of its requirements, sorted. Two
 * portfolios have the same texts just when they describe the same graph: the order of nodes, use cases and requirements
 * does not matter, that of alternatives (their rank) does, and an undisclosed upstream reads the same as a flag and as a
 * requirement. The weights of the method are no part of it.
 */
export function canonicalText(portfolio: Portfolio, vertex: number): string {
  const { rowsOf } = portfolio;
  const lines: string[] = [];
  for (let row = rowsOf[vertex]!; row < rowsOf[vertex + 1]!; row++)
    lines.push(requirementLine(portfolio, row));
  lines.sort(compareText);
  return [vertexLine(portfolio, vertex), ...lines, ''].join('\n');
}

function vertexLine(portfolio: Portfolio, vertex: number): string {
  const { nodeCount, ids, kinds, substitutability, ownOperation, outOfService } = portfolio;
  if (vertex >= nodeCount) {
    const useCase = vertex - nodeCount;
    const { tiers, provisional } = portfolio;
    return JSON.stringify(['use_case', ids[vertex], tiers[useCase], provisional[useCase]]);
  }
  const facts = [substitutability[vertex], ownOperation[vertex], outOfService[vertex]];
  return JSON.stringify(['node', ids[vertex], kinds[vertex], ...facts]);
}

function requirementLine(
  { ids, rowK, rowStart, alternative, counts, evidence, disclosure }: Portfolio,
  row: number,
): string {
  const alternatives: unknown[] = [];
  for (let edge = rowStart[row]!; edge < rowStart[row + 1]!; edge++) {
    const known = [FALLBACK_EVIDENCE[evidence[edge]!], DISCLOSURE[disclosure[edge]!]];
    alternatives.push([ids[alternative[edge]!], counts[edge], ...known]);
  }
  return JSON.stringify(['requires', rowK[row], alternatives]);
}
