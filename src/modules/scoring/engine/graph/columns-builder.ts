import type { PortfolioColumns } from './columns.js';
import { bytes, integers } from './growing-column.js';
import { DISCLOSURE, FALLBACK_EVIDENCE } from './fallback-evidence.js';
import type { Substitutability, Tier } from './graph-method.js';
import {
  isReservedId,
  UNDISCLOSED_KIND,
  UNKNOWN_BASE_MODEL,
  UNKNOWN_PARENT,
  UNKNOWN_UPSTREAM,
} from './node-kinds.js';
import type { AlternativeInput, NodeInput, UseCaseInput } from './portfolio-input.js';

/** By which flag of a node it stands on which undisclosed node, in the order in which their edges are drawn. */
export const HIDDEN_FLAGS = [
  { flag: 'undisclosedUpstream', id: UNKNOWN_UPSTREAM },
  { flag: 'undisclosedParent', id: UNKNOWN_PARENT },
  { flag: 'undisclosedBaseModel', id: UNKNOWN_BASE_MODEL },
] as const;

/** Takes a portfolio down one thing after another; what is named may be declared later. */
export interface PortfolioSink {
  node(node: NodeInput): void;
  useCase(useCase: UseCaseInput): void;
  /** Begins a requirement of a node or use case. */
  requirement(of: string, k: number): void;
  /** The next alternative, by rank, of the requirement begun last. */
  alternative(alternative: AlternativeInput): void;
}

/** An id that names nothing. Callers validate first; the graph never guesses. */
export class UnknownIdError extends Error {
  constructor(readonly id: string) {
    super(`no node or use case has the id ${JSON.stringify(id)}`);
    this.name = 'UnknownIdError';
  }
}

/** Writes a portfolio by columns, without an object for any of its hundreds of thousands of rows. */
export class ColumnsBuilder implements PortfolioSink {
  readonly #nodeIds: string[] = [];
  readonly #kinds: string[] = [];
  readonly #substitutability: Substitutability[] = [];
  readonly #ownOperation = bytes();
  readonly #outOfService = bytes();
  readonly #useCaseIds: string[] = [];
  readonly #tiers: (Tier | 'unknown')[] = [];
  readonly #provisional = bytes();
  /** A node by its number, a use case as −1 − its own: use cases are numbered after all nodes. */
  readonly #owners = integers();
  readonly #k = integers();
  readonly #starts = integers();
  readonly #alternatives = integers();
  readonly #counts = bytes();
  readonly #evidence = bytes();
  readonly #disclosure = bytes();
  readonly #nodes = new Map<string, number>();
  readonly #useCases = new Map<string, number>();
  /** What was named before it was declared: where, and by which id. */
  readonly #lateOwners: Late[] = [];
  readonly #lateAlternatives: Late[] = [];
  /** The owner that was looked up last: the requirements of one stand together, as a rule. */
  #lastOf = '';
  #lastOwner: number | undefined;
  /** Nodes that stand on something undisclosed, by what that is. */
  readonly #hidden = HIDDEN_FLAGS.map((hidden) => ({ ...hidden, owners: [] as string[] }));

  node(node: NodeInput): void {
    this.#nodes.set(node.id, this.#nodeIds.length);
    this.#nodeIds.push(node.id);
    this.#kinds.push(node.kind);
    this.#substitutability.push(node.substitutability ?? 'unknown');
    this.#ownOperation.push(node.operatedBy === 'firm' ? 1 : 0);
    this.#outOfService.push(node.outOfService === true ? 1 : 0);
    for (const { flag, owners } of this.#hidden) if (node[flag]) owners.push(node.id);
  }

  useCase({ id, tier, provisional }: UseCaseInput): void {
    this.#useCases.set(id, this.#useCaseIds.length);
    this.#useCaseIds.push(id);
    this.#tiers.push(tier);
    this.#provisional.push(provisional ? 1 : 0);
  }

  requirement(of: string, k: number): void {
    const owner = of === this.#lastOf ? this.#lastOwner : this.#ownerOf(of);
    this.#lastOf = of;
    this.#lastOwner = owner;
    if (owner === undefined) this.#lateOwners.push({ at: this.#owners.length, id: of });
    this.#owners.push(owner ?? 0);
    this.#k.push(k);
    this.#starts.push(this.#alternatives.length);
  }

  alternative({ node, counts, evidence, upstreamDisclosed }: AlternativeInput): void {
    const number = this.#nodes.get(node);
    if (number === undefined) this.#lateAlternatives.push({ at: this.#alternatives.length, id: node });
    this.#alternatives.push(number ?? 0);
    this.#counts.push(counts ? 1 : 0);
    this.#evidence.push(FALLBACK_EVIDENCE.indexOf(evidence ?? 'unknown'));
    this.#disclosure.push(DISCLOSURE.indexOf(upstreamDisclosed ?? 'unknown'));
  }

  /**
   * The undisclosed nodes in use come after all declared ones, in the order in which something first names them, and one
   * requirement for each of their edges after all others.
   * @throws UnknownIdError when a requirement names something that is not in the portfolio
   */
  build(): PortfolioColumns {
    for (const { id, owners } of this.#hidden) {
      for (const owner of owners) {
        this.requirement(owner, 1);
        this.alternative({ node: id, counts: true });
      }
      owners.length = 0;
    }
    for (const { at, id } of this.#lateAlternatives) this.#alternatives.put(at, this.#numberOf(id));
    for (const { at, id } of this.#lateOwners) {
      const owner = this.#ownerOf(id);
      if (owner === undefined) throw new UnknownIdError(id);
      this.#owners.put(at, owner);
    }
    this.#starts.push(this.#alternatives.length);
    return {
      nodeIds: this.#nodeIds,
      kinds: this.#kinds,
      substitutability: this.#substitutability,
      ownOperation: this.#ownOperation.taken(),
      outOfService: this.#outOfService.taken(),
      useCaseIds: this.#useCaseIds,
      tiers: this.#tiers,
      provisional: this.#provisional.taken(),
      rowOwner: this.#rowOwners(),
      rowK: this.#k.taken(),
      rowStart: this.#starts.taken(),
      alternative: this.#alternatives.taken(),
      counts: this.#counts.taken(),
      evidence: this.#evidence.taken(),
      disclosure: this.#disclosure.taken(),
    };
  }

  /** An undisclosed node is declared by being named. */
  #numberOf(id: string): number {
    if (isReservedId(id) && !this.#nodes.has(id)) this.node({ id, kind: UNDISCLOSED_KIND });
    const number = this.#nodes.get(id);
    if (number === undefined) throw new UnknownIdError(id);
    return number;
  }

  #ownerOf(id: string): number | undefined {
    const node = this.#nodes.get(id);
    if (node !== undefined) return node;
    const useCase = this.#useCases.get(id);
    return useCase === undefined ? undefined : -1 - useCase;
  }

  /** By vertices. */
  #rowOwners(): Int32Array {
    const owners = this.#owners.taken();
    const nodes = this.#nodeIds.length;
    for (let row = 0; row < owners.length; row++) {
      const owner = owners[row]!;
      if (owner < 0) owners[row] = nodes - 1 - owner;
    }
    return owners;
  }
}

interface Late {
  readonly at: number;
  readonly id: string;
}
