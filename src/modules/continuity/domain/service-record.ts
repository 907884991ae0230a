import type { FieldError } from '../../../kernel/domain-error.js';
import { addMonths } from './months.js';

/** How what was delivered stands to what was agreed, the best first. */
export const DELIVERED = ['met', 'partly', 'missed', 'unknown'] as const;
/** Where the figures come from. */
export const SERVICE_SOURCES = ['typed', 'provider_report', 'monitoring', 'imported'] as const;
/** Whether a breach has been dealt with. */
export const HANDLED = ['yes', 'no', 'unknown'] as const;

/** So long a period is at most. */
const MOST_MONTHS = 12;
/** The same in days: what begins earlier than so many before a day does not reach it. */
export const LONGEST_PERIOD = 366;

/** A breach of what was agreed: known by its words and its day. */
export interface Breach {
  text: string;
  /** YYYY-MM-DD */
  onDay: string;
  handled: string;
}

/** What is said of the service in a period, and may be changed. Days as YYYY-MM-DD. */
export interface ServiceFacts {
  periodFrom: string;
  periodTo: string;
  /** A share of 1; null: not known. */
  availability: number | null;
  /** A share of 1; null: none was agreed, or nobody knows. */
  availabilityTarget: number | null;
  quality: string;
  timeliness: string;
  breaches: Breach[];
  source: string;
  evidenceIds: string[];
  summary: string | null;
}

/**
 * What is said of a period and cannot stand.
 * @param today YYYY-MM-DD, where its legal entity is
 */
export function serviceProblems(
  { periodFrom, periodTo, breaches }: ServiceFacts,
  today: string,
): FieldError[] {
  const pointer = '/period/to';
  const params = { months: MOST_MONTHS };
  return [
    ...(periodTo < periodFrom ? [contradiction(pointer, 'from')] : []),
    ...(periodTo > today ? [{ pointer, code: 'not-in-future' }] : []),
    ...(periodTo >= addMonths(periodFrom, MOST_MONTHS) ? [{ pointer, code: 'at-most-months', params }] : []),
    ...breaches.flatMap((breach, i): FieldError[] => [
      ...(breaches.findIndex((other) => isSame(other, breach)) < i
        ? [{ pointer: `/breaches/${i}/text`, code: 'unique' }]
        : []),
      ...(breach.onDay < periodFrom || breach.onDay > periodTo
        ? [contradiction(`/breaches/${i}/onDay`, 'period')]
        : []),
    ]),
  ];
}

const KINDS = ['quality', 'timeliness'] as const;

/**
 * What a change would forget. A breach stays, with whether it was dealt with; what is known of the service stays known; and what
 * was wanting is not made to last for less.
 */
export function forgottenService(current: ServiceFacts, wanted: ServiceFacts): FieldError[] {
  const isLost = current.breaches.some((breach) => {
    const kept = wanted.breaches.find((other) => isSame(other, breach));
    return kept === undefined || (breach.handled === 'no' && kept.handled === 'unknown');
  });
  const isCut = wanted.periodFrom > current.periodFrom || wanted.periodTo < current.periodTo;
  const isAimless = isBelowTarget(current) && wanted.availabilityTarget === null;
  return [
    ...(isCut && isWanting(current) ? [notForgotten('/period')] : []),
    ...(current.availability !== null && wanted.availability === null ? [notForgotten('/availability')] : []),
    ...(isAimless ? [notForgotten('/availabilityTarget')] : []),
    ...KINDS.filter((kind) => isLess(current[kind]) && wanted[kind] === 'unknown').map((kind) =>
      notForgotten(`/${kind}`),
    ),
    ...(isLost ? [notForgotten('/breaches')] : []),
  ];
}

/** That the service was better than was recorded is for a document to show. */
export function unshownProblems(current: ServiceFacts, wanted: ServiceFacts): FieldError[] {
  if (wanted.evidenceIds.length > 0) return [];
  const milder: string[] = KINDS.filter(
    (kind) => wanted[kind] !== 'unknown' && rankOf(wanted[kind]) < rankOf(current[kind]),
  );
  const isKnown = wanted.availability !== null && wanted.availabilityTarget !== null;
  if (isKnown && isBelowTarget(current) && !isBelowTarget(wanted)) milder.push('availability');
  return milder.map((other) => ({ pointer: '/evidenceIds', code: 'needed-with', params: { other } }));
}

/** Why a record cannot be retired: what was wanting would be forgotten with it. */
export function serviceRetirementProblems(current: ServiceFacts): FieldError[] {
  return isWanting(current) ? [notForgotten('')] : [];
}

function isWanting(facts: ServiceFacts): boolean {
  return facts.breaches.length > 0 || KINDS.some((kind) => isLess(facts[kind])) || isBelowTarget(facts);
}

function isBelowTarget({ availability, availabilityTarget }: ServiceFacts): boolean {
  return availability !== null && availabilityTarget !== null && availability < availabilityTarget;
}

function isLess(delivered: string): boolean {
  return delivered === 'partly' || delivered === 'missed';
}

/** The worse, the higher; what is unknown was not recorded as anything. */
function rankOf(delivered: string): number {
  return isLess(delivered) ? DELIVERED.indexOf(delivered as (typeof DELIVERED)[number]) : 0;
}

function isSame(a: Breach, b: Breach): boolean {
  return a.text === b.text && a.onDay === b.onDay;
}

function contradiction(pointer: string, other: string): FieldError {
  return { pointer, code: 'contradiction', params: { other } };
}

function notForgotten(pointer: string): FieldError {
  return { pointer, code: 'not-to-be-forgotten' };
}
