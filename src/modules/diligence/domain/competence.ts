import type { FieldError } from '../../../kernel/domain-error.js';

/** The functions that have to be staffed, and the fields in which staff have to be competent (paragraph 10). */
export const COMPETENCE_FUNCTIONS = ['business', 'risk', 'compliance', 'technology'] as const;
export const COMPETENCE_FIELDS = ['ai', 'data_science', 'model_risk_management', 'domain_expertise'] as const;

/** Whose competence it is, for what, and where: it stays so. */
export interface CompetenceIdentity {
  personId: string;
  function: string;
  field: string;
  /** Null: for all legal entities. */
  legalEntityId: string | null;
}

/** What is said of it, and may be changed. Days are YYYY-MM-DD. */
export interface CompetenceFacts {
  evidenceId: string;
  validFrom: string | null;
  /** The last day on which it counts. */
  validTo: string;
  description: string | null;
}

/** @param stated what this request says: a last day that has passed since is no reason to refuse other words */
export function competenceProblems(
  { validFrom, validTo }: CompetenceFacts,
  stated: Partial<CompetenceFacts>,
  today: string,
): FieldError[] {
  return [
    ...(stated.validTo !== undefined && stated.validTo < today
      ? [{ pointer: '/validTo', code: 'has-passed' }]
      : []),
    ...(validFrom !== null && validFrom > validTo
      ? [{ pointer: '/validTo', code: 'contradiction', params: { other: 'validFrom' } }]
      : []),
  ];
}
