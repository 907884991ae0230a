import { isBound } from './bound-entities.js';
import type { ChangeFact } from './facts.js';
import type { InspectedRegister } from './inspected-register.js';
import { complete, type Judgement, notApplicable, type RecordRef, unknown } from './judgement.js';
import type { Basis, Clause, Rule, RuleCode } from './rule.js';
import { isWorse, reaches, type State } from './states.js';
import type { Subject, SubjectOf, SubjectType } from './subjects.js';
import { isOutOfScope } from './use-case-subject.js';

/** What a clause of a rule comes to on a subject. */
export interface ClauseResult extends Judgement {
  /** Code of the clause. */
  readonly clause: string;
  readonly basis: Basis;
  /** The approved exception under which a gap stands until its last day. */
  readonly exception: RecordRef | null;
}

/** What a rule comes to on a subject; a gap of the house is never one against the circular. */
export interface RuleResult {
  readonly circular: State;
  readonly house: State;
  readonly clauses: readonly ClauseResult[];
}

/** Judges one rule on one subject. */
export function judgeRule<Type extends SubjectType>(
  rule: Rule<Type>,
  subject: SubjectOf<Type>,
  register: InspectedRegister,
): RuleResult {
  return resultOf(rule, subject, register, standingOfWhole(rule, subject, register));
}

/** What a rule comes to on what stands for subjects that nobody has recorded. */
export function judgeUnrecorded(
  rule: Rule,
  subject: Subject,
  judgement: Judgement,
  register: InspectedRegister,
): RuleResult {
  return resultOf(rule, subject, register, claimOf(rule.code, subject, register) ?? judgement);
}

function resultOf<Type extends SubjectType>(
  rule: Rule<Type>,
  subject: SubjectOf<Type>,
  register: InspectedRegister,
  whole: Judgement | null,
): RuleResult {
  const standing = {
    ...{ whole, isBound: isBound(subject, register) },
    exception: exceptionOf(rule.code, subject, register),
    changes: register.openChanges(rule.code, subject),
  };
  const clauses = rule.clauses.map((clause) => resultOfClause(clause, standing, subject, register));
  return { circular: stateOf(clauses, 'circular'), house: stateOf(clauses, 'house'), clauses };
}

/** What is the same for every clause of a rule on a subject. */
interface Standing {
  /** What decides of all of them at once; null: each is judged. */
  readonly whole: Judgement | null;
  /** Whether the circular binds anybody whom the subject belongs to. */
  readonly isBound: boolean;
  readonly exception: RecordRef | null;
  readonly changes: readonly ChangeFact[];
}

function resultOfClause<Type extends SubjectType>(
  clause: Clause<Type>,
  standing: Standing,
  subject: SubjectOf<Type>,
  register: InspectedRegister,
): ClauseResult {
  const judged = judgeClause(clause, standing, subject, register);
  const exception = judged.state === 'gap' ? standing.exception : null;
  const kept =
    exception !== null && clause.reasonSuffices === true ? complete('reasoned_exception', exception) : judged;
  const { state, because, records } =
    kept.state === 'complete' ? unlessChanged(kept, standing.changes) : kept;
  return { clause: clause.code, basis: clause.basis, exception, state, because, records };
}

/** What was in order before a change that is still to be looked at is not known to be. */
function unlessChanged(kept: Judgement, changes: readonly ChangeFact[]): Judgement {
  if (changes.length === 0) return kept;
  const refs = changes.map(({ id }) => ({ type: 'change_event', id }));
  return unknown('changed_since', ...kept.records, ...refs);
}

/** What a subject's tier does not ask is not asked, whatever else is known of it. */
function judgeClause<Type extends SubjectType>(
  clause: Clause<Type>,
  { whole, isBound }: Pick<Standing, 'whole' | 'isBound'>,
  subject: SubjectOf<Type>,
  register: InspectedRegister,
): Judgement {
  if (!reaches(clause.lowestTier, subject.tier)) return notApplicable('below_tier');
  if (clause.basis === 'circular' && !isBound) return notApplicable('not_licensed');
  return whole ?? clause.judge(subject, register);
}

function stateOf(clauses: readonly ClauseResult[], basis: Basis): State {
  let worst: State = 'not_applicable';
  for (const one of clauses) if (one.basis === basis && isWorse(one.state, worst)) worst = one.state;
  return worst;
}

/** What decides of all clauses at once; null: each is judged. */
function standingOfWhole<Type extends SubjectType>(
  rule: Rule<Type>,
  subject: SubjectOf<Type>,
  register: InspectedRegister,
): Judgement | null {
  const claim = claimOf(rule.code, subject, register);
  if (claim !== null) return claim;
  if (rule.evenOutOfScope !== true && isOutOfScope(subject, register.today)) {
    return notApplicable('out_of_scope', { type: 'use_case', id: subject.id });
  }
  return rule.appliesTo?.(subject, register) ?? null;
}

function claimOf(code: RuleCode, subject: Subject, register: InspectedRegister): Judgement | null {
  const [claim] = register.exceptions(code, 'not_applicable', subject);
  return claim ? notApplicable('claimed', { type: 'exception', id: claim.id }) : null;
}

function exceptionOf(code: RuleCode, subject: Subject, register: InspectedRegister): RecordRef | null {
  const [found] = register.exceptions(code, 'exception', subject);
  return found ? { type: 'exception', id: found.id } : null;
}
