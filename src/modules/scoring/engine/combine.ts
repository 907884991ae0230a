import { rounded } from './gates.js';
import { type Band, type Domain, DOMAINS, type Method } from './method.js';

/** Domain → value; null where the domain does not apply. */
export type ByDomain = Readonly<Record<Domain, number | null>>;

/** The weights of the domains that apply: what does not apply gives its weight to M. */
export function weightsOf(method: Method, exposures: ByDomain): Readonly<Record<Domain, number>> {
  const weights = { ...method.weights };
  for (const domain of DOMAINS) {
    if (exposures[domain] !== null || domain === 'M') continue;
    weights.M += weights[domain];
    weights[domain] = 0;
  }
  return weights;
}

export interface Total {
  readonly value: number;
  /** The domain that is worst; concentration stays out of this. */
  readonly worst: Domain;
  /** Domain → its share of the total, 0…100; with the worst domain's part they add up to the value. */
  readonly parts: Readonly<Record<Domain, number>>;
  /** What the worst domain adds. */
  readonly worstPart: number;
}

/** total(X) = ½·max over {D,M,L,S,R,P} of X_d + ½·Σ w_d X_d. */
export function totalOf(method: Method, values: ByDomain, weights: Readonly<Record<Domain, number>>): Total {
  const candidates = DOMAINS.filter((domain) => domain !== 'C' && values[domain] !== null);
  const worst = candidates.reduce((a, b) => (values[b]! > values[a]! ? b : a));
  const worstPart = method.total.worst * (values[worst] ?? 0);
  const parts = Object.fromEntries(
    DOMAINS.map((domain) => [domain, method.total.mean * weights[domain] * (values[domain] ?? 0)]),
  ) as Record<Domain, number>;
  return { value: DOMAINS.reduce((sum, domain) => sum + parts[domain], worstPart), worst, parts, worstPart };
}

/** The band of a reported score. */
export function bandOf(method: Method, reported: number): Band {
  const value = rounded(reported);
  if (value >= method.bands.very_high) return 'very_high';
  if (value >= method.bands.high) return 'high';
  return value >= method.bands.medium ? 'medium' : 'low';
}
