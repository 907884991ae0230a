import type { InspectedRegister } from './inspected-register.js';
import { complete, type Judgement, notApplicable, type RecordRef, unknown } from './judgement.js';
import type { Basis, Clause, Rule, RuleCode } from './rule.js';
import { reaches, type State, worstOf } from './states.js';
import type { Subject, SubjectOf, SubjectType } from './subjects.js';
import { isOutOfScope } from './use-case-subject.js';

/** What a clause of a rule comes to on a subject. */
export interface ClauseResult extends Judgement {
  /** Code of the clause. */
  readonly clause: string;
  readonly basis: Basis;
  /** The approved exception under which a gap stands for now. */
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
  const whole = standingOfWhole(rule, subject, register);
  const exception = exceptionOf(rule.code, subject, register);
  const clauses = rule.clauses.map((clause) => {
    const judged = whole ?? judgeClause(rule, clause, subject, register);
    const { code, basis } = clause;
    if (judged.state !== 'gap' || exception === null) {
      return { clause: code, basis, exception: null, ...judged };
    }
    return rule.reasonSuffices
      ? { clause: code, basis, exception, ...complete('reasoned_exception', exception) }
      : { clause: code, basis, exception, ...judged };
  });
  return { circular: stateOf(clauses, 'circular'), house: stateOf(clauses, 'house'), clauses };
}

function stateOf(clauses: readonly ClauseResult[], basis: Basis): State {
  return worstOf(clauses.filter((clause) => clause.basis === basis).map(({ state }) => state));
}

/** What decides of all clauses at once; null: each is judged. */
function standingOfWhole<Type extends SubjectType>(
  rule: Rule<Type>,
  subject: SubjectOf<Type>,
  register: InspectedRegister,
): Judgement | null {
  const [claim] = register.exceptions(rule.code, 'not_applicable', subject);
  if (claim) return notApplicable('claimed', { type: 'exception', id: claim.id });
  if (rule.evenOutOfScope !== true && isOutOfScope(subject, register.today)) {
    return notApplicable('out_of_scope', { type: 'use_case', id: subject.id });
  }
  return rule.appliesTo?.(subject, register) ?? null;
}

function judgeClause<Type extends SubjectType>(
  rule: Rule<Type>,
  clause: Clause<Type>,
  subject: SubjectOf<Type>,
  register: InspectedRegister,
): Judgement {
  if (!reaches(clause.lowestTier, subject.tier)) return notApplicable('below_tier');
  const judged = clause.judge(subject, register);
  if (judged.state !== 'complete') return judged;
  const changes = register.openChanges(rule.code, subject);
  if (changes.length === 0) return judged;
  const refs = changes.map(({ id }) => ({ type: 'change_event', id }));
  return unknown('changed_since', ...judged.records, ...refs);
}

function exceptionOf(code: RuleCode, subject: Subject, register: InspectedRegister): RecordRef | null {
  const [found] = register.exceptions(code, 'exception', subject);
  return found ? { type: 'exception', id: found.id } : null;
}
