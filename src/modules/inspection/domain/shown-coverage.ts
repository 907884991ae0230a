import type { ClauseCoverage, Counts, JudgedSubject, RuleCoverage } from './coverage.js';
import type { ClauseResult } from './judge-rule.js';
import type { RecordRef } from './judgement.js';
import { REASONS } from './reasons.js';
import type { AnyRule } from './rules.js';
import type { Clause, Rule } from './rule.js';
import type { State, Tier } from './states.js';
import type { SubjectType } from './subjects.js';

/** So many subjects stand beside a rule; the others are listed one rule at a time. */
export const SHOWN_SUBJECTS = 10;
/** So many records stand beside a clause. */
export const SHOWN_RECORDS = 20;

export interface ShownClauseResult {
  clause: string;
  basis: string;
  state: State;
  because: string;
  becauseText: string;
  becauseTextZhHant: string;
  records: readonly RecordRef[];
  /** Besides those that are listed. */
  moreRecords: number;
  /** Of legal entities that the caller does not see. */
  unseenRecords: number;
  exceptionId: string | null;
}

export interface ShownSubject {
  type: SubjectType;
  id: string;
  name: string;
  nameZhHant: string | null;
  legalEntityIds: readonly string[];
  tier: Tier;
  state: State;
  /** By the standard of the house; null: it asks for nothing more. */
  house: State | null;
  clauses: ShownClauseResult[];
}

/** A rule as it is laid down. */
export function ruleShown(rule: AnyRule) {
  const { code, paragraph, en, zhHant, subject } = rule;
  const clauses = (rule as Rule).clauses.map(clauseShown);
  return { rule: code, paragraph, name: en, nameZhHant: zhHant, subject, clauses };
}

/** A rule, what it comes to, and the worst of what it was judged on. */
export function coverageShown(coverage: RuleCoverage, unseen: ReadonlySet<string>) {
  const { rule, basis, state, counts, house, clauses, judged, notKept } = coverage;
  return {
    ...{ ...ruleShown(rule), basis, state, counts, house },
    clauses: clauses.map(clauseCoverageShown),
    subjects: judged.slice(0, SHOWN_SUBJECTS).map((one) => subjectShown(one, coverage, unseen)),
    moreSubjects: notKept + Math.max(0, judged.length - SHOWN_SUBJECTS),
  };
}

/** What a rule comes to on one subject. */
export function subjectShown(
  { subject, result }: JudgedSubject,
  { basis, house }: Pick<RuleCoverage, 'basis' | 'house'>,
  unseen: ReadonlySet<string>,
): ShownSubject {
  const { type, id, legalEntityIds, tier, fact } = subject;
  return {
    ...{ type, id, name: fact.name, nameZhHant: fact.nameZhHant, legalEntityIds, tier },
    state: result[basis],
    house: house === null ? null : result.house,
    clauses: result.clauses.map((one) => resultShown(one, unseen)),
  };
}

function clauseShown({ code, basis, paragraph, lowestTier, en, zhHant }: Clause<SubjectType>) {
  return { clause: code, basis, paragraph, lowestTier, text: en, textZhHant: zhHant };
}

function clauseCoverageShown({ clause, state, counts }: ClauseCoverage): ReturnType<typeof clauseShown> & {
  state: State;
  counts: Counts;
} {
  return { ...clauseShown(clause), state, counts };
}

function resultShown(result: ClauseResult, unseen: ReadonlySet<string>): ShownClauseResult {
  const { clause, basis, state, because, exception } = result;
  const { en, zhHant } = REASONS[because];
  const records = result.records.filter(({ id }) => !unseen.has(id));
  return {
    ...{ clause, basis, state, because, becauseText: en, becauseTextZhHant: zhHant },
    records: records.slice(0, SHOWN_RECORDS),
    moreRecords: Math.max(0, records.length - SHOWN_RECORDS),
    unseenRecords: result.records.length - records.length,
    exceptionId: exception?.id ?? null,
  };
}
