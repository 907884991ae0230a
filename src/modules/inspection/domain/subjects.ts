import type { ArrangementFact, ComponentFact, LegalEntityFact, ProviderFact, UseCaseFact } from './facts.js';
import type { Tier } from './states.js';

export const SUBJECT_TYPES = ['legal_entity', 'use_case', 'provider', 'component', 'arrangement'] as const;
export type SubjectType = (typeof SUBJECT_TYPES)[number];

interface Inspected<Type extends SubjectType, Fact> {
  readonly type: Type;
  readonly id: string;
  readonly fact: Fact;
  /** For whom it is judged: one. */
  readonly legalEntityIds: readonly string[];
  /** The uses in scope that stand on it. */
  readonly useCases: readonly UseCaseFact[];
  /** The strictest of their tiers. */
  readonly tier: Tier;
  /** Whether one of them is piloted, approved, live or suspended: what is due before that is due. */
  readonly isOn: boolean;
}

export type UseCaseSubject = Inspected<'use_case', UseCaseFact>;
export type ComponentSubject = Inspected<'component', ComponentFact>;
export type ProviderSubject = Inspected<'provider', ProviderFact>;
export type ArrangementSubject = Inspected<'arrangement', ArrangementFact>;
export type LegalEntitySubject = Inspected<'legal_entity', LegalEntityFact>;
export type Subject =
  UseCaseSubject | ComponentSubject | ProviderSubject | ArrangementSubject | LegalEntitySubject;

export type SubjectOf<Type extends SubjectType> = Extract<Subject, { type: Type }>;
