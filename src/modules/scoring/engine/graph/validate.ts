import { usedHiddenIds } from './columns.js';
import { isReservedId } from './node-kinds.js';
import type { PortfolioInput } from './portfolio-input.js';

export type PortfolioProblemCode =
  | 'too_many'
  | 'reserved_id'
  | 'duplicate_id'
  | 'unknown_id'
  | 'k_below_one'
  | 'k_above_alternatives'
  | 'order_out_of_range'
  | 'requires_nothing'
  | 'range'
  | 'never_fails';

/** One thing that is wrong: where in the request (RFC 6901), and what. */
export interface PortfolioProblem {
  readonly pointer: string;
  readonly code: PortfolioProblemCode;
  readonly params?: Readonly<Record<string, string | number>>;
}

export interface PortfolioLimits {
  readonly nodes: number;
  readonly useCases: number;
  /** Alternatives of all requirements together. */
  readonly alternatives: number;
}

export const PORTFOLIO_LIMITS: PortfolioLimits = { nodes: 10_000, useCases: 10_000, alternatives: 200_000 };

/** More are not listed: who has so many has one mistake many times. */
export const MOST_PROBLEMS = 100;

/**
 * Everything that keeps a foreign portfolio from being a graph; an empty list means that it can be built and simulated.
 * Types, enumerations and lengths of texts are taken as checked. An alternative named twice in one requirement is refused:
 * one thing is not its own fallback. A node named twice in `failed` is not: it has failed, and that is all.
 */
export function validatePortfolio(
  input: PortfolioInput,
  failed: readonly string[] = [],
  maxOrder = 1,
  limits: PortfolioLimits = PORTFOLIO_LIMITS,
): PortfolioProblem[] {
  const oversize = sizeProblems(input, limits);
  if (oversize.length > 0) return oversize;
  const ids = new Set<string>();
  const problems = [...declaredIds(input, ids)];
  const nodes = new Set([...input.nodes.map((node) => node.id), ...usedHiddenIds(input)]);
  for (const problem of requirementProblems(input, ids, nodes)) {
    if (problems.push(problem) >= MOST_PROBLEMS) return problems;
  }
  failed.forEach((id, i) => {
    if (!nodes.has(id)) problems.push({ pointer: `/failed/${i}`, code: 'unknown_id', params: { id } });
  });
  if (!Number.isInteger(maxOrder) || maxOrder < 1 || maxOrder > 3) {
    problems.push({ pointer: '/maxOrder', code: 'order_out_of_range', params: { least: 1, most: 3 } });
  }
  return problems.slice(0, MOST_PROBLEMS);
}

function sizeProblems(input: PortfolioInput, limits: PortfolioLimits): PortfolioProblem[] {
  const alternatives = input.requirements.reduce((sum, row) => sum + row.alternatives.length, 0);
  const sizes = [
    { pointer: '/nodes', size: input.nodes.length, most: limits.nodes },
    { pointer: '/useCases', size: input.useCases.length, most: limits.useCases },
    { pointer: '/requirements', size: alternatives, most: limits.alternatives },
  ];
  return sizes
    .filter(({ size, most }) => size > most)
    .map(({ pointer, most }) => ({ pointer, code: 'too_many', params: { most } }));
}

/** Nodes and use cases share one space of ids, because a requirement names either. Fills `ids`. */
function* declaredIds(input: PortfolioInput, ids: Set<string>): Generator<PortfolioProblem> {
  const declared = [
    ...input.nodes.map(({ id }, i) => ({ id, pointer: `/nodes/${i}/id` })),
    ...input.useCases.map(({ id }, i) => ({ id, pointer: `/useCases/${i}/id` })),
  ];
  for (const { id, pointer } of declared) {
    if (isReservedId(id)) yield { pointer, code: 'reserved_id', params: { id } };
    else if (ids.has(id)) yield { pointer, code: 'duplicate_id', params: { id } };
    ids.add(id);
  }
}

function* requirementProblems(
  input: PortfolioInput,
  owners: ReadonlySet<string>,
  nodes: ReadonlySet<string>,
): Generator<PortfolioProblem> {
  for (const [i, { of: owner, k, alternatives }] of input.requirements.entries()) {
    const at = `/requirements/${i}`;
    if (!owners.has(owner) || isReservedId(owner)) {
      yield { pointer: `${at}/of`, code: 'unknown_id', params: { id: owner } };
    }
    if (!Number.isInteger(k) || k < 1) yield { pointer: `${at}/k`, code: 'k_below_one' };
    else if (k > alternatives.length) {
      yield { pointer: `${at}/k`, code: 'k_above_alternatives', params: { most: alternatives.length } };
    }
    const named = new Set<string>();
    for (const [j, { node }] of alternatives.entries()) {
      const pointer = `${at}/alternatives/${j}/node`;
      if (!nodes.has(node)) yield { pointer, code: 'unknown_id', params: { id: node } };
      else if (named.has(node)) yield { pointer, code: 'duplicate_id', params: { id: node } };
      named.add(node);
    }
  }
}
