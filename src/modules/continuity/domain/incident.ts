import { type Actor, preparerOf } from '../../../kernel/actor.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import type { ChangeKind } from './change-matrix.js';

export const INCIDENT_KINDS = [
  'outage',
  'security',
  'data_leak',
  'wrong_output',
  'provider_breach',
  'other',
] as const;
export const SEVERITIES = ['low', 'medium', 'high', 'critical', 'unknown'] as const;
export const IMPACTS = ['yes', 'no', 'unknown'] as const;

/** Whether a breach is reported to the SFC at once (Code of Conduct, 12.5). */
export const REPORT_DECISIONS = ['report', 'not_required', 'undecided'] as const;
export type ReportRuling = Exclude<(typeof REPORT_DECISIONS)[number], 'undecided'>;

/** What is said of an incident, and may be changed. */
export interface IncidentFacts {
  kind: string;
  useCaseIds: string[];
  startedAt: Date;
  /** Null: it goes on, or nobody knows. */
  endedAt: Date | null;
  clientImpact: string;
  dataImpact: string;
  severity: string;
  summary: string;
  ownerId: string | null;
  evidenceIds: string[];
}

/** What is said of an incident and cannot stand. */
export function incidentProblems({ startedAt, endedAt }: IncidentFacts, now: Date): FieldError[] {
  const ahead = (pointer: string, at: Date | null): FieldError[] =>
    at !== null && at > now ? [{ pointer, code: 'not-in-future' }] : [];
  return [
    ...ahead('/startedAt', startedAt),
    ...ahead('/endedAt', endedAt),
    ...(endedAt !== null && endedAt < startedAt
      ? [{ pointer: '/endedAt', code: 'contradiction', params: { other: 'startedAt' } }]
      : []),
  ];
}

type Impact = Pick<IncidentFacts, 'clientImpact' | 'dataImpact'>;

/** An impact that was found is not taken back. */
export function forgottenImpact(current: Impact, wanted: Impact): FieldError[] {
  const isForgotten = (field: keyof Impact): boolean => current[field] === 'yes' && wanted[field] !== 'yes';
  return [
    ...(isForgotten('clientImpact') ? [{ pointer: '/impact/clients', code: 'adverse-event' }] : []),
    ...(isForgotten('dataImpact') ? [{ pointer: '/impact/data', code: 'adverse-event' }] : []),
  ];
}

/** Whether there was an impact, as far as anybody knows: what is not known may have been one. */
export function mayHaveImpact({ clientImpact, dataImpact }: Impact): boolean {
  return clientImpact !== 'no' || dataImpact !== 'no';
}

/** One that was entered by mistake goes; one that had an impact, or is followed up, stays. */
export function refuseIncidentRetirement(
  incident: Impact & { changeEventId: string | null; reportDecision: string },
): void {
  const { changeEventId, reportDecision } = incident;
  if (!mayHaveImpact(incident) && changeEventId === null && reportDecision !== 'report') return;
  throw new DomainError('adverse-finding', {}, [{ pointer: '', code: 'adverse-event' }]);
}

/** An owner and documents change nothing of what was decided on; anything else makes a decision not to report one of before. */
const BESIDE_THE_DECISION: readonly string[] = ['ownerId', 'evidenceIds'];
export function outlivesChange(reportDecision: string, changed: readonly string[]): boolean {
  return reportDecision !== 'not_required' || changed.every((field) => BESIDE_THE_DECISION.includes(field));
}

/**
 * To report is decided at once, by anybody who may; not to report, by nobody who wrote of it. What is to be reported stays so.
 */
export function refuseReportRuling(
  actor: Actor,
  { reportDecision, preparedBy }: { reportDecision: string; preparedBy: readonly string[] },
  ruling: ReportRuling,
): void {
  if (ruling === 'not_required' && preparedBy.includes(preparerOf(actor))) throw new DomainError('four-eyes');
  if (reportDecision === 'report' || reportDecision === ruling) throw new DomainError('already-decided');
}

const MS_AN_HOUR = 3_600_000;

/**
 * Which change an incident is; null: none, as it had no impact.
 * @param tolerances of the use cases that it hit, in hours; null: not known
 */
export function changeKindOf(
  incident: IncidentFacts,
  tolerances: readonly (number | null)[],
  now: Date,
): ChangeKind | null {
  const isOutage = incident.kind === 'outage';
  const known = tolerances.filter((hours) => hours !== null);
  const hours = ((incident.endedAt ?? now).getTime() - incident.startedAt.getTime()) / MS_AN_HOUR;
  if (isOutage && known.some((tolerated) => hours > tolerated)) return 'outage_beyond_tolerance';
  if (mayHaveImpact(incident)) return 'incident_with_impact';
  // Of what is not known to be tolerated, nothing is.
  const isUnknown = tolerances.length === 0 || known.length < tolerances.length;
  return isOutage && isUnknown ? 'outage_beyond_tolerance' : null;
}
