import type { Portfolio } from '../engine/graph/portfolio.js';
import { type Concentration, concentration, layerOfKinds } from '../engine/graph/shares.js';
import { type Axis, kindsOfAxis } from './axes.js';

/** How the weight is split over an axis; `layer` narrows to what components of one kind stand on. */
export function concentrationOn(portfolio: Portfolio, axis: Axis, layer: string | null): Concentration {
  const nodes = layerOfKinds(portfolio, kindsOfAxis(axis, layer ?? undefined));
  const through = layer === null || axis === 'component' ? undefined : layerOfKinds(portfolio, [layer]);
  return concentration(portfolio, nodes, through);
}
