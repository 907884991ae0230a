import type { Disclosure, FallbackEvidence } from './fallback-evidence.js';
import type { Substitutability, Tier } from './graph-method.js';
import { MANUAL_PROCEDURE } from './node-kinds.js';
import type { NodeInput, PortfolioInput } from './portfolio-input.js';

/** The dependencies around one subject, as somebody writes them down to have it scored. */
export interface WrittenGraph {
  /** Id of the use case that is scored, and of the nodes of its arrangement. */
  readonly subject: string;
  readonly arrangement: readonly string[];
  readonly useCases: readonly WrittenUseCase[];
  readonly nodes: readonly WrittenNode[];
  readonly requirements: readonly WrittenRequirement[];
}

export interface WrittenUseCase {
  readonly id: string;
  readonly tier: Tier | 'unknown';
  readonly provisional?: boolean;
}

export interface WrittenNode {
  readonly id: string;
  readonly kind: string;
  readonly operatedBy?: 'firm' | 'other' | 'unknown';
  readonly substitutability?: Substitutability;
  /** What the supplier does not say: where it runs, whose it is, what it is built on. */
  readonly undisclosed?: readonly ('host' | 'parent' | 'base_model')[];
}

export interface WrittenRequirement {
  readonly of: string;
  readonly k: number;
  /** By rank; the first k are what it normally stands on, the others what it may fall back on. */
  readonly alternatives: readonly WrittenAlternative[];
}

export interface WrittenAlternative {
  readonly node: string;
  readonly evidence?: FallbackEvidence;
  readonly upstreamDisclosed?: Disclosure;
}

/** A fallback counts from here on: tested, if only as slower than is tolerated (graph rule a). */
const EVIDENCED = 0.5;

/**
 * The portfolio of a written graph. A fallback counts when it was tested, and neither it nor what it stands on is
 * undisclosed (graph rule a).
 * @param evidence φ of each kind of evidence
 */
export function portfolioOf(
  graph: WrittenGraph,
  evidence: Readonly<Record<FallbackEvidence, number>>,
): PortfolioInput {
  const hidden = standingOnUndisclosed(graph);
  const kinds = new Map(graph.nodes.map(({ id, kind }) => [id, kind]));
  const counts = ({ node, evidence: tried, upstreamDisclosed }: WrittenAlternative): boolean =>
    evidence[tried ?? 'unknown'] >= EVIDENCED &&
    (kinds.get(node) === MANUAL_PROCEDURE || (upstreamDisclosed === 'yes' && !hidden.has(node)));
  return {
    nodes: graph.nodes.map(nodeInput),
    requirements: graph.requirements.map(({ of, k, alternatives }) => ({
      of,
      k,
      alternatives: alternatives.map((alternative, i) => ({
        node: alternative.node,
        counts: i < k || counts(alternative),
        evidence: alternative.evidence,
        upstreamDisclosed: alternative.upstreamDisclosed,
      })),
    })),
    useCases: graph.useCases,
  };
}

function nodeInput({ id, kind, operatedBy, substitutability, undisclosed = [] }: WrittenNode): NodeInput {
  return {
    id,
    kind,
    operatedBy: operatedBy ?? 'unknown',
    substitutability: substitutability ?? 'unknown',
    undisclosedUpstream: undisclosed.includes('host'),
    undisclosedParent: undisclosed.includes('parent'),
    undisclosedBaseModel: undisclosed.includes('base_model'),
  };
}

/** Nodes that stand on an undisclosed host, through what they normally require. */
function standingOnUndisclosed({ nodes, requirements }: WrittenGraph): ReadonlySet<string> {
  const dependents = new Map<string, string[]>();
  for (const { of, k, alternatives } of requirements) {
    for (const { node } of alternatives.slice(0, k))
      dependents.set(node, [...(dependents.get(node) ?? []), of]);
  }
  const hidden = new Set(
    nodes.filter(({ undisclosed }) => undisclosed?.includes('host')).map(({ id }) => id),
  );
  for (const id of hidden) for (const dependent of dependents.get(id) ?? []) hidden.add(dependent);
  return hidden;
}

/** The same graph with everything unknown at its best: nothing undisclosed, everything easy to leave, tried, our own. */
export function atBest(graph: WrittenGraph): WrittenGraph {
  return {
    ...graph,
    useCases: graph.useCases.map(({ id, tier, provisional }) => ({
      id,
      tier: tier === 'unknown' || provisional ? 'T4' : tier,
    })),
    nodes: graph.nodes.map(({ id, kind, operatedBy = 'unknown', substitutability = 'unknown' }) => ({
      id,
      kind,
      operatedBy: operatedBy === 'unknown' ? 'firm' : operatedBy,
      substitutability: substitutability === 'unknown' ? 'easily' : substitutability,
    })),
    requirements: graph.requirements.map((requirement) => ({
      ...requirement,
      alternatives: requirement.alternatives.map(
        ({ node, evidence = 'unknown', upstreamDisclosed = 'unknown' }) => ({
          node,
          evidence: evidence === 'unknown' ? 'tested_in_tolerance' : evidence,
          upstreamDisclosed: upstreamDisclosed === 'unknown' ? 'yes' : upstreamDisclosed,
        }),
      ),
    })),
  };
}
