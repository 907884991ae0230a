import {
  addBusinessDays,
  firstNotEndingBefore,
  type HolidayCalendar,
} from '../../../kernel/business-days.js';
import type { FieldError } from '../../../kernel/domain-error.js';

/** What is exchanged with the SFC about the use of AI. */
export const CORRESPONDENCE_KINDS = ['early_discussion', 'notification', 'flexibility', 'enquiry'] as const;

/** Whether a change is one of which the SFC is notified (paragraph 30). */
export const NOTIFICATION_DECISIONS = [
  ...['notify', 'not_a_significant_change', 'undecided', 'unknown'],
] as const;
const TAKEN = ['notify', 'not_a_significant_change'];

/** Why there is no day by which a notice is due. */
export const NOT_DUE_REASONS = [
  ...['not_a_notification', 'not_a_significant_change', 'no_day_of_change', 'beyond_known_holidays'],
] as const;

/** Within so many business days after the change takes place is notice given (Cap. 571S, section 4(2)). */
const NOTICE_DAYS = 7;
/** Days begin with the year 1. */
const EARLIEST = '0001-01-01';

/** What a record is of: it stays so. */
export interface CorrespondenceIdentity {
  kind: string;
  legalEntityId: string;
}

/** What is said of it, and may be changed. Days are YYYY-MM-DD. */
export interface CorrespondenceFacts {
  useCaseIds: readonly string[];
  decision: string;
  decisionReason: string | null;
  decidedBy: string | null;
  decidedOn: string | null;
  changeTookPlaceOn: string | null;
  sentOn: string | null;
  reference: string | null;
  caseOfficer: string | null;
  evidenceIds: readonly string[];
  summary: string | null;
}

/** By when a notice is due, by both readings of a business day. */
export interface Due {
  dueOn: string | null;
  dueOnWithoutSaturdays: string | null;
  notDueBecause: (typeof NOT_DUE_REASONS)[number] | null;
  /** Days of gale and black rainstorm warnings can only move it later. */
  mayExtend: true;
  holidaysKnownUntil: string;
}

export function dueOf(
  { kind, decision, changeTookPlaceOn }: Pick<CorrespondenceFacts, 'decision' | 'changeTookPlaceOn'> & Kind,
  calendar: HolidayCalendar,
): Due {
  const more = { mayExtend: true, holidaysKnownUntil: calendar.knownUntil } as const;
  const none = (notDueBecause: Due['notDueBecause']): Due => ({
    ...{ dueOn: null, dueOnWithoutSaturdays: null, notDueBecause, ...more },
  });
  if (kind !== 'notification') return none('not_a_notification');
  if (decision === 'not_a_significant_change') return none('not_a_significant_change');
  if (changeTookPlaceOn === null) return none('no_day_of_change');
  const dueOn = addBusinessDays(changeTookPlaceOn, NOTICE_DAYS, calendar);
  const without = addBusinessDays(changeTookPlaceOn, NOTICE_DAYS, calendar, { saturdaysCount: false });
  const notDueBecause = without === null ? 'beyond_known_holidays' : null;
  return { dueOn, dueOnWithoutSaturdays: without, notDueBecause, ...more };
}

/** Notice of a change before the day that this gives was due before `day`. */
export function changesDueBefore(day: string, calendar: HolidayCalendar): string {
  const first = firstNotEndingBefore(day, NOTICE_DAYS, calendar);
  return first < EARLIEST ? EARLIEST : first;
}

interface Kind {
  kind: string;
}

/**
 * What is said and cannot stand.
 * @param today YYYY-MM-DD, where the legal entity is
 */
export function correspondenceProblems(
  { kind }: Kind,
  facts: CorrespondenceFacts,
  today: string,
): FieldError[] {
  const late = (['decidedOn', 'sentOn'] as const).filter((field) => (facts[field] ?? '') > today);
  return [
    ...late.map((field) => ({ pointer: `/${field}`, code: 'not-in-future' })),
    ...(kind === 'notification' ? decisionProblems(facts) : foreignProblems(facts)),
  ];
}

/** A decision says who took it and when; that nobody need be told, also why. */
function decisionProblems(facts: CorrespondenceFacts): FieldError[] {
  const { decision, decisionReason, sentOn } = facts;
  const isTaken = TAKEN.includes(decision);
  const wrong = (['decidedBy', 'decidedOn'] as const).filter((field) => (facts[field] !== null) !== isTaken);
  const isUnsaid = decision === 'not_a_significant_change' && decisionReason === null;
  const isSentAnyhow = sentOn !== null && ['not_a_significant_change', 'undecided'].includes(decision);
  return [
    ...wrong.map((field) => ({
      pointer: `/${field}`,
      code: isTaken ? 'needed-with' : 'only-with',
      params: { other: `decision: ${isTaken ? decision : TAKEN.join(', ')}` },
    })),
    ...(isUnsaid
      ? [{ pointer: '/decisionReason', code: 'needed-with', params: { other: `decision: ${decision}` } }]
      : []),
    ...(isSentAnyhow ? [{ pointer: '/sentOn', code: 'contradiction', params: { other: 'decision' } }] : []),
  ];
}

/** Only of a notification is it decided whether to give one. */
function foreignProblems(facts: CorrespondenceFacts): FieldError[] {
  const given = (['decisionReason', 'decidedBy', 'decidedOn', 'changeTookPlaceOn'] as const).filter(
    (field) => facts[field] !== null,
  );
  const fields = [...(facts.decision === 'unknown' ? [] : ['decision']), ...given];
  return fields.map((field) => ({
    ...{ pointer: `/${field}`, code: 'only-with', params: { other: 'kind: notification' } },
  }));
}

/** What a change would forget: that the SFC is to be told, and since when. */
export function forgottenProblems(
  current: CorrespondenceFacts,
  wanted: Partial<CorrespondenceFacts>,
): FieldError[] {
  const isUndecided =
    current.decision === 'notify' && (wanted.decision === 'undecided' || wanted.decision === 'unknown');
  const isUndated = current.changeTookPlaceOn !== null && wanted.changeTookPlaceOn === null;
  return [
    ...(isUndecided ? [{ pointer: '/decision', code: 'not-to-be-forgotten' }] : []),
    ...(isUndated ? [{ pointer: '/changeTookPlaceOn', code: 'not-to-be-forgotten' }] : []),
  ];
}

/** Why a record cannot be retired: a notice that may be owed would be forgotten with it. */
export function retirementProblems({
  decision,
  changeTookPlaceOn,
  sentOn,
}: CorrespondenceFacts): FieldError[] {
  const isSettled = sentOn !== null || decision === 'not_a_significant_change';
  const isOwed = decision === 'notify' || changeTookPlaceOn !== null;
  return isOwed && !isSettled ? [{ pointer: '', code: 'not-to-be-forgotten' }] : [];
}
