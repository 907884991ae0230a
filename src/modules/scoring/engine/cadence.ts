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
  const isFaster = !assessable || facts.monitoringFaster === true;
  return {
    dueDiligenceMonths: cadence.dueDiligenceMonths[facts.tier],
    monitoringMonths: monitoringMonths(facts.tier, band, cadence, isFaster),
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

/**
 * Footnote 21: where the provider's handling of its models cannot be judged, or it has stopped telling of it; never faster than
 * the fastest.
 */
function oneStepFaster(months: number, { monitoringMonths: byBand }: Cadence): number {
  const faster = Object.values(byBand).filter((other) => other < months);
  return faster.length === 0 ? months : Math.max(...faster);
}

/** In place of the day of a monitoring run that is too long ago. */
const OVERDUE = 'overdue';

/** Whether the last monitoring run is longer ago than the clock allows; of a day that is not known it is. */
export function isMonitoringDue(
  { monitoredOn }: SubjectFacts,
  { monitoringMonths }: Clocks,
  today: string,
): boolean {
  if (monitoredOn === undefined) return false;
  return monitoredOn === 'unknown' || monthsAfter(monitoredOn, monitoringMonths) < today;
}

/** The facts without what was good in a run that is too long ago. */
export function withoutMonitoring(facts: SubjectFacts): SubjectFacts {
  const { drift } = facts.tests;
  const isGood = drift === 'pass' || drift === 'minor_issues';
  return { ...facts, monitoredOn: OVERDUE, tests: { ...facts.tests, drift: isGood ? 'missing' : drift } };
}

export function isOverdue({ monitoredOn }: SubjectFacts): boolean {
  return monitoredOn === OVERDUE;
}

/** The same day so many months later, or the last of that month. */
function monthsAfter(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last.getUTCDate())))
    .toISOString()
    .slice(0, 10);
}
