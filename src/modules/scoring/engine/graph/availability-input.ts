import type { LocalView, LocalViews } from './local-view.js';
import { canBeCut, MANUAL_PROCEDURE } from './node-kinds.js';
import type { Portfolio } from './portfolio.js';
import type { NodeInput, PortfolioInput, RequirementInput } from './portfolio-input.js';

/** What a node has of which no availability is known (methodology 4.2): a judgement, not data. */
export const UNKNOWN_AVAILABILITY = 0.99;

/** A portfolio with what is known of how often its nodes work. */
export interface AvailabilityInput extends PortfolioInput {
  readonly nodes: readonly AvailableNodeInput[];
  readonly requirements: readonly JointRequirementInput[];
}

export interface AvailableNodeInput extends NodeInput {
  /** Share of the time in which the node itself works, what it stands on aside; 0…1. Absent = unknown. */
  readonly availability?: number;
}

export interface JointRequirementInput extends RequirementInput {
  /** β: share of the failures of its alternatives that hits all of them at once; 0…1. Absent = 0. */
  readonly beta?: number;
}

/** The figures of a portfolio: the probability that a node itself has failed, and the beta factor of a row. */
export interface AvailabilityFigures {
  /** Node → 0…1. What it stands on is not in it. */
  readonly unavailability: Float64Array;
  /** Row → β, 0…1. */
  readonly beta: Float64Array;
}

/** The figures of a written portfolio; without one, nothing is known of any node. */
export function figuresOf(portfolio: Portfolio, input?: AvailabilityInput): AvailabilityFigures {
  const { nodeCount, ids, kinds, rowSource } = portfolio;
  return {
    unavailability: Float64Array.from({ length: nodeCount }, (_, node) => {
      if (kinds[node] === MANUAL_PROCEDURE) return 0;
      // Parents and base models do not break by themselves: only a caller who says so makes them fail.
      const unstated = canBeCut(ids[node]!, kinds[node]!) ? UNKNOWN_AVAILABILITY : 1;
      return 1 - (input?.nodes[node]?.availability ?? unstated);
    }),
    beta: Float64Array.from(rowSource, (source) => input?.requirements[source]?.beta ?? 0),
  };
}

/** How available is one use case? Plain data, cut out of its portfolio. */
export interface AvailabilityQuestion {
  readonly view: LocalView;
  /** Local number → probability that it itself has failed; 0 for the use case. */
  readonly unavailability: Float64Array;
  /** Row of the view → β. */
  readonly beta: Float64Array;
}

/** Cuts a vertex out of its portfolio with its figures; it must not have failed from the start. */
export function questionOf(
  portfolio: Portfolio,
  figures: AvailabilityFigures,
  views: LocalViews,
  vertex: number,
): AvailabilityQuestion {
  const view = views.of(vertex);
  const beta = new Float64Array(view.rows.length);
  view.rowsOf.forEach((rows, local) => {
    const first = portfolio.rowsOf[view.vertices[local]!]!;
    rows.forEach((row, i) => (beta[row] = figures.beta[first + i]!));
  });
  return {
    view,
    unavailability: Float64Array.from(view.vertices, (node) => figures.unavailability[node] ?? 0),
    beta,
  };
}
