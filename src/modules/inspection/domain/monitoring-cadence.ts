import { monitoringMonths } from '../../scoring/monitoring.public.js';
import type { UseCaseFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';

/** What is not known of a score is the worst. */
const UNSCORED = 'very_high';
/** Where no method says how often: nothing is monitored more often. */
const MOST_OFTEN = 1;

/**
 * Months between two monitoring runs of a use, as the method that scores are made by says (a standard of the house): by the worst
 * band of its scores, and one step faster where its provider cannot be judged (footnote 21).
 */
export function monitoringMonthsOf(
  { band, tier }: UseCaseFact,
  isAssessable: boolean,
  { facts: { cadence } }: InspectedRegister,
): number {
  return cadence === null ? MOST_OFTEN : monitoringMonths(tier, band ?? UNSCORED, cadence, !isAssessable);
}
