import type { FieldError } from '../../../kernel/domain-error.js';

/** What a licensed corporation has a company of its group do (paragraph 12). */
export const DELEGATED_FUNCTIONS = [
  ...['model_validation', 'monitoring', 'development', 'procurement', 'due_diligence', 'incident_handling'],
  'other',
] as const;
export const OVERSIGHT_KINDS = ['meeting', 'report'] as const;

/** Who may delegate, and to whom. */
export const DELEGATING = ['licensed_corporation'] as const;
export const DELEGATED_TO = ['group_company', 'other'] as const;

/** What is delegated, by whom and to whom: it stays so. */
export interface DelegationIdentity {
  function: string;
  legalEntityId: string;
  groupEntityId: string;
}

/** What is said of it, and may be changed. Days are YYYY-MM-DD. */
export interface DelegationFacts {
  description: string | null;
  agreementEvidenceId: string | null;
  oversightOwnerId: string | null;
  startsOn: string | null;
  endsOn: string | null;
}

export interface OversightFacts {
  kind: string;
  heldOn: string;
  evidenceId: string | null;
  summary: string | null;
}

export function delegationProblems(
  { function: delegated }: DelegationIdentity,
  { description, startsOn, endsOn }: DelegationFacts,
): FieldError[] {
  return [
    ...(delegated === 'other' && description === null
      ? [{ pointer: '/description', code: 'needed-with', params: { other: 'function: other' } }]
      : []),
    ...(startsOn !== null && endsOn !== null && endsOn < startsOn
      ? [{ pointer: '/endsOn', code: 'contradiction', params: { other: 'startsOn' } }]
      : []),
  ];
}

/** @param today YYYY-MM-DD, where the licensed corporation is */
export function oversightProblems({ heldOn }: Pick<OversightFacts, 'heldOn'>, today: string): FieldError[] {
  return heldOn > today ? [{ pointer: '/heldOn', code: 'not-in-future' }] : [];
}

interface Kinds {
  legalEntityKind: string | undefined;
  groupEntityKind: string | undefined;
}

/** Both are there: whether they are of kinds that may delegate, and be delegated to. */
export function kindProblems({ legalEntityKind, groupEntityKind }: Kinds): FieldError[] {
  const isOf = (kinds: readonly string[], kind: string | undefined): boolean =>
    kind !== undefined && kinds.includes(kind);
  const wrong = (field: string, kinds: readonly string[]): FieldError => ({
    ...{ pointer: `/${field}`, code: 'entity-kind', params: { kinds: kinds.join(', ') } },
  });
  return [
    ...(isOf(DELEGATING, legalEntityKind) ? [] : [wrong('legalEntityId', DELEGATING)]),
    ...(isOf(DELEGATED_TO, groupEntityKind) ? [] : [wrong('groupEntityId', DELEGATED_TO)]),
  ];
}
