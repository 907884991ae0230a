import { type Actor, preparerOf } from '../../../kernel/actor.js';
import { addDays } from '../../../kernel/clock.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import { type ExitStep, nothingIsRecorded, unfinishedSteps } from './exit-steps.js';

export const EXIT_SUBJECTS = ['provider', 'component', 'arrangement'] as const;
export type ExitSubjectType = (typeof EXIT_SUBJECTS)[number];
export interface ExitSubject {
  type: ExitSubjectType;
  id: string;
}

export const EXIT_REASONS = [
  'planned_replacement',
  'end_of_life',
  'termination_by_firm',
  'termination_by_provider',
  'provider_failure',
  'suspension',
  'other',
  'unknown',
] as const;
/** That nothing takes its place is a statement; that nobody knows is none. */
export const SUCCESSOR_STATUSES = ['named', 'none', 'unknown'] as const;
export const EXIT_STATES = ['open', 'submitted', 'closed', 'abandoned'] as const;

/** What is said of an exit, and may be changed; its steps are beside it. */
export interface ExitFacts {
  reason: string;
  successorStatus: string;
  successor: ExitSubject | null;
  ownerId: string;
  /** YYYY-MM-DD: by when it is to be complete. */
  dueOn: string;
  summary: string;
}

/** An exit as it is stored: what it is of, and its successor, each in one of three columns. */
export interface ExitColumns {
  providerId: string | null;
  componentId: string | null;
  arrangementId: string | null;
  successorProviderId: string | null;
  successorComponentId: string | null;
  successorArrangementId: string | null;
}

export function columnsOfExit(
  subject: ExitSubject,
): Pick<ExitColumns, 'providerId' | 'componentId' | 'arrangementId'> {
  const of = (type: ExitSubjectType): string | null => (subject.type === type ? subject.id : null);
  return { providerId: of('provider'), componentId: of('component'), arrangementId: of('arrangement') };
}

export function columnsOfSuccessor(
  successor: ExitSubject | null,
): Omit<ExitColumns, 'providerId' | 'componentId' | 'arrangementId'> {
  const of = (type: ExitSubjectType): string | null => (successor?.type === type ? successor.id : null);
  return {
    ...{ successorProviderId: of('provider'), successorComponentId: of('component') },
    successorArrangementId: of('arrangement'),
  };
}

export function exitSubjectOf(columns: ExitColumns): ExitSubject {
  const { providerId, componentId, arrangementId } = columns;
  return one(providerId, componentId, arrangementId) ?? { type: 'arrangement', id: '' };
}

export function successorOf(columns: ExitColumns): ExitSubject | null {
  const { successorProviderId, successorComponentId, successorArrangementId } = columns;
  return one(successorProviderId, successorComponentId, successorArrangementId);
}

function one(
  provider: string | null,
  component: string | null,
  arrangement: string | null,
): ExitSubject | null {
  if (provider !== null) return { type: 'provider', id: provider };
  if (component !== null) return { type: 'component', id: component };
  return arrangement === null ? null : { type: 'arrangement', id: arrangement };
}

/** What is said of a successor and cannot stand. */
export function successorProblems(
  { successorStatus, successor }: Pick<ExitFacts, 'successorStatus' | 'successor'>,
  subject: ExitSubject,
): FieldError[] {
  const other = 'successorStatus: named';
  if (successor === null) {
    return successorStatus === 'named'
      ? [{ pointer: '/successor', code: 'needed-with', params: { other } }]
      : [];
  }
  return [
    ...(successorStatus === 'named' ? [] : [{ pointer: '/successor', code: 'only-with', params: { other } }]),
    ...(successor.type === subject.type
      ? []
      : [{ pointer: '/successor/type', code: 'contradiction', params: { other: 'subject.type' } }]),
    ...(successor.id === subject.id ? [{ pointer: '/successor/id', code: 'self-reference' }] : []),
  ];
}

/** So far ahead an exit may be planned, in days: two years. */
const MOST_DAYS = 731;

/**
 * What is wrong with the day by which an exit is to be complete: it is dated before its component ends.
 * @param today YYYY-MM-DD, where the legal entity is
 * @param retiresOn the last day of the component; one that has passed sets no date any more
 */
export function dueProblems(dueOn: string, today: string, retiresOn: string | null): FieldError[] {
  const pointer = '/dueOn';
  if (dueOn < today || dueOn > addDays(today, MOST_DAYS)) return [{ pointer, code: 'within-two-years' }];
  return retiresOn !== null && retiresOn >= today && dueOn > retiresOn
    ? [{ pointer, code: 'contradiction', params: { other: `retiresOn: ${retiresOn}` } }]
    : [];
}

/** Nothing was validated that is there no longer: with another successor the step is open again. */
export function stepsForSuccessor(steps: readonly ExitStep[], isAnother: boolean): ExitStep[] {
  const isStale = ({ step, state }: ExitStep): boolean =>
    isAnother && step === 'successor_validated' && state === 'done';
  return steps.map((step) => (isStale(step) ? { ...step, state: 'open', doneOn: null, doneBy: null } : step));
}

/** A successor that nobody named was not validated either. */
export function validationProblems(
  steps: readonly ExitStep[],
  successorStatus: string,
  stated: readonly { step: string }[],
): FieldError[] {
  const isDone = steps.some(({ step, state }) => step === 'successor_validated' && state === 'done');
  if (!isDone || successorStatus === 'named') return [];
  const at = stated.findIndex(({ step }) => step === 'successor_validated');
  const pointer = at < 0 ? '/successorStatus' : `/steps/${at}/state`;
  return [{ pointer, code: 'contradiction', params: { other: at < 0 ? 'steps' : 'successorStatus' } }];
}

/** What keeps an exit from being put before somebody. */
export function submissionGaps(successorStatus: string, steps: readonly ExitStep[]): FieldError[] {
  return [
    ...(successorStatus === 'unknown' ? [{ pointer: '/successorStatus', code: 'to-be-known' }] : []),
    ...unfinishedSteps(steps),
  ];
}

interface DecidedExit {
  state: string;
  preparedBy: readonly string[];
}

/** What was closed or abandoned stays as it was. */
export function refuseDecidedExit({ state }: Pick<DecidedExit, 'state'>): void {
  if (state === 'closed' || state === 'abandoned') throw new DomainError('already-decided');
}

export function refuseUnsubmittedExit(exit: Pick<DecidedExit, 'state'>): void {
  refuseDecidedExit(exit);
  if (exit.state !== 'submitted') throw new DomainError('not-submitted');
}

/** Who had a hand in it, be it by what they wrote or by what they did, does not decide on it. */
export function refuseOwnExit(actor: Actor, { preparedBy }: DecidedExit, steps: readonly ExitStep[]): void {
  const self = preparerOf(actor);
  if (preparedBy.includes(self) || steps.some(({ doneBy }) => doneBy === self)) {
    throw new DomainError('four-eyes');
  }
}

/** One that was opened by mistake goes; of another one somebody decides. */
export function refuseExitRetirement(exit: Pick<DecidedExit, 'state'>, steps: readonly ExitStep[]): void {
  refuseDecidedExit(exit);
  if (exit.state !== 'open' || !nothingIsRecorded(steps)) throw new DomainError('exit-begun');
}
