import type { SubjectFacts } from './facts.js';
import type { Band, Method } from './method.js';

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
  const byBand = cadence.monitoringMonths[band];
  const months = facts.tier === 'T1' ? Math.min(byBand, cadence.monitoringMonthsT1) : byBand;
  return {
    dueDiligenceMonths: cadence.dueDiligenceMonths[facts.tier],
    monitoringMonths: assessable ? months : oneStepFaster(months, method),
    deeperValidation: !assessable,
  };
}

/** Footnote 21: where the provider's handling of its models cannot be judged; never faster than the fastest. */
function oneStepFaster(months: number, { cadence }: Method): number {
  const faster = Object.values(cadence.monitoringMonths).filter((other) => other < months);
  return faster.length === 0 ? months : Math.max(...faster);
}
