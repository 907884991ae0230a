import { DISCLOSURE, FALLBACK_EVIDENCE } from './fallback-evidence.js';
import type { Substitutability, Tier } from './graph-method.js';
import type { NodeInput, PortfolioInput } from './portfolio-input.js';
import {
  isReservedId,
  UNDISCLOSED_KIND,
  UNKNOWN_BASE_MODEL,
  UNKNOWN_PARENT,
  UNKNOWN_UPSTREAM,
  type HiddenId,
} from './node-kinds.js';

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

/** An id that names nothing. Callers validate first; the graph never guesses. */
export class UnknownIdError extends Error {
  constructor(readonly id: string) {
    super(`no node or use case has the id ${JSON.stringify(id)}`);
    this.name = 'UnknownIdError';
  }
}

/**
 * Turns a written portfolio into columns: interns the ids, adds the undisclosed nodes that are used, and one requirement
 * for each of their edges.
 * @throws UnknownIdError when a requirement names something that is not in the portfolio
 */
export function toColumns(input: PortfolioInput): PortfolioColumns {
  const { nodes: declared, useCases } = input;
  const { nodeIds, ...requirements } = requirementColumns(input);
  const hidden = nodeIds.length - declared.length;
  const fill = <T>(values: T[], value: T): T[] => values.concat(new Array<T>(hidden).fill(value));
  const flags = (of: (node: NodeInput) => boolean): Uint8Array =>
    Uint8Array.from({ length: nodeIds.length }, (_, i) => (i < declared.length && of(declared[i]!) ? 1 : 0));
  return {
    nodeIds,
    kinds: fill(
      declared.map((node) => node.kind),
      UNDISCLOSED_KIND,
    ),
    substitutability: fill(
      declared.map((node) => node.substitutability ?? 'unknown'),
      'unknown',
    ),
    ownOperation: flags((node) => node.operatedBy === 'firm'),
    outOfService: flags((node) => node.outOfService === true),
    useCaseIds: useCases.map((useCase) => useCase.id),
    tiers: useCases.map((useCase) => useCase.tier),
    provisional: Uint8Array.from(useCases, (useCase) => (useCase.provisional ? 1 : 0)),
    ...requirements,
  };
}

type RequirementColumns = Pick<
  PortfolioColumns,
  'nodeIds' | 'rowOwner' | 'rowK' | 'rowStart' | 'alternative' | 'counts' | 'evidence' | 'disclosure'
>;

/** Undisclosed nodes get their number when something first names them, which is after all declared ones. */
function requirementColumns(input: PortfolioInput): RequirementColumns {
  const nodeIds = input.nodes.map((node) => node.id);
  const nodes = new Map<string, number>();
  for (let i = 0; i < nodeIds.length; i++) nodes.set(nodeIds[i]!, i);
  const numberOf = (id: string): number => {
    const known = nodes.get(id);
    if (known !== undefined) return known;
    if (!isReservedId(id)) throw new UnknownIdError(id);
    nodes.set(id, nodeIds.length);
    return nodeIds.push(id) - 1;
  };

  const hidden = hiddenEdges(input.nodes);
  const rows = input.requirements.length + hidden.length;
  const edges = input.requirements.reduce((sum, row) => sum + row.alternatives.length, hidden.length);
  const columns = {
    nodeIds,
    rowOwner: new Int32Array(rows),
    rowK: new Int32Array(rows),
    rowStart: new Int32Array(rows + 1),
    alternative: new Int32Array(edges),
    counts: new Uint8Array(edges),
    evidence: new Uint8Array(edges),
    disclosure: new Uint8Array(edges),
  };
  let row = 0;
  let edge = 0;
  for (const requirement of input.requirements) {
    columns.rowK[row] = requirement.k;
    for (const { node, counts, evidence, upstreamDisclosed } of requirement.alternatives) {
      columns.alternative[edge] = numberOf(node);
      columns.evidence[edge] = FALLBACK_EVIDENCE.indexOf(evidence ?? 'unknown');
      columns.disclosure[edge] = DISCLOSURE.indexOf(upstreamDisclosed ?? 'unknown');
      columns.counts[edge++] = counts ? 1 : 0;
    }
    columns.rowStart[++row] = edge;
  }
  for (const { owner, id } of hidden) {
    columns.rowOwner[row] = owner;
    columns.rowK[row] = 1;
    columns.alternative[edge] = numberOf(id);
    columns.counts[edge++] = 1;
    columns.rowStart[++row] = edge;
  }
  writeOwners(input, nodes, nodeIds.length, columns.rowOwner);
  return columns;
}

/** Use cases are numbered after all nodes, so their numbers are known last. */
function writeOwners(
  input: PortfolioInput,
  nodes: ReadonlyMap<string, number>,
  nodeCount: number,
  rowOwner: Int32Array,
): void {
  const useCases = new Map(input.useCases.map(({ id }, i) => [id, nodeCount + i]));
  input.requirements.forEach(({ of: owner }, row) => {
    const vertex = nodes.get(owner) ?? useCases.get(owner);
    if (vertex === undefined) throw new UnknownIdError(owner);
    rowOwner[row] = vertex;
  });
}

function hiddenEdges(nodes: readonly NodeInput[]): { readonly owner: number; readonly id: HiddenId }[] {
  return HIDDEN_FLAGS.flatMap(({ flag, id }) =>
    nodes.flatMap((node, owner) => (node[flag] ? [{ owner, id }] : [])),
  );
}

const HIDDEN_FLAGS = [
  { flag: 'undisclosedUpstream', id: UNKNOWN_UPSTREAM },
  { flag: 'undisclosedParent', id: UNKNOWN_PARENT },
  { flag: 'undisclosedBaseModel', id: UNKNOWN_BASE_MODEL },
] as const;

/** Ids of the undisclosed nodes that the portfolio stands on, by a flag or by name. */
export function usedHiddenIds(input: PortfolioInput): ReadonlySet<string> {
  const used = new Set<string>(hiddenEdges(input.nodes).map(({ id }) => id));
  for (const { alternatives } of input.requirements) {
    for (const { node } of alternatives) if (isReservedId(node)) used.add(node);
  }
  return used;
}
