import type { FieldError } from '../../../kernel/domain-error.js';

/** What data flows from and to. */
export const FLOW_ENDS = ['use_case', 'component', 'provider', 'legal_entity'] as const;
export type FlowEndType = (typeof FLOW_ENDS)[number];

/** How what was passed on is deleted again. */
export const DELETIONS = ['automatic', 'on_request', 'at_exit', 'never', 'unknown'] as const;

export interface FlowEnd {
  type: FlowEndType;
  id: string;
}

/** From where to where: it stays so. Another way is another flow. */
export interface FlowEnds {
  from: FlowEnd;
  to: FlowEnd;
}

/** The ends as they are stored: each in one of its columns. */
export interface FlowEndColumns {
  fromType: string;
  fromUseCaseId: string | null;
  fromComponentId: string | null;
  fromProviderId: string | null;
  fromLegalEntityId: string | null;
  toType: string;
  toUseCaseId: string | null;
  toComponentId: string | null;
  toProviderId: string | null;
  toLegalEntityId: string | null;
}

/** What is said of a flow, and may be changed. Days as YYYY-MM-DD. */
export interface FlowFacts {
  useCaseId: string | null;
  purpose: string | null;
  description: string | null;
  dataClasses: string[];
  encryptedAtRest: string;
  encryptedInTransit: string;
  crossBorder: string;
  destinationJurisdiction: string | null;
  retention: string;
  deletion: string;
  deletionNote: string | null;
  evidenceIds: string[];
  reviewedOn: string | null;
  /** When it stopped; null: data flows still. */
  endedOn: string | null;
  ownerId: string | null;
}

export function columnsOfEnds({ from, to }: FlowEnds): FlowEndColumns {
  const idOf = (end: FlowEnd, type: FlowEndType): string | null => (end.type === type ? end.id : null);
  return {
    ...{
      fromType: from.type,
      fromUseCaseId: idOf(from, 'use_case'),
      fromComponentId: idOf(from, 'component'),
    },
    ...{ fromProviderId: idOf(from, 'provider'), fromLegalEntityId: idOf(from, 'legal_entity') },
    ...{ toType: to.type, toUseCaseId: idOf(to, 'use_case'), toComponentId: idOf(to, 'component') },
    ...{ toProviderId: idOf(to, 'provider'), toLegalEntityId: idOf(to, 'legal_entity') },
  };
}

export function endsOf(columns: FlowEndColumns): FlowEnds {
  const { fromUseCaseId, fromComponentId, fromProviderId, fromLegalEntityId } = columns;
  const { toUseCaseId, toComponentId, toProviderId, toLegalEntityId } = columns;
  return {
    from: endOf(columns.fromType, fromUseCaseId ?? fromComponentId ?? fromProviderId ?? fromLegalEntityId),
    to: endOf(columns.toType, toUseCaseId ?? toComponentId ?? toProviderId ?? toLegalEntityId),
  };
}

function endOf(type: string, id: string | null): FlowEnd {
  return { type: type as FlowEndType, id: id ?? '' };
}

/** The use case that is itself an end of the flow; there is at most one, as the other end is provided. */
export function useCaseAtEnd({ from, to }: FlowEnds): string | null {
  return [from, to].find(({ type }) => type === 'use_case')?.id ?? null;
}

const PROVIDED: readonly FlowEndType[] = ['component', 'provider'];

/** What cannot be true of the ends of a flow together, and of the use case that it serves. */
export function endProblems(ends: FlowEnds, useCaseId: string | null): FieldError[] {
  const { from, to } = ends;
  const end = useCaseAtEnd(ends);
  const isProvided = [from, to].some(({ type }) => PROVIDED.includes(type));
  return [
    ...(isProvided ? [] : [{ pointer: '/to/type', code: 'code', params: { codes: PROVIDED.join(', ') } }]),
    ...(from.type === to.type && from.id === to.id ? [contradiction('/to/id', 'from')] : []),
    ...(end !== null && end !== useCaseId
      ? [contradiction('/useCaseId', end === from.id ? 'from' : 'to')]
      : []),
  ];
}

/** The day, and the place, where the legal entity of a flow is; the place null: not known. */
export interface FlowPlace {
  today: string;
  jurisdiction: string | null;
}

/** What is said of a flow and cannot stand. */
export function flowProblems(facts: FlowFacts, { today, jurisdiction }: FlowPlace): FieldError[] {
  const { crossBorder, destinationJurisdiction, retention, deletion } = facts;
  const isElsewhere =
    destinationJurisdiction !== null && jurisdiction !== null && destinationJurisdiction !== jurisdiction;
  const isKeptForLess = retention === 'none' || retention === 'up_to_30_days';
  return [
    ...(['reviewedOn', 'endedOn'] as const)
      .filter((field) => (facts[field] ?? '') > today)
      .map((field) => ({ pointer: `/${field}`, code: 'not-in-future' })),
    ...(crossBorder === 'no' && isElsewhere
      ? [contradiction('/destinationJurisdiction', 'crossBorder: no')]
      : []),
    ...(deletion === 'never' && isKeptForLess ? [contradiction('/deletion', `retention: ${retention}`)] : []),
  ];
}

type Encryption = Pick<FlowFacts, 'encryptedAtRest' | 'encryptedInTransit'>;

function isUnencrypted({ encryptedAtRest, encryptedInTransit }: Encryption): boolean {
  return encryptedAtRest === 'no' || encryptedInTransit === 'no';
}

/** What was found wanting, by the field that says so. */
const ADVERSE = {
  encryptedAtRest: ['no'],
  encryptedInTransit: ['no'],
  crossBorder: ['yes'],
  retention: ['over_30_days', 'indefinite'],
  deletion: ['never'],
} as const satisfies Partial<Record<keyof FlowFacts, readonly string[]>>;
const ADVERSE_FIELDS = Object.keys(ADVERSE) as (keyof typeof ADVERSE)[];

/** What a change would forget: it may be said to be otherwise now, and not to be unknown. */
export function forgottenProblems(current: FlowFacts, wanted: FlowFacts): FieldError[] {
  const isForgotten = (field: keyof typeof ADVERSE): boolean =>
    (ADVERSE[field] as readonly string[]).includes(current[field]) && wanted[field] === 'unknown';
  const isSensitive = current.dataClasses.some((code) => code !== 'public' && code !== 'unknown');
  const isMoved = current.useCaseId !== null && current.useCaseId !== wanted.useCaseId;
  return [
    ...ADVERSE_FIELDS.filter(isForgotten).map((field) => notForgotten(`/${field}`)),
    ...(isSensitive && wanted.dataClasses.includes('unknown') ? [notForgotten('/dataClasses')] : []),
    ...(isMoved && isUnencrypted(current) ? [notForgotten('/useCaseId')] : []),
  ];
}

/** Why a flow cannot be retired: data still flows that is not encrypted. */
export function flowRetirementProblems(flow: Encryption & Pick<FlowFacts, 'endedOn'>): FieldError[] {
  return flow.endedOn === null && isUnencrypted(flow) ? [notForgotten('')] : [];
}

function contradiction(pointer: string, other: string): FieldError {
  return { pointer, code: 'contradiction', params: { other } };
}

function notForgotten(pointer: string): FieldError {
  return { pointer, code: 'not-to-be-forgotten' };
}
