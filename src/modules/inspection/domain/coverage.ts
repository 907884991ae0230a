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
  /** Subjects, and what stands for those that nobody has recorded, the worst first: as many as were asked for. */
  readonly judged: readonly JudgedSubject[];
  /** How many others there are. */
  readonly notKept: number;
}

/**
 * Judges one rule on everything that it is about. Whoever runs it may pause at each step: a large register takes seconds.
 * @param keep how many subjects to keep, the worst: of all others only their number is held
 * @yields after each subject
 */
export function* coverRule(
  rule: AnyRule,
  subjects: SubjectsByType,
  register: InspectedRegister,
  keep = Infinity,
): Generator<void, RuleCoverage> {
  const tally = new Tally(rule, keep);
  for (const subject of subjects[rule.subject]) {
    tally.add(subject, judgeRule(rule as Rule<SubjectType>, subject, register));
    yield;
  }
  for (const { subject, judgement } of unrecordedFor(rule.subject, subjects, register)) {
    tally.add(subject, judgeUnrecorded(rule as Rule<SubjectType>, subject, judgement, register));
    yield;
  }
  return tally.coverage();
}

type MutableCounts = Record<State, number>;

/** Counts what a rule comes to, subject by subject. */
class Tally {
  readonly #basis: Basis;
  readonly #hasMore: boolean;
  readonly #counts = noCounts();
  readonly #house = noCounts();
  readonly #clauses: readonly { readonly clause: Clause<SubjectType>; readonly counts: MutableCounts }[];
  readonly #kept: Record<State, JudgedSubject[]> = { gap: [], unknown: [], complete: [], not_applicable: [] };

  constructor(
    private readonly rule: AnyRule,
    private readonly keep: number,
  ) {
    const bases = rule.clauses.map(({ basis }) => basis);
    this.#basis = bases.includes('circular') ? 'circular' : 'house';
    this.#hasMore = this.#basis === 'circular' && bases.includes('house');
    this.#clauses = (rule as Rule).clauses.map((clause) => ({ clause, counts: noCounts() }));
  }

  add(subject: Subject, result: RuleResult): void {
    const state = result[this.#basis];
    this.#counts[state] += 1;
    this.#house[result.house] += 1;
    this.#clauses.forEach(({ counts }, i) => (counts[result.clauses[i]?.state ?? 'unknown'] += 1));
    if (this.#kept[state].length < this.keep) this.#kept[state].push({ subject, result });
  }

  coverage(): RuleCoverage {
    const counts = this.#counts;
    const judged = STATES.flatMap((state) => this.#kept[state]).slice(0, this.keep);
    const all = STATES.reduce((sum, state) => sum + counts[state], 0);
    return {
      ...{ rule: this.rule, basis: this.#basis, state: worstCounted(counts), counts },
      house: this.#hasMore ? { state: worstCounted(this.#house), counts: this.#house } : null,
      clauses: this.#clauses.map((one) => ({ ...one, state: worstCounted(one.counts) })),
      ...{ judged, notKept: all - judged.length },
    };
  }
}

function noCounts(): MutableCounts {
  return { gap: 0, unknown: 0, complete: 0, not_applicable: 0 };
}

function worstCounted(counts: Counts): State {
  return worstOf(STATES.filter((state) => counts[state] > 0));
}
