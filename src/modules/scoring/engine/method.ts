import type { GraphMethod, Tier } from './graph/graph-method.js';

/**
 * The scoring method as data: everything that a firm may change is here, under a version; everything else is the shape of
 * the formulas, in the files of this folder. Methodology 4.4. All numbers are fractions 0…1 unless a comment says otherwise.
 */

export const DOMAINS = ['D', 'M', 'L', 'S', 'R', 'C', 'P'] as const;
/** Data leakage, Model, Legal, cyber and Supply chain, Reliance and continuity, Concentration, Provider assurance. */
export type Domain = (typeof DOMAINS)[number];

export const BANDS = ['low', 'medium', 'high', 'very_high'] as const;
export type Band = (typeof BANDS)[number];

export const TEST_NAMES = ['accuracy', 'bias', 'drift', 'promptVariation'] as const;
export type TestName = (typeof TEST_NAMES)[number];

export const GATE_CODES = [
  'G1',
  'G2',
  'G3',
  'G4',
  'G5',
  'G6',
  'G7',
  'G8',
  'G9',
  'G10',
  'G11',
  'G12',
  'G13',
] as const;
export type GateCode = (typeof GATE_CODES)[number];

/** Code → value; `unknown` is in every table and is nowhere lower than another code. */
export type Table = Readonly<Record<string, number>>;

export interface Method {
  readonly version: string;
  readonly tiers: Readonly<Record<Tier, TierFigures>>;
  /** S_u = base + slope · M_u. */
  readonly tierScale: { readonly base: number; readonly slope: number };
  /** Domain → weight; they add up to 1. */
  readonly weights: Readonly<Record<Domain, number>>;
  /** Domain → the largest effect that its controls may have. */
  readonly caps: Readonly<Record<Domain, number>>;
  /** Share of the worst domain, and of the weighted mean, in the total; they add up to 1. */
  readonly total: { readonly worst: number; readonly mean: number };
  /** Weights inside domains; each group adds up to 1. */
  readonly legal: Readonly<Record<'ip' | 'privacy' | 'terms', number>>;
  readonly component: Readonly<Record<'vulnerability' | 'provenance' | 'maintenance' | 'licence', number>>;
  /** K = (…) · (base + (1 − base) · privilege). */
  readonly privilegeBase: number;
  readonly tables: Readonly<Record<TableName, Table>>;
  /** What exploitation counts for: EPSS at least `from` → `value`; falling. Known exploited, and not known: 1. */
  readonly exploitation: readonly { readonly from: number; readonly value: number }[];
  /** Control → weight within its domain, in any unit: they are divided by the sum of those that apply. */
  readonly controls: Readonly<Record<Domain, Readonly<Record<string, number>>>>;
  readonly requiredTests: Readonly<Record<Tier, readonly TestName[]>>;
  readonly floors: GateFloors;
  /** G2: from this day after going live human review has to operate; below `operating` it does not. */
  readonly humanReview: { readonly days: number; readonly operating: number };
  /** G5 asks for a fallback of at least this much. */
  readonly fallbackNeeded: number;
  /** G8: so many T1 use cases stopped by one node. */
  readonly sharedHighRisk: number;
  /** Lower bound of a band, 0…100; `low` begins at 0. */
  readonly bands: Readonly<Record<Exclude<Band, 'low'>, number>>;
  readonly cadence: Cadence;
}

export interface TierFigures {
  /** M_u: materiality. */
  readonly materiality: number;
  /** κ: weight in a blast radius and a share, > 0. */
  readonly weight: number;
}

/** Floors on the reported score, 0…100. */
export interface GateFloors {
  readonly G1: number;
  readonly G2: number;
  readonly G3: number;
  readonly G4: number;
  readonly G5: number;
  readonly G6: { readonly T1: number; readonly other: number };
  /** Confidence below `below` (0…1) → floor; the first that holds. */
  readonly G7: readonly { readonly below: number; readonly floor: number }[];
  readonly G8: number;
  readonly G9: { readonly T1: number; readonly T2: number };
  readonly G10: { readonly upper: number; readonly lower: number };
  readonly G11: number;
  readonly G12: number;
  readonly G13: number;
}

export interface Cadence {
  /** Months between two due diligences, by tier. */
  readonly dueDiligenceMonths: Readonly<Record<Tier, number>>;
  /** Months between two monitoring runs, by band. */
  readonly monitoringMonths: Readonly<Record<Band, number>>;
  /** T1 is monitored at least this often, in months. */
  readonly monitoringMonthsT1: number;
}

export type TableName =
  | 'sensitivity'
  | 'mode'
  | 'retention'
  | 'trainingUse'
  | 'chain'
  | 'transparency'
  | 'modelRiskFramework'
  | 'pinning'
  | 'outcome'
  | 'ip'
  | 'privacy'
  | 'territory'
  | 'termsOfUse'
  | 'scan'
  | 'provenance'
  | 'maintenance'
  | 'licence'
  | 'privilege'
  | 'reliance'
  | 'substitutability'
  | 'interruption'
  | 'viability'
  | 'assurance'
  | 'auditRights'
  | 'skills'
  | 'fallbackEvidence';

/** S_u, the factor that a tier puts on every exposure. */
export function tierScale(method: Method, tier: Tier): number {
  return method.tierScale.base + method.tierScale.slope * method.tiers[tier].materiality;
}

/** The value of a code; a code that the table does not know counts as unknown. */
export function valueOf(method: Method, table: TableName, code: string): number {
  const values = method.tables[table];
  return values[code] ?? values['unknown'] ?? 1;
}

/** The code of a table that weighs least: what an unknown could turn out to be at best. */
export function mildest(method: Method, table: TableName): string {
  const codes = Object.entries(method.tables[table]);
  return codes.reduce((best, code) => (code[1] < best[1] ? code : best))[0];
}

/** What the graph reads of a method. */
export function graphMethodOf(method: Method): GraphMethod {
  const { T1, T2, T3, T4 } = method.tiers;
  return {
    tierWeights: { T1: T1.weight, T2: T2.weight, T3: T3.weight, T4: T4.weight },
    substitutability: method.tables.substitutability,
  };
}

/** Something of each domain. */
export function byDomain<T>(of: (domain: Domain) => T): Record<Domain, T> {
  return Object.fromEntries(DOMAINS.map((domain) => [domain, of(domain)])) as Record<Domain, T>;
}
