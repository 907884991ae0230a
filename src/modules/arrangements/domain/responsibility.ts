import type { FieldError } from '../../../kernel/domain-error.js';

/** What has to be done about cybersecurity, and by one of the sides (paragraph 27). */
export const TASKS = [
  'identity',
  'key_custody',
  'prompt_injection_defence',
  'logging',
  'vulnerability_fixing',
  'incident_notice',
  'data_deletion',
  'model_update_notice',
  'denial_of_service',
  'backup',
] as const;
/** The host may be another than the maker of the model. */
export const SIDES = ['firm', 'provider', 'host', 'shared', 'unassigned', 'unknown'] as const;
export const ACCOUNTABLE = ['firm', 'provider', 'host'] as const;
export const BASES = ['contract_clause', 'signed_matrix', 'published_document'] as const;

/** Who does one task. Days as YYYY-MM-DD. */
export interface ResponsibilityTerms {
  task: string;
  side: string;
  /** How it is shared, in words. */
  split: string | null;
  /** Of a shared task, the side that answers for it: a standard of the house. */
  accountable: string | null;
  basis: string | null;
  /** The clause, or the address of the document. */
  basisReference: string | null;
  /** Of which day the basis is. */
  basisDatedOn: string | null;
  evidenceId: string | null;
  /** Who has read and confirmed it, and when. */
  confirmedBy: string | null;
  confirmedOn: string | null;
}

const ASSIGNED: ReadonlySet<string> = new Set(['firm', 'provider', 'host', 'shared']);

/**
 * Everything that is said of a task and that cannot be true together.
 * @param today YYYY-MM-DD
 */
export function responsibilityProblems(terms: ResponsibilityTerms, today: string): FieldError[] {
  const { side, split, accountable, basis, basisReference, basisDatedOn, confirmedBy, confirmedOn } = terms;
  const isShared = side === 'shared';
  const needed = (pointer: string, other: string): FieldError => ({
    pointer,
    code: 'needed-with',
    params: { other },
  });
  const only = (pointer: string, other: string): FieldError => ({
    pointer,
    code: 'only-with',
    params: { other },
  });
  const problems: FieldError[] = [];
  if (isShared && split === null) problems.push(needed('/split', 'side: shared'));
  if (!isShared && split !== null) problems.push(only('/split', 'side: shared'));
  if (!isShared && accountable !== null) problems.push(only('/accountable', 'side: shared'));
  if (!ASSIGNED.has(side) && basis !== null)
    problems.push(only('/basis', `side: ${[...ASSIGNED].join(', ')}`));
  if (basis === null && basisReference !== null) problems.push(only('/basisReference', 'basis'));
  if (basis === null && basisDatedOn !== null) problems.push(only('/basisDatedOn', 'basis'));
  // What a provider publishes it may change: of which day it was read belongs to it.
  if (basis === 'published_document' && basisDatedOn === null) {
    problems.push(needed('/basisDatedOn', 'basis: published_document'));
  }
  if (confirmedBy !== null && confirmedOn === null) problems.push(needed('/confirmedOn', 'confirmedBy'));
  if (confirmedOn !== null && confirmedBy === null) problems.push(needed('/confirmedBy', 'confirmedOn'));
  if (confirmedOn !== null && basisDatedOn !== null && confirmedOn < basisDatedOn) {
    problems.push({ pointer: '/confirmedOn', code: 'contradiction', params: { other: 'basisDatedOn' } });
  }
  for (const [pointer, day] of [
    ['/basisDatedOn', basisDatedOn],
    ['/confirmedOn', confirmedOn],
  ] as const) {
    if (day !== null && day > today) problems.push({ pointer, code: 'not-in-future' });
  }
  return problems;
}

/** What somebody has read and confirmed. */
const CONFIRMED = ['side', 'split', 'accountable', 'basis', 'basisReference', 'basisDatedOn'] as const;

/**
 * A change, with the confirmation taken back where something else is said than what was confirmed and nobody confirms it
 * anew.
 */
export function withConfirmation(
  current: ResponsibilityTerms,
  change: Partial<ResponsibilityTerms>,
): Partial<ResponsibilityTerms> {
  const isOther = CONFIRMED.some((field) => change[field] !== undefined && change[field] !== current[field]);
  if (!isOther || change.confirmedBy !== undefined || change.confirmedOn !== undefined) return change;
  return { ...change, confirmedBy: null, confirmedOn: null };
}

/** Whether a task is clearly somebody's, on a basis, and somebody has read and confirmed it. */
export function isAllocated({
  side,
  basis,
  confirmedBy,
}: Pick<ResponsibilityTerms, 'side' | 'basis' | 'confirmedBy'>): boolean {
  return ASSIGNED.has(side) && basis !== null && confirmedBy !== null;
}
