import { withWorst } from './among.js';
import { applicable, type NotApplying, type RefusedClaim } from './applicable.js';
import { clocks, type Clocks, isAssessable, isMonitoringDue, withoutMonitoring } from './cadence.js';
import { bandOf, totalOf, weightsOf } from './combine.js';
import { confidence, type Known } from './confidence.js';
import { controlEffects, type DomainControls } from './controls.js';
import { concentration } from './domains/concentration.js';
import { dataLeakage } from './domains/data-leakage.js';
import { dependence } from './domains/dependence.js';
import { legalTerms } from './domains/legal-terms.js';
import { modelFitness } from './domains/model-fitness.js';
import { providerAssurance } from './domains/provider-assurance.js';
import { type ComponentScore, supplyChain } from './domains/supply-chain.js';
import type { Exposure, Factor } from './factor.js';
import type { GraphFacts, SubjectFacts } from './facts.js';
import { favourable, unknownsOf } from './favourable.js';
import { confidenceGate, type Gate, gates } from './gates.js';
import { type Band, byDomain, type Domain, DOMAINS, type Method, tierScale } from './method.js';

/** What one domain contributes. All of it 0…100 but exposure, effects and weight (0…1). */
export interface DomainScore {
  readonly code: Domain;
  /** Null, like the effects: the domain does not apply. */
  readonly exposure: number | null;
  readonly controlEffect: number | null;
  readonly designedEffect: number | null;
  /** Weight in the mean, with what other domains left to it. */
  readonly weight: number;
  readonly inherent: number | null;
  readonly residual: number | null;
  readonly projected: number | null;
  /** Its part of the residual total; the parts and the worst domain's part add up to it. */
  readonly part: number;
  readonly factors: readonly Factor[];
  readonly controls: DomainControls['controls'];
  readonly known: Known;
}

export interface Score {
  readonly methodVersion: string;
  readonly inherent: number;
  readonly residual: number;
  readonly projected: number;
  /** The residual, or the highest floor of the gates that fire. */
  readonly reported: number;
  readonly band: Band;
  /** The reported score with every unknown at its best. */
  readonly best: number;
  /** K, 0…1. */
  readonly confidence: number;
  /** The domain that is worst, and what it adds to the residual beside the mean. */
  readonly worst: { readonly domain: Domain; readonly part: number };
  readonly domains: readonly DomainScore[];
  readonly components: readonly ComponentScore[];
  readonly gates: readonly Gate[];
  readonly clocks: Clocks;
  readonly notApplying: readonly string[];
  /** Claims that something does not apply, made without right: their items count as unknown. */
  readonly refusedClaims: readonly RefusedClaim[];
}

/**
 * Scores one subject (methodology 4.4). The same facts, method and day give the same numbers to the last bit.
 * @param bestGraph the graph of the subject with every unknown of it at its best; null when no dependency is recorded
 * @param today YYYY-MM-DD
 */
export function score(
  facts: SubjectFacts,
  bestGraph: GraphFacts | null,
  method: Method,
  today: string,
): Score {
  const { facts: settled, notApplying, refused } = applicable(facts, today);
  const assessed = assess(settled, method, notApplying, today);
  const best = assess(favourable(settled, bestGraph, method), method, notApplying, today);
  return { ...assessed, refusedClaims: refused, best: Math.min(best.reported, assessed.reported) };
}

/** An unknown, and by how much the reported score would fall if it turned out at its best. */
export interface WorthFindingOut {
  readonly code: string;
  readonly lowers: number;
}

/** What to find out next: each unknown by itself, the heaviest first, without those that would lower nothing alone. */
export function worthFindingOut(
  facts: SubjectFacts,
  bestGraph: GraphFacts | null,
  method: Method,
  today: string,
): WorthFindingOut[] {
  const { facts: settled, notApplying } = applicable(facts, today);
  const { reported } = assess(settled, method, notApplying, today);
  return unknownsOf(settled, bestGraph, method)
    .map(({ code, known }) => ({
      code,
      lowers: reported - assess(known, method, notApplying, today).reported,
    }))
    .filter(({ lowers }) => lowers > 0)
    .sort((a, b) => b.lowers - a.lowers || (a.code < b.code ? -1 : 1));
}

type Assessed = Omit<Score, 'best' | 'refusedClaims'>;

/**
 * The clock of monitoring follows from the band, and the band from whether monitoring is on its clock: it is, where it is by the
 * band that it then has.
 */
function assess(facts: SubjectFacts, method: Method, notApplying: NotApplying, today: string): Assessed {
  const assessed = assessOnce(facts, method, notApplying, today);
  return isMonitoringDue(facts, assessed.clocks, today)
    ? assessOnce(withoutMonitoring(facts), method, notApplying, today)
    : assessed;
}

function assessOnce(given: SubjectFacts, method: Method, notApplying: NotApplying, today: string): Assessed {
  const facts = withWorst(given, method, notApplying);
  const exposures = exposuresOf(facts, method, notApplying);
  const controls = controlEffects(facts, method, notApplying);
  const weights = weightsOf(
    method,
    byDomain((domain) => exposures[domain].exposure),
  );
  const scale = 100 * tierScale(method, facts.tier);
  const values = {
    inherent: byDomain((domain) => scaled(exposures[domain].exposure, scale, 0)),
    residual: byDomain((domain) => scaled(exposures[domain].exposure, scale, controls[domain].effect)),
    projected: byDomain((domain) => scaled(exposures[domain].exposure, scale, controls[domain].designed)),
  };
  const residual = totalOf(method, values.residual, weights);
  const sure = confidence(facts, exposures, controls, weights);
  const fired = [...gates(facts, method, notApplying, today), ...confidenceGate(sure.value, method)].sort(
    (a, b) => Number(a.code.slice(1)) - Number(b.code.slice(1)),
  );
  const reported = Math.max(residual.value, ...fired.map(({ floor }) => floor));
  const band = bandOf(method, reported);
  return {
    methodVersion: method.version,
    inherent: totalOf(method, values.inherent, weights).value,
    residual: residual.value,
    projected: totalOf(method, values.projected, weights).value,
    reported,
    band,
    confidence: sure.value,
    worst: { domain: residual.worst, part: residual.worstPart },
    domains: DOMAINS.map((domain) => ({
      code: domain,
      exposure: exposures[domain].exposure,
      controlEffect: controls[domain].effect,
      designedEffect: controls[domain].designed,
      weight: weights[domain],
      inherent: values.inherent[domain],
      residual: values.residual[domain],
      projected: values.projected[domain],
      part: residual.parts[domain],
      factors: exposures[domain].factors,
      controls: controls[domain].controls,
      known: sure.domains[domain],
    })),
    components: exposures.S.components,
    gates: fired,
    clocks: clocks(facts, band, method, isAssessable(facts, notApplying)),
    notApplying: [...notApplying].sort(),
  };
}

function exposuresOf(
  facts: SubjectFacts,
  method: Method,
  notApplying: NotApplying,
): Record<Domain, Exposure> & { S: { components: readonly ComponentScore[] } } {
  return {
    D: dataLeakage(facts, method),
    M: modelFitness(facts, method, notApplying),
    L: legalTerms(facts, method, notApplying),
    S: supplyChain(facts, method),
    R: dependence(facts, method),
    C: concentration(facts),
    P: providerAssurance(facts, method, notApplying),
  };
}

function scaled(exposure: number | null, scale: number, effect: number | null): number | null {
  return exposure === null ? null : scale * exposure * (1 - (effect ?? 0));
}
