import { describe, expect, it } from '@jest/globals';
import { coverageOf } from './coverage-of.js';
import { findSubjects } from '../find-subjects.js';
import { judgeRule, type RuleResult } from '../judge-rule.js';
import type { ReasonCode } from '../reasons.js';
import type { Rule, RuleCode } from '../rule.js';
import { ruleOf } from '../rules.js';
import type { State } from '../states.js';
import type { Subject, SubjectOf, SubjectType } from '../subjects.js';
import { aRegister, type TestRegister } from './register.js';

/** Which subject of the good register a rule is tried on. */
const SUBJECTS: Readonly<Record<SubjectType, string>> = {
  ...{
    use_case: 'use',
    legal_entity: 'firm',
    provider: 'maker',
    component: 'model',
    arrangement: 'contract',
  },
};

export type Change = (register: TestRegister) => TestRegister;

/** What a rule comes to on one subject, for one legal entity. */
export function verdict(
  code: RuleCode,
  register: TestRegister,
  subjectId?: string,
  legalEntityId = 'firm',
): RuleResult {
  const rule = ruleOf(code) as Rule<SubjectType>;
  const built = register.build();
  const id = subjectId ?? SUBJECTS[rule.subject];
  const subjects: readonly Subject[] = findSubjects(built)[rule.subject];
  const isMeant = (one: Subject): boolean => one.id === id && one.legalEntityIds.includes(legalEntityId);
  const subject = subjects.find(isMeant);
  if (subject === undefined) throw new Error(`no ${rule.subject} ${id}`);
  return judgeRule(rule, subject as SubjectOf<SubjectType>, built);
}

/** What a rule comes to by its leading basis: the circular where it asks for anything, else the house. */
export function leadingState(
  code: RuleCode,
  register: TestRegister,
  subjectId?: string,
  legalEntityId?: string,
): State {
  const isCircular = ruleOf(code).clauses.some(({ basis }) => basis === 'circular');
  const result = verdict(code, register, subjectId, legalEntityId);
  return isCircular ? result.circular : result.house;
}

/** A complete, a gap, an unknown and a not applicable case of a rule, each by one change to the good register. */
export function fourStates(
  code: RuleCode,
  changes: Readonly<Record<State, Change>>,
  subjectId?: string,
): void {
  describe('comes to', () => {
    it.each(Object.entries(changes))('%s', (state, change) => {
      expect(leadingState(code, change(aRegister()), subjectId)).toBe(state);
    });
  });
}

/** Clause, state, reason, and what is changed in the good register. */
export type ClauseCase = readonly [string, State, ReasonCode, Change];

export function clauseCases(code: RuleCode, cases: readonly ClauseCase[], subjectId?: string): void {
  it.each(cases.map((one) => [...one] as const))('clause %s: %s, %s', (clause, state, because, change) => {
    const result = verdict(code, change(aRegister()), subjectId);
    const found = result.clauses.find((one) => one.clause === clause);
    expect([found?.state, found?.because]).toEqual([state, because]);
  });
}

/** What a rule comes to over the whole register, and why of each clause of each subject. */
export function covered(code: RuleCode, register: TestRegister) {
  const [coverage] = coverageOf(register.build(), [ruleOf(code)]);
  if (coverage === undefined) throw new Error(`no coverage of ${code}`);
  return coverage;
}

/** The register as it is. */
export const asItIs: Change = (register) => register;
