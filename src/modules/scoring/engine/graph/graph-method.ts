/** The figures of the method that the graph reads. A firm's own version of the method hands in its own. */

export type Tier = 'T1' | 'T2' | 'T3' | 'T4';
export type Substitutability = 'easily' | 'medium' | 'highly_complex' | 'not_substitutable' | 'unknown';

export interface GraphMethod {
  /** κ: how much a use case of the tier weighs in a blast radius and in a share; > 0, falling from T1 to T4. */
  readonly tierWeights: Readonly<Record<Tier, number>>;
  /** σ in 0…1: how hard a node is to replace. `unknown` must be the highest. */
  readonly substitutability: Readonly<Record<Substitutability, number>>;
}

/** Methodology 4.4, "Tier" (κ) and the table of σ. */
export const GRAPH_METHOD_V1: GraphMethod = {
  tierWeights: { T1: 8, T2: 4, T3: 2, T4: 1 },
  substitutability: { easily: 0.25, medium: 0.5, highly_complex: 0.75, not_substitutable: 1, unknown: 1 },
};

/** What one use case counts for. */
export interface UseCaseWeight {
  /** Added to the numerator of a blast radius when the use case stops. */
  readonly stopped: number;
  /** Added to the denominator of every blast radius. */
  readonly total: number;
  /** Split over the nodes of a layer in a concentration. */
  readonly layer: number;
}

/**
 * Graph rule (e): while the tier is unknown or provisional the use case counts as the heaviest where it stops and as the
 * lightest in the whole, so that not knowing it can only raise a radius. A layer share has no such bias: there a
 * provisional tier counts as recorded (it is the higher one already) and an unknown one as the heaviest.
 */
export function useCaseWeight(
  tier: Tier | 'unknown',
  provisional: boolean,
  method: GraphMethod,
): UseCaseWeight {
  const all = Object.values(method.tierWeights);
  const heaviest = Math.max(...all);
  const layer = tier === 'unknown' ? heaviest : method.tierWeights[tier];
  if (tier === 'unknown' || provisional) return { stopped: heaviest, total: Math.min(...all), layer };
  return { stopped: layer, total: layer, layer };
}
