import { localDate } from '../../../kernel/clock.js';
import { HOME_TIME_ZONE } from '../../../kernel/time-zone.js';
import { addMonths } from '../../diligence/due-diligence.public.js';
import { competenceName, delegationName } from './assurance-names.js';
import type { Wanted } from './plan.js';
import { asked, of, type RecordFact } from './record-fact.js';

/** A document on which records rest, while it is in use and nothing has taken its place. */
export interface EvidenceFact extends RecordFact {
  /** YYYY-MM-DD */
  validTo: string | null;
}

export function evidenceObligations(fact: EvidenceFact): Wanted[] {
  return asked('evidence', fact, 'evidence_expiry', fact.validTo);
}

export interface PolicyFact extends RecordFact {
  state: string;
  /** YYYY-MM-DD */
  nextReviewOn: string | null;
}

/** A review of what is approved: the day of a draft is a proposal. */
export function policyObligations(fact: PolicyFact): Wanted[] {
  return asked('policy', fact, 'policy_review', fact.state === 'approved' ? fact.nextReviewOn : null);
}

/** A competence of somebody who is there, whose it is to renew it. */
export interface CompetenceFact extends Omit<RecordFact, 'name' | 'nameZhHant'> {
  function: string;
  field: string;
  /** YYYY-MM-DD */
  validTo: string;
  /** Whether another record of the same counts for longer. */
  isFollowed: boolean;
}

export function competenceObligations(fact: CompetenceFact): Wanted[] {
  const record = { ...fact, ...competenceName(fact) };
  return asked('competence', record, 'competence_expiry', fact.isFollowed ? null : fact.validTo);
}

/** A rule that is not kept, or does not apply; named by what it is about. */
export interface ExceptionFact extends RecordFact {
  rule: string;
  state: string;
  /** YYYY-MM-DD */
  expiresOn: string;
}

/** What is approved holds until a day; a proposal does not hold yet. */
export function exceptionObligations(fact: ExceptionFact): Wanted[] {
  const { rule, state, expiresOn } = fact;
  const named = of({ name: rule, nameZhHant: null }, fact);
  return asked('rule_exception', fact, 'exception_expiry', state === 'approved' ? expiresOn : null, named);
}

/** A look at a component, named by it. */
export interface ReviewFact extends RecordFact {
  /** YYYY-MM-DD; null: it counts until another. */
  validTo: string | null;
  /** Whether another of its kind was done on the same since. */
  isFollowed: boolean;
}

export function reviewObligations({ validTo, isFollowed, ...review }: ReviewFact): Wanted[] {
  return asked('component_review', review, 'component_review_expiry', isFollowed ? null : validTo);
}

/** A risk statement, named by its use case. */
export interface StatementFact extends RecordFact {
  state: string;
  /** YYYY-MM-DD; null: none of its factors is rated. */
  oldestAssessedOn: string | null;
}

/** Ratings are at most so old (rule R-04, a standard of the house). */
const RATING_MONTHS = 12;

/** The one in force is renewed before its oldest rating is too old. */
export function statementObligations(fact: StatementFact): Wanted[] {
  const { state, oldestAssessedOn } = fact;
  const isDated = state === 'approved' && oldestAssessedOn !== null;
  const dueOn = isDated ? addMonths(oldestAssessedOn, RATING_MONTHS) : null;
  return asked('risk_statement', fact, 'risk_statement_renewal', dueOn);
}

/** What is delegated within the group, named by whom to. Days are YYYY-MM-DD. */
export interface DelegationFact extends RecordFact {
  function: string;
  startsOn: string | null;
  endsOn: string | null;
  lastOversightOn: string | null;
  /** Where its legal entity is. */
  recordedOn: string;
}

/** Oversight is shown every quarter (paragraph 12, a standard of the house). */
const OVERSIGHT_MONTHS = 3;

/** What a delegation asks for: what comes after its end; and until then, oversight every quarter. */
export function delegationObligations(fact: DelegationFact, now: Date): Wanted[] {
  const { startsOn, endsOn, lastOversightOn, recordedOn } = fact;
  const named = of(delegationName(fact), fact);
  const today = localDate(now, fact.timeZone ?? HOME_TIME_ZONE);
  const isOver = endsOn !== null && endsOn < today;
  const begun = startsOn ?? recordedOn;
  const overseen = lastOversightOn !== null && lastOversightOn > begun ? lastOversightOn : begun;
  const next = addMonths(overseen, OVERSIGHT_MONTHS);
  const needsNone = isOver || (endsOn !== null && next > endsOn);
  return [
    ...asked('delegation', fact, 'delegation_end', endsOn, named),
    ...asked('delegation', fact, 'delegation_oversight', needsNone ? null : next, named),
  ];
}
