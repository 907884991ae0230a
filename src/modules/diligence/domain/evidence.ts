import type { FieldError } from '../../../kernel/domain-error.js';

export const EVIDENCE_KINDS = [
  'assurance_report',
  'certificate',
  'contract',
  'terms',
  'policy',
  'test_report',
  'questionnaire',
  'model_card',
  'correspondence',
  'record',
  'other',
  'unknown',
] as const;
/** What a document can be about. */
export const EVIDENCE_SUBJECTS = [
  'legal_entity',
  'provider',
  'component',
  'use_case',
  'arrangement',
] as const;
export const EVIDENCE_STATES = ['future', 'in_date', 'expired', 'superseded'] as const;
export const SCAN_STATES = ['not_scanned', 'clean'] as const;

export interface SubjectRef {
  type: string;
  id: string;
}

/** What is said of a document. Days as YYYY-MM-DD. */
export interface EvidenceFacts {
  name: string;
  nameZhHant: string | null;
  kind: string;
  issuedBy: string | null;
  issuedOn: string | null;
  source: string | null;
  description: string | null;
  validFrom: string | null;
  /** Null: it does not expire. */
  validTo: string | null;
  /** By type, then id; each once. */
  subjectRefs: readonly SubjectRef[];
}

/**
 * What a document says of itself that cannot be true together.
 * @param today YYYY-MM-DD
 */
export function evidenceProblems(
  { validFrom, validTo, issuedOn }: Pick<EvidenceFacts, 'validFrom' | 'validTo' | 'issuedOn'>,
  today: string,
): FieldError[] {
  const problems: FieldError[] = [];
  if (validFrom !== null && validTo !== null && validTo < validFrom) {
    problems.push({ pointer: '/validTo', code: 'contradiction', params: { other: 'validFrom' } });
  }
  if (issuedOn !== null && issuedOn > today) problems.push({ pointer: '/issuedOn', code: 'not-in-future' });
  return problems;
}

/**
 * What may not be forgotten: a document that has expired is renewed by another day or by another document, not by having
 * no end.
 */
export function expiryProblems(current: string | null, wanted: string | null, today: string): FieldError[] {
  const isForgotten = current !== null && current < today && wanted === null;
  return isForgotten ? [{ pointer: '/validTo', code: 'has-passed' }] : [];
}

export function sortedRefs(refs: readonly SubjectRef[]): SubjectRef[] {
  const key = ({ type, id }: SubjectRef): string => `${type} ${id}`;
  return refs.map(({ type, id }) => ({ type, id })).sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
