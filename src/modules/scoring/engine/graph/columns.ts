import { ColumnsBuilder, HIDDEN_FLAGS } from './columns-builder.js';
import type { Substitutability, Tier } from './graph-method.js';
import { isReservedId } from './node-kinds.js';
import type { PortfolioInput } from './portfolio-input.js';

/**
 * A portfolio by columns: what a loader that reads hundreds of thousands of rows can fill without an object a row.
 * A vertex is a number: the nodes first (0 … n−1), then the use cases (n …). Undisclosed nodes are nodes like others,
 * listed under their reserved id.
 */
export interface PortfolioColumns {
  readonly nodeIds: readonly string[];
  readonly kinds: readonly string[];
  readonly substitutability: readonly Substitutability[];
  /** 1 = operated by the firm itself. */
  readonly ownOperation: Uint8Array;
  /** 1 = has failed before anything else does. */
  readonly outOfService: Uint8Array;
  readonly useCaseIds: readonly string[];
  readonly tiers: readonly (Tier | 'unknown')[];
  readonly provisional: Uint8Array;
  /** Requirement → vertex that needs it, in any order. */
  readonly rowOwner: Int32Array;
  /** Requirement → how many alternatives it needs. */
  readonly rowK: Int32Array;
  /** Requirement r has the alternatives `rowStart[r] … rowStart[r + 1] − 1`, by rank. */
  readonly rowStart: Int32Array;
  /** Alternative → node. */
  readonly alternative: Int32Array;
  /** Alternative → 1 when something may rest on it. */
  readonly counts: Uint8Array;
  /** Alternative → index in FALLBACK_EVIDENCE, and in DISCLOSURE. */
  readonly evidence: Uint8Array;
  readonly disclosure: Uint8Array;
}

/**
 * Turns a written portfolio into columns.
 * @throws UnknownIdError when a requirement names something that is not in the portfolio
 */
export function toColumns({ nodes, requirements, useCases }: PortfolioInput): PortfolioColumns {
  const builder = new ColumnsBuilder();
  nodes.forEach((node) => builder.node(node));
  useCases.forEach((useCase) => builder.useCase(useCase));
  for (const { of, k, alternatives } of requirements) {
    builder.requirement(of, k);
    alternatives.forEach((alternative) => builder.alternative(alternative));
  }
  return builder.build();
}

/** Ids of the undisclosed nodes that the portfolio stands on, by a flag or by name. */
export function usedHiddenIds(input: PortfolioInput): ReadonlySet<string> {
  const used = new Set<string>(
    input.nodes.flatMap((node) => HIDDEN_FLAGS.flatMap(({ flag, id }) => (node[flag] ? [id] : []))),
  );
  for (const { alternatives } of input.requirements) {
    for (const { node } of alternatives) if (isReservedId(node)) used.add(node);
  }
  return used;
}
