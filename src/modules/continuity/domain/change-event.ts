import { type Actor, preparerOf } from '../../../kernel/actor.js';
import { DomainError, type FieldError } from '../../../kernel/domain-error.js';
import type { ChangeKind } from './change-matrix.js';
import { isAdverse, type JudgedChange, type Ruling, staleRulesOf } from './stale-rules.js';

export const CHANGE_SOURCES = ['typed', 'api', 'provider_notice', 'bom_import', 'unknown'] as const;

/** What is said of a change, and may be changed until somebody rules on it. */
export interface ChangeFacts {
  kind: ChangeKind;
  summary: string;
  /** YYYY-MM-DD; null: it lies ahead, or was only announced. */
  happenedOn: string | null;
  announcedOn: string | null;
  /** Of what was announced; null: not known. */
  takesEffectOn: string | null;
  source: string;
  notice: string | null;
  evidenceId: string | null;
  /** Null: the risk officers. */
  ownerId: string | null;
}

/**
 * What is said of a change and cannot stand.
 * @param today YYYY-MM-DD, where its legal entity is
 */
export function changeProblems(facts: ChangeFacts, today: string): FieldError[] {
  const { happenedOn, announcedOn, takesEffectOn } = facts;
  const ahead = (pointer: string, day: string | null): FieldError[] =>
    day !== null && day > today ? [{ pointer, code: 'not-in-future' }] : [];
  const contradicts = announcedOn !== null && takesEffectOn !== null && takesEffectOn < announcedOn;
  return [
    ...(happenedOn === null && announcedOn === null ? [{ pointer: '/happenedOn', code: 'required' }] : []),
    ...ahead('/happenedOn', happenedOn),
    ...ahead('/announcedOn', announcedOn),
    ...(takesEffectOn !== null && announcedOn === null
      ? [{ pointer: '/takesEffectOn', code: 'only-with', params: { other: 'announcedOn' } }]
      : []),
    ...(contradicts
      ? [{ pointer: '/takesEffectOn', code: 'contradiction', params: { other: 'announcedOn' } }]
      : []),
  ];
}

/** What went wrong is not made into something milder. */
export function forgottenProblems(current: ChangeFacts, wanted: ChangeFacts): FieldError[] {
  return isAdverse(current.kind) && wanted.kind !== current.kind
    ? [{ pointer: '/kind', code: 'adverse-event' }]
    : [];
}

/** A change on which somebody ruled. */
export interface RuledChange extends JudgedChange {
  /** Everybody who wrote or changed what is ruled on. */
  preparedBy: readonly string[];
}

/**
 * After the ruling, what was ruled on stays as it is. Whose it is may change, and that it has happened may be added to what was
 * only announced.
 * @param changed names of fields
 */
export function refuseChangeAfterRuling(
  { ruling, happenedOn }: JudgedChange & Pick<ChangeFacts, 'happenedOn'>,
  changed: readonly string[],
): void {
  if (ruling === null) return;
  const isFree = (field: string): boolean =>
    field === 'ownerId' || (field === 'happenedOn' && happenedOn === null);
  if (!changed.every(isFree)) throw new DomainError('already-decided');
}

/** Nobody rules on what they prepared, by whatever key; a ruling is only ever made stricter. */
export function refuseRuling(actor: Actor, change: RuledChange, ruling: Ruling): void {
  if (change.preparedBy.includes(preparerOf(actor))) throw new DomainError('four-eyes');
  if (change.ruling === 'material' || change.ruling === ruling) throw new DomainError('already-decided');
}

/** What was ruled on stays, and so does what went wrong. */
export function refuseRetirement({ kind, ruling }: JudgedChange): void {
  if (ruling !== null) throw new DomainError('already-decided');
  if (isAdverse(kind)) {
    throw new DomainError('adverse-finding', {}, [{ pointer: '', code: 'adverse-event' }]);
  }
}

/** What was redone because of a change, for one of its rules. */
export interface Resolution {
  rule: string;
  /** YYYY-MM-DD */
  on: string;
  evidenceId: string | null;
  reason: string;
}

/**
 * Why something redone does not settle a rule.
 * @param since YYYY-MM-DD: what was done before the change is not redone
 */
export function resolutionProblems(
  change: JudgedChange,
  { rule, on }: Pick<Resolution, 'rule' | 'on'>,
  since: string,
  today: string,
): FieldError[] {
  const isStale = staleRulesOf(change).some((one) => one.rule === rule && one.standing === 'stale');
  return [
    ...(isStale ? [] : [{ pointer: '/rule', code: 'not-among', params: { other: 'openRules' } }]),
    ...(on > today ? [{ pointer: '/on', code: 'not-in-future' }] : []),
    ...(on < since
      ? [{ pointer: '/on', code: 'contradiction', params: { other: 'happenedOn, announcedOn' } }]
      : []),
  ];
}
