import type { FieldError } from '../../../kernel/domain-error.js';

/** What a policy is for. */
export const POLICY_KINDS = [
  ...['governance', 'lifecycle_stage', 'acceptance_standard', 'browser_extension', 'model_risk', 'incident'],
  'other',
] as const;

/** The stages of the lifecycle of a model (footnotes 4 to 7). */
export const LIFECYCLE_STAGES = [
  ...['design', 'implementation', 'customisation', 'training', 'testing', 'calibration', 'validation'],
  ...['approval', 'ongoing_review_and_monitoring', 'use', 'decommissioning'],
] as const;

export const POLICY_STATES = ['draft', 'submitted', 'approved'] as const;

/** What is said of a policy; all of it is what somebody approves. */
export interface PolicyFacts {
  kind: string;
  name: string;
  nameZhHant: string | null;
  /** The stages that it governs. */
  stages: readonly string[];
  ownerId: string | null;
  version: string | null;
  /** The document itself. */
  evidenceId: string | null;
  /** YYYY-MM-DD: in date until then. */
  nextReviewOn: string | null;
}

/**
 * What is said of a policy and cannot stand.
 * @param stated what this request says: a day of review that has passed since is for the next review to change
 */
export function policyProblems(
  facts: PolicyFacts,
  stated: Partial<PolicyFacts>,
  today: string,
): FieldError[] {
  const { nextReviewOn } = stated;
  return [
    ...(facts.kind === 'lifecycle_stage' && facts.stages.length === 0
      ? [{ pointer: '/stages', code: 'needed-with', params: { other: 'kind: lifecycle_stage' } }]
      : []),
    ...(nextReviewOn && nextReviewOn < today ? [{ pointer: '/nextReviewOn', code: 'has-passed' }] : []),
  ];
}

const NEEDED = ['ownerId', 'version', 'evidenceId', 'nextReviewOn'] as const;

/** What somebody who approves has to find: who answers for it, which version it is, the document, and until when it holds. */
export function submissionProblems(facts: PolicyFacts, today: string): FieldError[] {
  const { nextReviewOn } = facts;
  return [
    ...NEEDED.filter((field) => facts[field] === null).map((field) => ({
      ...{ pointer: `/${field}`, code: 'required' },
    })),
    ...(nextReviewOn !== null && nextReviewOn < today
      ? [{ pointer: '/nextReviewOn', code: 'has-passed' }]
      : []),
  ];
}
