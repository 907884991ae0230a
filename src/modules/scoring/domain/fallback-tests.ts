import type { FallbackEvidence } from '../engine/graph/fallback-evidence.js';
import { manualNodeId } from './node-ids.js';
import type { AlternativeFact, RequirementFact } from './register-facts.js';

/** Evidence with which a fallback counts. */
export type TestedFallback = 'tested_in_tolerance' | 'tested_slow';

const TESTED: ReadonlySet<string> = new Set<TestedFallback>(['tested_in_tolerance', 'tested_slow']);

/** A test that is older than twelve months, or of no day, shows what was meant to work: it is documented. */
export function evidenceOf(alternative: AlternativeFact, today: string): FallbackEvidence {
  const recorded = alternative.fallbackEvidence as FallbackEvidence;
  return TESTED.has(recorded) && !isEvidenced(alternative, today) ? 'documented' : recorded;
}

/** Tested, in tolerance or slower, on a day not more than twelve months ago. */
export function isEvidenced({ fallbackEvidence, testedOn }: AlternativeFact, today: string): boolean {
  return TESTED.has(fallbackEvidence) && testedOn !== null && testedOn >= twelveMonthsBefore(today);
}

/** Key of the evidence that a dependent may fall back on a node. */
export const fallbackKey = (of: string, node: string): string => `${of} ${node}`;

/**
 * What is known of each fallback that has been tested: as fast as is tolerated, or slower. Where a dependent names one
 * under two requirements, the slower test says how it goes on.
 */
export function testedFallbacks(
  requirements: readonly RequirementFact[],
  today: string,
): Map<string, TestedFallback> {
  const tested = new Map<string, TestedFallback>();
  for (const { id, of, required, alternatives } of requirements) {
    alternatives.forEach((alternative, i) => {
      if (i < required || !isEvidenced(alternative, today)) return;
      const key = fallbackKey(of, alternative.componentId ?? manualNodeId(id, i + 1));
      if (tested.get(key) !== 'tested_slow') tested.set(key, alternative.fallbackEvidence as TestedFallback);
    });
  }
  return tested;
}

function twelveMonthsBefore(day: string): string {
  return `${Number(day.slice(0, 4)) - 1}`.padStart(4, '0') + day.slice(4);
}
