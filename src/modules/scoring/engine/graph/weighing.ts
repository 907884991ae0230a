import type { Portfolio } from './portfolio.js';

/**
 * The same graph with only some of its use cases weighing: the others stand in it and can stop, and count for nothing.
 * Only the weights are new; everything else is shared.
 */
export function withWeighing(portfolio: Portfolio, weighs: (useCase: number) => boolean): Portfolio {
  const only = (weights: Float64Array): Float64Array =>
    weights.map((weight, useCase) => (weighs(useCase) ? weight : 0));
  const totalWeight = only(portfolio.totalWeight);
  return {
    ...portfolio,
    stoppedWeight: only(portfolio.stoppedWeight),
    totalWeight,
    layerWeight: only(portfolio.layerWeight),
    allWeight: totalWeight.reduce((sum, weight) => sum + weight, 0),
  };
}
