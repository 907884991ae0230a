import type { FieldError } from '../../../kernel/domain-error.js';
import { addMonths } from './assessment-decision.js';

/** What is claimed of a rule: that it is not kept for a while, or that it does not apply. */
export const EXCEPTION_KINDS = ['exception', 'not_applicable'] as const;
export const EXCEPTION_STATES = ['proposed', 'approved', 'rejected', 'expired'] as const;
/** What it is about; without one, the legal entity itself. */
export const EXCEPTION_SUBJECTS = ['use_case', 'provider', 'component'] as const;

/** So long at most nobody looks at it again, in months. */
const LONGEST = 12;

/** What an exception is of: it stays so. */
export interface ExceptionIdentity {
  kind: string;
  rule: string;
  legalEntityId: string;
  useCaseId: string | null;
  providerId: string | null;
  componentId: string | null;
}

/** What is said of it; all of it, and what it is of, is what somebody approves. */
export interface ExceptionFacts {
  reason: string;
  /** What is done meanwhile. */
  mitigation: string | null;
  ownerId: string;
  evidenceId: string | null;
  /** YYYY-MM-DD: the last day on which it holds. */
  expiresOn: string;
}

/** @param today YYYY-MM-DD, where the legal entity is */
export function expiryProblems(
  { expiresOn }: Pick<ExceptionFacts, 'expiresOn'>,
  today: string,
): FieldError[] {
  return expiresOn < today || expiresOn > addMonths(today, LONGEST)
    ? [{ pointer: '/expiresOn', code: 'within-months', params: { months: LONGEST } }]
    : [];
}
