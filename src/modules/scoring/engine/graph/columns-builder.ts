import type { PortfolioColumns } from './columns.js';
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
  readonly #ownOperation: number[] = [];
  readonly #outOfService: number[] = [];
  readonly #useCaseIds: string[] = [];
  readonly #tiers: (Tier | 'unknown')[] = [];
  readonly #provisional: number[] = [];
  readonly #owners: string[] = [];
  readonly #k: number[] = [];
  readonly #starts: number[] = [];
  readonly #alternatives: string[] = [];
  readonly #counts: number[] = [];
  readonly #evidence: number[] = [];
  readonly #disclosure: number[] = [];
  /** Nodes that stand on something undisclosed, by what that is. */
  readonly #hidden = HIDDEN_FLAGS.map((hidden) => ({ ...hidden, owners: [] as string[] }));

  node(node: NodeInput): void {
    this.#nodeIds.push(node.id);
    this.#kinds.push(node.kind);
    this.#substitutability.push(node.substitutability ?? 'unknown');
    this.#ownOperation.push(node.operatedBy === 'firm' ? 1 : 0);
    this.#outOfService.push(node.outOfService === true ? 1 : 0);
    for (const { flag, owners } of this.#hidden) if (node[flag]) owners.push(node.id);
  }

  useCase({ id, tier, provisional }: UseCaseInput): void {
    this.#useCaseIds.push(id);
    this.#tiers.push(tier);
    this.#provisional.push(provisional ? 1 : 0);
  }

  requirement(of: string, k: number): void {
    this.#owners.push(of);
    this.#k.push(k);
    this.#starts.push(this.#alternatives.length);
  }

  alternative({ node, counts, evidence, upstreamDisclosed }: AlternativeInput): void {
    this.#alternatives.push(node);
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
    const numbers = new Map<string, number>();
    for (let i = 0; i < this.#nodeIds.length; i++) numbers.set(this.#nodeIds[i]!, i);
    const alternative = Int32Array.from(this.#alternatives, (id) => this.#numberOf(id, numbers));
    return {
      nodeIds: this.#nodeIds,
      kinds: this.#kinds,
      substitutability: this.#substitutability,
      ownOperation: Uint8Array.from(this.#ownOperation),
      outOfService: Uint8Array.from(this.#outOfService),
      useCaseIds: this.#useCaseIds,
      tiers: this.#tiers,
      provisional: Uint8Array.from(this.#provisional),
      rowOwner: this.#rowOwners(numbers),
      rowK: Int32Array.from(this.#k),
      rowStart: Int32Array.from([...this.#starts, this.#alternatives.length]),
      alternative,
      counts: Uint8Array.from(this.#counts),
      evidence: Uint8Array.from(this.#evidence),
      disclosure: Uint8Array.from(this.#disclosure),
    };
  }

  #numberOf(id: string, numbers: Map<string, number>): number {
    const known = numbers.get(id);
    if (known !== undefined) return known;
    if (!isReservedId(id)) throw new UnknownIdError(id);
    this.node({ id, kind: UNDISCLOSED_KIND });
    numbers.set(id, this.#nodeIds.length - 1);
    return this.#nodeIds.length - 1;
  }

  /** Use cases are numbered after all nodes, so their numbers are known last. */
  #rowOwners(nodes: ReadonlyMap<string, number>): Int32Array {
    const useCases = new Map(this.#useCaseIds.map((id, i) => [id, this.#nodeIds.length + i]));
    return Int32Array.from(this.#owners, (id) => {
      const vertex = nodes.get(id) ?? useCases.get(id);
      if (vertex === undefined) throw new UnknownIdError(id);
      return vertex;
    });
  }
}
