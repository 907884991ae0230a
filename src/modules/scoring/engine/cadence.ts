import type { NotApplying } from './applicable.js';
import type { SubjectFacts } from './facts.js';
import type { Tier } from './graph/graph-method.js';
import type { Band, Cadence, Method } from './method.js';

export interface Clocks {
  /** Months between two due diligences. */
  readonly dueDiligenceMonths: number;
  /** Months between two monitoring runs. */
  readonly monitoringMonths: number;
  /** Validation goes one level deeper (footnote 21). */
  readonly deeperValidation: boolean;
}

/** The clocks that follow from a score: of due diligence by tier, of monitoring by band. */
export function clocks(facts: SubjectFacts, band: Band, method: Method, assessable: boolean): Clocks {
  const { cadence } = method;
  return {
    dueDiligenceMonths: cadence.dueDiligenceMonths[facts.tier],
    monitoringMonths: monitoringMonths(facts.tier, band, cadence, !assessable),
    deeperValidation: !assessable,
  };
}

/** @param isFaster one step faster than the band asks for (footnote 21) */
export function monitoringMonths(tier: Tier, band: Band, cadence: Cadence, isFaster: boolean): number {
  const byBand = cadence.monitoringMonths[band];
  const months = tier === 'T1' ? Math.min(byBand, cadence.monitoringMonthsT1) : byBand;
  return isFaster ? oneStepFaster(months, cadence) : months;
}

/** Footnote 21 looks at the provider's model risk framework; where that does not apply there is nothing to judge. */
export function isAssessable(
  { modelRiskFramework }: Pick<SubjectFacts, 'modelRiskFramework'>,
  notApplying: NotApplying,
): boolean {
  return (
    notApplying.has('modelRiskFramework') ||
    (modelRiskFramework !== 'unknown' && modelRiskFramework !== 'not_assessable')
  );
}

/** Where the provider's handling of its models cannot be judged; never faster than the fastest. */
function oneStepFaster(months: number, { monitoringMonths: byBand }: Cadence): number {
  const faster = Object.values(byBand).filter((other) => other < months);
  return faster.length === 0 ? months : Math.max(...faster);
}
