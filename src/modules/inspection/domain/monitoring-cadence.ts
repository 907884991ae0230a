import type { UseCaseFact } from './facts.js';

/** Months between two monitoring runs, by the band of the score (a standard of the house). */
const BY_BAND: Readonly<Record<string, number>> = { very_high: 1, high: 3, medium: 6, low: 12 };
const AT_MOST_FOR_T1 = 3;
/** What has no score yet is not known to need less than any other. */
const UNSCORED = 1;

/** How often a use is monitored; one step faster, never faster than monthly, where its provider cannot be judged (footnote 21). */
export function monitoringMonths({ band, tier }: UseCaseFact, isAssessable: boolean): number {
  const byBand = band === null ? UNSCORED : (BY_BAND[band] ?? UNSCORED);
  const months = tier === 'T1' ? Math.min(byBand, AT_MOST_FOR_T1) : byBand;
  if (isAssessable) return months;
  return Math.max(...Object.values(BY_BAND).filter((other) => other < months), 1);
}
