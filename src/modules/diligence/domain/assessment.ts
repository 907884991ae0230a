import type { SECTIONS } from './questionnaire.js';

export const ASSESSMENT_METHODS = ['provider_answers', 'desk_based'] as const;
export type AssessmentMethod = (typeof ASSESSMENT_METHODS)[number];

/** Where an assessment stands; `expired` is what an approved one is after its last day. */
export const ASSESSMENT_STATES = [
  ...['draft', 'sent', 'returned', 'submitted'],
  ...['approved', 'approved_with_conditions', 'rejected', 'expired'],
] as const;

/** While an assessment stands so, what it says may be changed. */
const OPEN = ['draft', 'returned'];
const DECIDED = ['approved', 'approved_with_conditions', 'rejected'];

export function isOpen(state: string): boolean {
  return OPEN.includes(state);
}

export function isDecided(state: string): boolean {
  return DECIDED.includes(state);
}

/** What is concluded of a section, against what the firm accepts. */
export const CONCLUSIONS = ['meets', 'gaps', 'not_assessable', 'unknown'] as const;

export interface Conclusion {
  section: (typeof SECTIONS)[number];
  conclusion: (typeof CONCLUSIONS)[number];
  reasons: string;
  evidenceIds: readonly string[];
}

/** What is said in an assessment, besides its answers, and may be changed while it is open. */
export interface AssessmentFacts {
  method: AssessmentMethod;
  /** Who sees to it; null: whoever prepared it. */
  ownerId: string | null;
  /** YYYY-MM-DD: by when it is to be answered. */
  dueOn: string | null;
  /** The document with the standard that the firm accepts (paragraph 26). */
  acceptanceStandardId: string | null;
  evidenceIds: readonly string[];
  conclusions: readonly Conclusion[];
  summary: string | null;
}

/** What an assessment is of, and by which questionnaire: it stays so. */
export interface AssessmentIdentity {
  templateVersion: string;
  legalEntityId: string;
  providerId: string | null;
  componentId: string | null;
}

/** A condition under which an assessment was approved. */
export interface Condition {
  text: string;
  ownerId: string;
  /** YYYY-MM-DD */
  dueOn: string;
}

/** A limited use for a limited time, before it is known whether more may be allowed. */
export interface Pilot {
  /** YYYY-MM-DD */
  endsOn: string;
  /** The classes of data that may be used; nothing above them. */
  dataClasses: readonly string[];
}
