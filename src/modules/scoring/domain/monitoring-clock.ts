import { settledClaims } from '../engine/applicable.js';
import { isAssessable, monitoringMonths } from '../engine/cadence.js';
import type { SubjectFacts } from '../engine/facts.js';
import type { Tier } from '../engine/graph/graph-method.js';
import type { Band, Cadence } from '../engine/method.js';

/** What a stored score says of how often its subject is monitored. */
export interface MonitoredSubject {
  /** Null: it could not be computed. */
  band: Band | null;
  /** Of its frozen inputs; null: there are none. */
  facts: Pick<SubjectFacts, 'modelRiskFramework' | 'providerKind' | 'notApplicable'> | null;
}

/** What is not known of a score is the worst. */
const WORST: Band = 'very_high';
const UNSCORED: MonitoredSubject = { band: null, facts: null };

/**
 * Months between two monitoring runs of a use case: as many as the subject asks for that has to be monitored most often. What
 * has no score is monitored as if its score were the worst.
 * @param isWithheld whether a provider keeps back what it told before
 * @param today YYYY-MM-DD
 */
export function monitoringMonthsOf(
  tier: Tier,
  subjects: readonly MonitoredSubject[],
  { cadence, isWithheld, today }: { cadence: Cadence; isWithheld: boolean; today: string },
): number {
  const scored = subjects.length === 0 ? [UNSCORED] : subjects;
  const months = scored.map(({ band, facts }) =>
    monitoringMonths(tier, band ?? WORST, cadence, isWithheld || !isJudged(facts, today)),
  );
  return Math.min(...months);
}

function isJudged(facts: MonitoredSubject['facts'], today: string): boolean {
  if (facts === null) return false;
  const { notApplying, refused } = settledClaims(facts, today);
  return !refused.some(({ item }) => item === 'modelRiskFramework') && isAssessable(facts, notApplying);
}
