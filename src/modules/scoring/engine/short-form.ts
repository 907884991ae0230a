import { bandOf, totalOf, weightsOf } from './combine.js';
import type { Tier } from './graph/graph-method.js';
import {
  type Band,
  byDomain,
  type Domain,
  DOMAINS,
  type GateCode,
  type Method,
  tierScale,
} from './method.js';

/** A score from its intermediate figures, for checking a calculation by hand. */
export interface ShortForm {
  readonly tier: Tier;
  /** Domain → E_d, 0…1; a domain that is left out is unknown: 1. */
  readonly exposures: Readonly<Partial<Record<Domain, number | null>>>;
  /** Domain → CE_d, 0…1; left out: 0. */
  readonly controlEffects: Readonly<Partial<Record<Domain, number | null>>>;
  /** Domains that do not apply. */
  readonly notApplicable: readonly string[];
  /** Gates whose condition is met; the floors follow from the tier. */
  readonly gates: Readonly<Partial<Record<GateCode, boolean>>>;
}

export interface ShortDomain {
  readonly code: Domain;
  readonly exposure: number | null;
  readonly controlEffect: number | null;
  readonly weight: number;
  readonly inherent: number | null;
  readonly residual: number | null;
  readonly part: number;
}

export interface ShortScore {
  readonly inherent: number;
  readonly residual: number;
  readonly reported: number;
  readonly band: Band;
  readonly worst: { readonly domain: Domain; readonly part: number };
  readonly domains: readonly ShortDomain[];
  readonly gates: readonly { readonly code: GateCode; readonly floor: number }[];
}

/** The combination of methodology 4.4 alone. The confidence is not known here, so G7 does not fire. */
export function scoreShortForm(input: ShortForm, method: Method): ShortScore {
  const skipped = new Set(input.notApplicable);
  const of = (domain: Domain, given: ShortForm['exposures'], otherwise: number): number | null =>
    skipped.has(domain) ? null : (given[domain] ?? otherwise);
  const exposures = byDomain((domain) => of(domain, input.exposures, 1));
  const effects = byDomain((domain) => of(domain, input.controlEffects, 0));
  const weights = weightsOf(method, exposures);
  const scale = 100 * tierScale(method, input.tier);
  const inherent = byDomain((domain) => (exposures[domain] === null ? null : scale * exposures[domain]));
  const residual = byDomain((domain) =>
    inherent[domain] === null ? null : inherent[domain] * (1 - (effects[domain] ?? 0)),
  );
  const total = totalOf(method, residual, weights);
  const gates = Object.entries(input.gates).flatMap(([code, met]) => {
    const floor = met ? floorAt(code as GateCode, input.tier, method) : null;
    return floor === null ? [] : [{ code: code as GateCode, floor }];
  });
  const reported = Math.max(total.value, ...gates.map(({ floor }) => floor));
  return {
    inherent: totalOf(method, inherent, weights).value,
    residual: total.value,
    reported,
    band: bandOf(method, reported),
    worst: { domain: total.worst, part: total.worstPart },
    domains: DOMAINS.map((code) => ({
      code,
      exposure: exposures[code],
      controlEffect: effects[code],
      weight: weights[code],
      inherent: inherent[code],
      residual: residual[code],
      part: total.parts[code],
    })),
    gates,
  };
}

/** The floor that a gate sets at a tier; null where the gate is not asked there. */
function floorAt(code: GateCode, tier: Tier, { floors }: Method): number | null {
  const high = tier === 'T1';
  const upper = high || tier === 'T2';
  switch (code) {
    case 'G7':
      return null;
    case 'G2':
    case 'G13':
      return high ? floors[code] : null;
    case 'G6':
      return high ? floors.G6.T1 : floors.G6.other;
    case 'G9':
      return high ? floors.G9.T1 : upper ? floors.G9.T2 : null;
    case 'G10':
      return upper ? floors.G10.upper : floors.G10.lower;
    default:
      return floors[code];
  }
}
