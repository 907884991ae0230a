import type { SubjectsByType } from './find-subjects.js';
import type { InspectedRegister } from './inspected-register.js';
import { judgeRule, judgeUnrecorded, type RuleResult } from './judge-rule.js';
import type { Basis, Clause, Rule } from './rule.js';
import type { AnyRule } from './rules.js';
import { STATES, type State, worstOf } from './states.js';
import type { Subject, SubjectType } from './subjects.js';
import { unrecordedFor } from './unrecorded.js';

export type Counts = Readonly<Record<State, number>>;

/** A rule on one subject; of another type than the rule's where it stands for subjects that nobody has recorded. */
export interface JudgedSubject {
  readonly subject: Subject;
  readonly result: RuleResult;
}

export interface ClauseCoverage {
  readonly clause: Clause<SubjectType>;
  readonly state: State;
  readonly counts: Counts;
}

/** What a rule comes to over everything that it is judged on. */
export interface RuleCoverage {
  readonly rule: AnyRule;
  /** Against the circular where it asks for anything; else by the standard of the house. */
  readonly basis: Basis;
  readonly state: State;
  readonly counts: Counts;
  /** By the standard of the house; null: it asks for nothing more. */
  readonly house: { readonly state: State; readonly counts: Counts } | null;
  readonly clauses: readonly ClauseCoverage[];
  /** Every subject, and what stands for those that nobody has recorded, the worst first. */
  readonly judged: readonly JudgedSubject[];
}

/**
 * Judges one rule on everything that it is about. Whoever runs it may pause at each step: a large register takes seconds.
 * @yields after each subject
 */
export function* coverRule(
  rule: AnyRule,
  subjects: SubjectsByType,
  register: InspectedRegister,
): Generator<void, RuleCoverage> {
  const judged: JudgedSubject[] = [];
  for (const subject of subjects[rule.subject]) {
    judged.push({ subject, result: judgeRule(rule as Rule<SubjectType>, subject, register) });
    yield;
  }
  for (const { subject, judgement } of unrecordedFor(rule.subject, subjects, register)) {
    judged.push({
      subject,
      result: judgeUnrecorded(rule as Rule<SubjectType>, subject, judgement, register),
    });
    yield;
  }
  return summaryOf(rule, judged);
}

function summaryOf(rule: AnyRule, judged: readonly JudgedSubject[]): RuleCoverage {
  const basis = rule.clauses.some((clause) => clause.basis === 'circular') ? 'circular' : 'house';
  const hasMore = basis === 'circular' && rule.clauses.some((clause) => clause.basis === 'house');
  const clauses = rule.clauses.map((clause, i) => {
    const states = judged.map(({ result }) => result.clauses[i]?.state ?? 'unknown');
    return { clause: clause as Clause<SubjectType>, state: worstOf(states), counts: count(states) };
  });
  const inOrder = [...judged].sort((a, b) => rank(a.result[basis]) - rank(b.result[basis]));
  const states = judged.map(({ result }) => result[basis]);
  const house = judged.map(({ result }) => result.house);
  return {
    ...{ rule, basis, state: worstOf(states), counts: count(states), clauses, judged: inOrder },
    house: hasMore ? { state: worstOf(house), counts: count(house) } : null,
  };
}

function count(states: readonly State[]): Counts {
  const counts = { gap: 0, unknown: 0, complete: 0, not_applicable: 0 };
  for (const state of states) counts[state] += 1;
  return counts;
}

function rank(state: State): number {
  return STATES.indexOf(state);
}
