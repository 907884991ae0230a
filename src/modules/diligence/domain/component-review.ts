import type { FieldError } from '../../../kernel/domain-error.js';

/** The question for which a component was looked at. */
export const REVIEW_KINDS = [
  ...['supply_chain', 'data_leakage', 'confidentiality', 'data_quality', 'bias', 'data_rights'],
  ...['personal_data_framework', 'internal_ownership'],
] as const;
export const REVIEW_OUTCOMES = [
  ...['acceptable', 'acceptable_with_measures', 'not_acceptable', 'unknown'],
] as const;
export const REVIEW_STATES = ['recorded', 'approved'] as const;

/** The kinds that count only once somebody else has approved them. */
export const APPROVED_KINDS: readonly string[] = ['personal_data_framework', 'internal_ownership'];

/** The kinds of component that a review of a kind can be of (paragraph 23 is about data sets); without an entry, all. */
const COMPONENT_KINDS_OF: Readonly<Record<string, readonly string[]>> = {
  data_quality: ['dataset'],
  bias: ['dataset'],
  data_rights: ['dataset'],
};
/** Who signs reviews of a kind, by signing function; without an entry, whoever may approve. */
const SIGNED_BY: Readonly<Record<string, readonly string[]>> = { personal_data_framework: ['compliance'] };
/** What a review of a kind cannot be without: it is a consideration with a reason, and somebody who answers for it. */
const NEEDED: Readonly<Record<string, readonly ('decision' | 'reason' | 'ownerId')[]>> = {
  confidentiality: ['decision', 'reason', 'ownerId'],
  internal_ownership: ['reason', 'ownerId'],
};
/** Outcomes that say that something is wanting. */
const ADVERSE = ['not_acceptable', 'acceptable_with_measures'];

/** What has to be done so that the component may be used. It is known by its words. */
export interface Measure {
  text: string;
  /** The control that does it, by domain and code. */
  controlName: string | null;
  evidenceId: string | null;
}

/** What was looked at, for what and when: it stays so. A later look is another record. */
export interface ReviewIdentity {
  kind: string;
  legalEntityId: string;
  componentId: string;
  useCaseId: string | null;
  /** Of what was looked at; null: not known. */
  componentVersion: string | null;
  /** YYYY-MM-DD */
  performedOn: string;
}

/** What is said of a review, and may be changed; with its identity it is what somebody approves. */
export interface ReviewFacts {
  performedBy: string | null;
  outcome: string;
  decision: string | null;
  reason: string | null;
  /** Who answers for what was decided; of internal_ownership, who owns the component inside the firm. */
  ownerId: string | null;
  measures: readonly Measure[];
  evidenceIds: readonly string[];
  /** YYYY-MM-DD: the last day on which it counts. */
  validTo: string | null;
}

/**
 * What is said of a review and cannot stand.
 * @param today YYYY-MM-DD, where its legal entity is
 */
export function reviewProblems(
  { kind, performedOn }: ReviewIdentity,
  facts: ReviewFacts,
  today: string,
): FieldError[] {
  const { outcome, measures, validTo } = facts;
  return [
    ...(performedOn > today ? [{ pointer: '/performedOn', code: 'not-in-future' }] : []),
    ...(validTo !== null && validTo < performedOn ? [contradiction('/validTo', 'performedOn')] : []),
    // What is not acceptable does not become so by the passing of a day.
    ...(validTo !== null && outcome === 'not_acceptable' ? [contradiction('/validTo', 'outcome')] : []),
    ...(outcome === 'acceptable_with_measures' && measures.length === 0
      ? [neededWith('/measures', 'outcome: acceptable_with_measures')]
      : []),
    ...(NEEDED[kind] ?? [])
      .filter((field) => facts[field] === null)
      .map((field) => neededWith(`/${field}`, `kind: ${kind}`)),
    ...measures.flatMap(({ text }, i) =>
      measures.findIndex((other) => other.text === text) < i
        ? [{ pointer: `/measures/${i}/text`, code: 'unique' }]
        : [],
    ),
  ];
}

/** What is wrong with the component of a review of this kind. */
export function componentKindProblems(kind: string, componentKind: string | null): FieldError[] {
  const kinds = COMPONENT_KINDS_OF[kind];
  if (kinds === undefined || componentKind === null || kinds.includes(componentKind)) return [];
  return [{ pointer: '/componentId', code: 'component-kind', params: { kinds: kinds.join(', ') } }];
}

/** The signing functions of which one is needed to approve a review of this kind; none: whoever may approve. */
export function signersOf(kind: string): readonly string[] {
  return SIGNED_BY[kind] ?? [];
}

/** What somebody who approves has to find: an outcome, and a review that still counts. */
export function approvalProblems({ outcome, validTo }: ReviewFacts, today: string): FieldError[] {
  return [
    ...(outcome === 'unknown' ? [{ pointer: '/outcome', code: 'to-be-known' }] : []),
    ...(validTo !== null && validTo < today ? [{ pointer: '/validTo', code: 'has-passed' }] : []),
  ];
}

/** What a change would forget. What was found wanting stays so: a later review of the same kind remedies it. */
export function forgottenProblems(current: ReviewFacts, wanted: ReviewFacts): FieldError[] {
  const kept = new Set(wanted.measures.map(({ text }) => text));
  const isLost = ADVERSE.includes(current.outcome) && current.measures.some(({ text }) => !kept.has(text));
  return [
    ...(isMilder(current.outcome, wanted.outcome) ? [notForgotten('/outcome')] : []),
    ...(isLost ? [notForgotten('/measures')] : []),
  ];
}

/** Why a review cannot be retired: what it found wanting would be forgotten, and a better one before it would speak again. */
export function retirementProblems({ outcome }: ReviewFacts): FieldError[] {
  return ADVERSE.includes(outcome) ? [notForgotten('')] : [];
}

function isMilder(from: string, to: string): boolean {
  if (from === 'not_acceptable') return to !== from;
  return from === 'acceptable_with_measures' && !ADVERSE.includes(to);
}

function contradiction(pointer: string, other: string): FieldError {
  return { pointer, code: 'contradiction', params: { other } };
}

function neededWith(pointer: string, other: string): FieldError {
  return { pointer, code: 'needed-with', params: { other } };
}

function notForgotten(pointer: string): FieldError {
  return { pointer, code: 'not-to-be-forgotten' };
}
