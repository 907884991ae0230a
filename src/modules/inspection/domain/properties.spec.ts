import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Architecture } from './architecture.js';
import { CHANGE_KINDS, CHANGE_MATRIX } from '../../continuity/changes.public.js';
import type { RuleCoverage } from './coverage.js';
import { coverageOf } from './testing/coverage-of.js';
import type { InspectionFacts } from './facts.js';
import { findSubjects } from './find-subjects.js';
import { InspectedRegister } from './inspected-register.js';
import { judgeRule } from './judge-rule.js';
import type { Rule } from './rule.js';
import { RULES } from './rules.js';
import { reaches, worstOf } from './states.js';
import type { Subject, SubjectOf, SubjectType } from './subjects.js';
import { aForgetting, aRandomRegister, moved } from './testing/moves.js';
import { inspected, type TestRegister } from './testing/register.js';

const RUNS = { numRuns: 400 };

const coverage = (register: TestRegister): RuleCoverage[] => coverageOf(inspected(register.facts), RULES);
const isOpen = (state: string): boolean => state === 'gap' || state === 'unknown';

/** Every clause on every subject, as `rule subject clause`; rules on everything, as `rule`. */
function statesOf(coverages: readonly RuleCoverage[]): Map<string, string> {
  const states = new Map<string, string>();
  for (const { rule, state, house, judged } of coverages) {
    states.set(rule.code, worstOf([state, ...(house ? [house.state] : [])]));
    for (const { subject, result } of judged) {
      const key = `${rule.code} ${subject.type} ${subject.id} ${subject.legalEntityIds.join()}`;
      states.set(`${key} circular`, result.circular);
      states.set(`${key} whole`, worstOf([result.circular, result.house]));
      for (const { clause, state: of } of result.clauses) states.set(`${key} ${clause}`, of);
    }
  }
  return states;
}

describe('for every register', () => {
  it('to forget something never makes what was open complete', () => {
    fc.assert(
      fc.property(aRandomRegister, aForgetting, (register, forgetting) => {
        const before = statesOf(coverage(register));
        const after = statesOf(coverage(moved(register, forgetting)));
        const better = [...before].filter(([key, state]) => isOpen(state) && after.get(key) === 'complete');
        expect(better.map(([key, state]) => `${key}: ${state}`)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('to forget a whole list never makes what was open complete', () => {
    fc.assert(
      fc.property(aRandomRegister, fc.constantFrom(...FAVOURABLE), (register, list) => {
        fc.pre(!hasAdverse(register.facts, list));
        const before = statesOf(coverage(register));
        const after = statesOf(coverage(register.without(list)));
        const better = [...before].filter(
          ([key, state]) => key.endsWith(' whole') && isOpen(state) && after.get(key) === 'complete',
        );
        expect(better.map(([key, state]) => `${key}: ${state}`)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('the house never changes what a rule comes to for the circular', () => {
    fc.assert(
      fc.property(aRandomRegister, ({ facts }) => {
        const register = inspected(facts);
        for (const { rule, subject } of everySubject(register)) {
          const clauses = rule.clauses.filter(({ basis }) => basis === 'circular');
          const { circular } = judgeRule(rule, subject, register);
          expect(judgeRule({ ...rule, clauses }, subject, register).circular).toBe(circular);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a clause is not asked of what is below its tier', () => {
    fc.assert(
      fc.property(aRandomRegister, (register) => {
        for (const { rule, judged } of coverage(register)) {
          for (const { subject, result } of judged) {
            const asked = rule.clauses.flatMap(({ code, lowestTier }, i) =>
              reaches(lowestTier, subject.tier) || result.clauses[i]?.state === 'not_applicable' ? [] : code,
            );
            expect(asked).toEqual([]);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a change that re-opens a rule leaves it complete for nothing that it touches', () => {
    const changes = CHANGE_KINDS.flatMap((kind) => CHANGE_MATRIX[kind].rules.map((rule) => ({ kind, rule })));
    fc.assert(
      fc.property(
        aRandomRegister,
        fc.constantFrom(...changes),
        fc.constantFrom(...TOUCHED),
        (bare, change, on) => {
          const register = bare.change(change.kind, [change.rule], on.of);
          const built = inspected(register.facts);
          const touched = everySubject(built).filter(
            ({ rule, subject }) => rule.code === change.rule && on.touches(subject),
          );
          for (const { rule, subject } of touched) {
            expect(judgeRule(rule, subject, built).clauses.map(({ state }) => state)).not.toContain(
              'complete',
            );
          }
        },
      ),
      RUNS,
    );
  });

  it('what is brought up to date with changes is what it would be if it were made anew', () => {
    fc.assert(
      fc.property(aRandomRegister, aRandomRegister, (before, after) => {
        const followed = new Architecture(before.facts).with({
          requirements: changes(before.facts.requirements, after.facts.requirements),
          components: changes(before.facts.components, after.facts.components),
          providers: changes(before.facts.providers, after.facts.providers),
        });
        const anew = JSON.stringify(coverage(after));
        expect(JSON.stringify(coverageOf(new InspectedRegister(after.facts, followed), RULES))).toBe(anew);
      }),
      { numRuns: 100 },
    );
  });

  it('judging gives the same in whatever order the facts were loaded', () => {
    fc.assert(
      fc.property(aRandomRegister, fc.integer(), (register, seed) => {
        const once = JSON.stringify(coverage(register));
        expect(JSON.stringify(coverage(register))).toBe(once);
        expect(JSON.stringify(coverageOf(inspected(shuffled(register.facts, seed)), RULES))).toBe(once);
      }),
      { numRuns: 100 },
    );
  });
});

/** Lists that are empty where nobody has recorded anything. */
const FAVOURABLE = [
  ...([
    'requirements',
    'assessments',
    'activities',
    'reviews',
    'riskStatements',
    'controls',
    'policies',
  ] as const),
  ...(['competences', 'correspondence', 'plans', 'dataFlows', 'serviceRecords', 'people'] as const),
];

/** What was found wanting, or came to nobody knows what, is not retired as if it had not been done. */
function hasAdverse({ activities }: InspectionFacts, list: (typeof FAVOURABLE)[number]): boolean {
  return (
    list === 'activities' && activities.some(({ outcome }) => outcome === 'failed' || outcome === 'unknown')
  );
}

/** What a change happens to, and subjects that are that, stand on it, or have something to do with it. */
const TOUCHED: readonly {
  readonly of:
    { useCaseId: string } | { componentId: string } | { subjectEntityId: string } | { arrangementId: string };
  readonly touches: (subject: Subject) => boolean;
}[] = [
  { of: { useCaseId: 'use' }, touches: ({ useCases }) => useCases.length > 0 },
  {
    of: { componentId: 'data' },
    touches: ({ type, id }) => ['use_case', 'legal_entity'].includes(type) || id === 'data',
  },
  { of: { arrangementId: 'contract' }, touches: ({ type, id }) => id === 'contract' || type === 'use_case' },
  { of: { subjectEntityId: 'firm' }, touches: () => true },
];

function everySubject(
  register: InspectedRegister,
): { rule: Rule<SubjectType>; subject: SubjectOf<SubjectType> }[] {
  const subjects = findSubjects(register);
  return RULES.flatMap((rule) =>
    subjects[rule.subject].map((subject: Subject) => ({ rule: rule as Rule<SubjectType>, subject })),
  );
}

/** By a number that stands for the order. */
function shuffled(facts: InspectionFacts, seed: number): InspectionFacts {
  const lists = Object.entries(facts).map(([name, value]: [string, unknown]) => {
    if (!Array.isArray(value)) return [name, value];
    const by = value.map((fact: unknown, i) => ({ fact, at: Math.imul(seed ^ (i + 1), 2654435761) }));
    return [name, by.sort((a, b) => a.at - b.at).map(({ fact }) => fact)];
  });
  return Object.fromEntries(lists) as InspectionFacts;
}

/** What became of each record that is not the same. */
function changes<Fact extends { readonly id: string }>(
  before: readonly Fact[],
  after: readonly Fact[],
): Map<string, Fact | null> {
  const changed = new Map<string, Fact | null>();
  for (const fact of before) if (!after.includes(fact)) changed.set(fact.id, null);
  for (const fact of after) if (!before.includes(fact)) changed.set(fact.id, fact);
  return changed;
}
