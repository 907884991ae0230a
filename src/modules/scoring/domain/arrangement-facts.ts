import { isAllocated, type ResponsibilityTerms, TASKS } from '../../arrangements/arrangement-terms.public.js';
import type { ControlState, SubjectFacts } from '../engine/facts.js';
import { coverOf, type CoveredUse, type IndemnityFact } from './indemnity-cover.js';
import type { Source } from './score-facts.js';

/** What a score reads of a task of cybersecurity. */
export interface ResponsibilityFact extends Pick<
  ResponsibilityTerms,
  'task' | 'side' | 'basis' | 'confirmedBy'
> {
  id: string;
  source: Source;
}

/** What a score reads of an arrangement that is in force. */
export interface ArrangementFact {
  id: string;
  legalEntityId: string;
  /** Null: an open-source licence with nobody on the other side. */
  providerId: string | null;
  componentIds: readonly string[];
  noticeDaysProvider: number | null;
  providerMayTerminate: string;
  reliance: string;
  substitutability: string;
  retention: string;
  trainingUse: string;
  chain: string;
  privacyTerms: string;
  auditRights: string;
  termsOfUse: string;
  ipBreachMaterial: SubjectFacts['ipBreachMaterial'];
  privacyBreachMaterial: SubjectFacts['privacyBreachMaterial'];
  ipProtectiveMeasure: SubjectFacts['ipProtectiveMeasure'];
  privacyProtectiveMeasure: SubjectFacts['privacyProtectiveMeasure'];
  territories: readonly { jurisdiction: string; componentId: string | null; status: string }[];
  indemnities: readonly IndemnityFact[];
  responsibilities: readonly ResponsibilityFact[];
  source: Source;
}

/** The use of an arrangement by one use case. */
export interface Use extends CoveredUse {
  /** Where it is used: the places of the legal entities of the use case; null: one that is not recorded. */
  jurisdictions: readonly (string | null)[];
  /** The components of the subject, at least one. */
  parts: readonly { id: string; deployment: string }[];
}

type Terms = Pick<
  SubjectFacts,
  | 'retention'
  | 'trainingUse'
  | 'chain'
  | 'privacyTerms'
  | 'auditRights'
  | 'reliance'
  | 'substitutability'
  | 'termsOfUse'
  | 'ipOutput'
  | 'ipOutputConditions'
  | 'ipTraining'
  | 'ipTrainingConditions'
  | 'ipProtectiveMeasure'
  | 'ipBreachMaterial'
  | 'privacyIndemnity'
  | 'privacyProtectiveMeasure'
  | 'privacyBreachMaterial'
  | 'responsibilityAllocation'
>;

/** What the arrangement says of a subject, but for where it may be used. */
export function termsOf(arrangement: ArrangementFact, use: Use): Terms {
  const { retention, trainingUse, chain, privacyTerms, auditRights, reliance, substitutability } =
    arrangement;
  const { termsOfUse, ipProtectiveMeasure, privacyProtectiveMeasure, responsibilities } = arrangement;
  const [output, training, privacy] = ['ip_output', 'ip_training_data', 'privacy'].map((risk) =>
    promiseOf(arrangement, risk, use),
  );
  return {
    ...{ retention, trainingUse, chain, auditRights, reliance, substitutability, termsOfUse },
    privacyTerms: privacyTermsOf(privacyTerms, privacy!, privacyProtectiveMeasure),
    ipOutput: output!.protection,
    ipOutputConditions: output!.conditions,
    ipTraining: training!.protection,
    ipTrainingConditions: training!.conditions,
    privacyIndemnity: privacy!.protection,
    ...{ ipProtectiveMeasure, privacyProtectiveMeasure },
    ipBreachMaterial: arrangement.ipBreachMaterial,
    privacyBreachMaterial: arrangement.privacyBreachMaterial,
    responsibilityAllocation: allocationOf(responsibilities),
  };
}

/** Every status that a place of use has for some part: the worst of them counts. */
export function territoriesOf({ territories }: ArrangementFact, { jurisdictions, parts }: Use): string[] {
  const found = new Set<string>();
  for (const place of jurisdictions) {
    const there = territories.filter(({ jurisdiction }) => jurisdiction === place);
    const statusOf = (route: string | null): string | undefined =>
      there.find(({ componentId }) => componentId === route)?.status;
    for (const { id } of parts) found.add(statusOf(id) ?? statusOf(null) ?? 'unknown');
  }
  return found.size === 0 ? ['unknown'] : [...found].sort();
}

/** R: at least 90 days' notice of the provider, or nobody can end it (methodology 4.4). Null: not recorded. */
export function noticePeriod({
  noticeDaysProvider,
  providerMayTerminate,
}: ArrangementFact): ControlState | null {
  if (providerMayTerminate === 'no') return { design: 1, operating: 1 };
  if (noticeDaysProvider === null) return null;
  const kept = noticeDaysProvider >= 90 ? 1 : 0;
  return { design: kept, operating: kept };
}

/** What is promised for a kind of claim, and whether all that it takes is shown: so it is too where it takes nothing. */
function promiseOf(
  { indemnities }: ArrangementFact,
  risk: string,
  use: Use,
): { protection: string; conditions: string } {
  const indemnity = indemnities.find((one) => one.risk === risk);
  const { protection, conditions } = coverOf(indemnity, use);
  return { protection, conditions: conditions === 'none' ? 'evidenced' : conditions };
}

/**
 * Protection from claims of privacy is a part of the code, and is believed where an indemnity whose conditions are shown,
 * or another measure, stands behind it; else the terms and safeguards alone are.
 */
function privacyTermsOf(
  stated: string,
  { protection, conditions }: { protection: string; conditions: string },
  measure: string,
): string {
  if (stated !== 'evidenced_with_protection') return stated;
  const isIndemnified = (protection === 'uncapped' || protection === 'capped') && conditions === 'evidenced';
  return isIndemnified || measure === 'yes' ? stated : 'evidenced';
}

/** Whether every task is somebody's, on a basis, and confirmed; one that nobody has outweighs one that nobody knows of. */
function allocationOf(responsibilities: readonly ResponsibilityFact[]): string {
  const byTask = new Map(responsibilities.map((one) => [one.task, one]));
  if ([...byTask.values()].some(({ side }) => side === 'unassigned')) return 'unassigned';
  const isWhole = TASKS.every((task) => {
    const one = byTask.get(task);
    return one !== undefined && isAllocated(one);
  });
  return isWhole ? 'all_assigned' : 'unknown';
}
