import { isAllocated, type ResponsibilityTerms, TASKS } from '../../arrangements/arrangement-terms.public.js';
import type { ControlState, SubjectFacts } from '../engine/facts.js';
import type { Source } from './score-facts.js';

/** What a score reads of an indemnity. */
export interface IndemnityFact {
  id: string;
  risk: string;
  protection: string;
  conditionsStatus: string;
  conditions: readonly {
    kind: string;
    met: string;
    /** Whether a document that is in date shows that it is met. */
    evidenced: boolean;
  }[];
  source: Source;
}

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
export interface Use {
  /** Where it is used: the places of the legal entities of the use case; null: one that is not recorded. */
  jurisdictions: readonly (string | null)[];
  developmentFlags: readonly string[];
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
    coverOf(arrangement, risk, use),
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

/** Who pays for a kind of claim, and whether all that this takes is shown; no entry is unknown. */
function coverOf(
  { indemnities }: ArrangementFact,
  risk: string,
  use: Use,
): { protection: string; conditions: string } {
  const indemnity = indemnities.find((one) => one.risk === risk);
  if (indemnity === undefined) return { protection: 'unknown', conditions: 'unknown' };
  return { protection: indemnity.protection, conditions: conditionsOf(indemnity, use) };
}

function conditionsOf({ conditionsStatus, conditions }: IndemnityFact, use: Use): string {
  if (conditionsStatus === 'none') return 'evidenced';
  if (conditionsStatus === 'unknown') return 'unknown';
  const states = conditions.map(({ kind, met }) => (met === 'no' ? 'no' : seenOf(kind, use, met)));
  if (states.includes('no')) return 'not_evidenced';
  if (states.some((met) => met !== 'yes')) return 'unknown';
  return conditions.every(({ evidenced }) => evidenced) ? 'evidenced' : 'not_evidenced';
}

/** Flags of a use case by which the firm changes the model, and by which it says that it does not. */
const CHANGES_MODEL = ['own_training', 'fine_tuned', 'enhanced_or_optimised'];
const LEAVES_MODEL = ['off_the_shelf', 'only_base_parameters'];

/** What the register itself sees of a condition outweighs what somebody says of it; where it does not know, it may be broken. */
function seenOf(kind: string, use: Use, met: string): string {
  const seen = {
    not_fine_tuned: [tuned(use)],
    paid_tier: [paid(use)],
    unknown: [tuned(use), paid(use)],
  }[kind];
  if (seen?.includes('no')) return 'no';
  return seen?.includes('unknown') ? 'unknown' : met;
}

function tuned({ developmentFlags }: Use): string {
  if (developmentFlags.some((flag) => CHANGES_MODEL.includes(flag))) return 'no';
  return developmentFlags.some((flag) => LEAVES_MODEL.includes(flag)) ? 'yes' : 'unknown';
}

function paid({ parts }: Use): string {
  const deployments = parts.map(({ deployment }) => deployment);
  if (deployments.includes('consumer')) return 'no';
  return deployments.includes('unknown') ? 'unknown' : 'yes';
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
