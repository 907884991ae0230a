import type { FieldError } from '../../../kernel/domain-error.js';

/** What the firm does to be sure of what it uses. */
export const ACTIVITY_KINDS = [
  ...['validation', 'end_to_end_test', 'accuracy_test', 'prompt_variation_test', 'adversarial_test'],
  ...['suspension_test', 'monitoring_run', 'human_review_sample', 'disclosure_check', 'threat_review'],
  ...['fitness_decision', 'legal_review', 'gap_analysis', 'concentration_review'],
] as const;
export const ACTIVITY_SUBJECTS = ['use_case', 'component', 'provider', 'legal_entity'] as const;
export const ACTIVITY_OUTCOMES = ['passed', 'passed_with_issues', 'failed', 'unknown'] as const;

/** What a validation has to look at (paragraph 13(b)). */
export const VALIDATION_SCOPE = ['performance', 'cyber_controls', 'data_controls'] as const;

/** How an issue that was found is dealt with. */
export const ISSUE_STATES = ['fixed', 'mitigated', 'accepted', 'open', 'unknown'] as const;

/** The kinds that measure something against a target. */
const MEASURED = ['monitoring_run', 'accuracy_test'];

export interface Issue {
  text: string;
  ownerId: string | null;
  /** YYYY-MM-DD */
  dueOn: string | null;
  dealtWith: (typeof ISSUE_STATES)[number];
  reason: string | null;
}

/** What an activity was, on what and when: it stays so. A later activity is another record. */
export interface ActivityIdentity {
  kind: string;
  legalEntityId: string;
  useCaseId: string | null;
  componentId: string | null;
  providerId: string | null;
  /** Of the stack that it was done on; null: not known. */
  configurationHash: string | null;
  /** YYYY-MM-DD */
  performedOn: string;
}

/** What is said of an activity, and may be changed. */
export interface ActivityFacts {
  performedBy: string | null;
  /** An outside party, in words. */
  performer: string | null;
  scope: readonly string[];
  /** The components on the path that was tested. */
  scopeComponentIds: readonly string[];
  outcome: string;
  openIssues: readonly Issue[];
  target: number | null;
  result: number | null;
  breaches: string | null;
  evidenceIds: readonly string[];
  /** YYYY-MM-DD */
  nextDueOn: string | null;
  summary: string | null;
}

type Measured = Pick<ActivityFacts, 'target' | 'result'>;

/**
 * What is said of an activity and cannot stand.
 * @param today YYYY-MM-DD, where its legal entity is
 */
export function activityProblems(
  { kind, performedOn }: ActivityIdentity,
  facts: ActivityFacts,
  today: string,
): FieldError[] {
  const { performedBy, performer, scope, nextDueOn } = facts;
  return [
    ...(performedOn > today ? [{ pointer: '/performedOn', code: 'not-in-future' }] : []),
    ...(performedBy !== null && performer !== null ? [contradiction('/performer', 'performedBy')] : []),
    ...(scope.length > 0 && kind !== 'validation' ? [onlyWith('/scope', 'kind: validation')] : []),
    ...(nextDueOn !== null && nextDueOn <= performedOn ? [contradiction('/nextDueOn', 'performedOn')] : []),
    ...measureProblems(kind, facts),
    ...issueProblems(facts.openIssues),
    ...outcomeProblems(kind, facts),
  ];
}

function measureProblems(kind: string, facts: ActivityFacts): FieldError[] {
  if (MEASURED.includes(kind)) return [];
  const given = (['target', 'result', 'breaches'] as const).filter((field) => facts[field] !== null);
  return given.map((field) => onlyWith(`/${field}`, `kind: ${MEASURED.join(', ')}`));
}

/** An issue is known by its words: each stands once, and what is left open has somebody who sees to it. */
function issueProblems(issues: readonly Issue[]): FieldError[] {
  return issues.flatMap(({ text, ownerId, dueOn, dealtWith, reason }, i): FieldError[] => {
    const at = `/openIssues/${i}`;
    const isOpen = dealtWith === 'open';
    return [
      ...(issues.findIndex((other) => other.text === text) < i
        ? [{ pointer: `${at}/text`, code: 'unique' }]
        : []),
      ...(isOpen && ownerId === null ? [neededWith(`${at}/ownerId`, 'dealtWith: open')] : []),
      ...(isOpen && dueOn === null ? [neededWith(`${at}/dueOn`, 'dealtWith: open')] : []),
      ...(dealtWith === 'accepted' && reason === null
        ? [neededWith(`${at}/reason`, 'dealtWith: accepted')]
        : []),
    ];
  });
}

function outcomeProblems(kind: string, facts: ActivityFacts): FieldError[] {
  const { outcome, openIssues } = facts;
  if (outcome === 'passed_with_issues' && openIssues.length === 0) {
    return [neededWith('/openIssues', 'outcome: passed_with_issues')];
  }
  if (outcome !== 'passed') return [];
  return [
    ...(openIssues.some(isUndone) ? [contradiction('/outcome', 'openIssues')] : []),
    ...(isMissed(kind, facts) ? [contradiction('/outcome', 'result')] : []),
  ];
}

/**
 * What a change would forget. What failed stays failed: a later activity of the same kind on the same subject remedies it. Issues
 * stay in the record with what was done about them.
 */
export function forgottenProblems(
  current: ActivityFacts & Pick<ActivityIdentity, 'kind'>,
  wanted: ActivityFacts,
): FieldError[] {
  const kept = new Map(wanted.openIssues.map((issue) => [issue.text, issue.dealtWith]));
  const isLost = current.openIssues.some(
    ({ text, dealtWith }) => !kept.has(text) || (kept.get(text) === 'unknown' && dealtWith !== 'unknown'),
  );
  return [
    ...(isMilder(current.outcome, wanted.outcome) ? [notForgotten('/outcome')] : []),
    ...(isLost ? [notForgotten('/openIssues')] : []),
    // By the day when it is due again it stops to speak; without one it would go on.
    ...(current.nextDueOn !== null && wanted.nextDueOn === null ? [notForgotten('/nextDueOn')] : []),
    ...(current.breaches !== null && wanted.breaches === null ? [notForgotten('/breaches')] : []),
    ...(isMissed(current.kind, current) && !isMissed(current.kind, wanted) ? [notForgotten('/result')] : []),
  ];
}

/** Why an activity cannot be retired: what it found wanting would be forgotten with it. */
export function retirementProblems(current: ActivityFacts & Pick<ActivityIdentity, 'kind'>): FieldError[] {
  const isAdverse =
    current.outcome === 'failed' ||
    current.breaches !== null ||
    current.openIssues.some(isUndone) ||
    isMissed(current.kind, current);
  return isAdverse ? [notForgotten('')] : [];
}

function isMilder(from: string, to: string): boolean {
  if (from === 'failed') return to !== 'failed';
  return from === 'passed_with_issues' && to === 'unknown';
}

function isUndone({ dealtWith }: Issue): boolean {
  return dealtWith === 'open' || dealtWith === 'unknown';
}

/** More is better only of accuracy: what a monitoring run measures may be bad when it rises. */
function isMissed(kind: string, { target, result }: Measured): boolean {
  return kind === 'accuracy_test' && target !== null && result !== null && result < target;
}

function contradiction(pointer: string, other: string): FieldError {
  return { pointer, code: 'contradiction', params: { other } };
}

function onlyWith(pointer: string, other: string): FieldError {
  return { pointer, code: 'only-with', params: { other } };
}

function neededWith(pointer: string, other: string): FieldError {
  return { pointer, code: 'needed-with', params: { other } };
}

function notForgotten(pointer: string): FieldError {
  return { pointer, code: 'not-to-be-forgotten' };
}
