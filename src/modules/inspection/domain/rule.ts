import type { RULE_CODES } from '../../../kernel/rules.js';
import type { InspectedRegister } from './inspected-register.js';
import type { Judgement } from './judgement.js';
import type { Tier } from './states.js';
import type { SubjectOf, SubjectType } from './subjects.js';

export type RuleCode = (typeof RULE_CODES)[number];

/** Where a clause comes from: the circular, or the standard of this house. */
export const BASES = ['circular', 'house'] as const;
export type Basis = (typeof BASES)[number];

/** One thing that a rule asks for. */
export interface Clause<Type extends SubjectType> {
  /** Unique within its rule. */
  readonly code: string;
  readonly basis: Basis;
  /** Of the circular; of a standard of the house, the paragraph that it serves. */
  readonly paragraph: string;
  /** It is asked of a use of this tier and of those above (paragraph 7: in proportion to impact and risk). */
  readonly lowestTier: Tier;
  readonly en: string;
  readonly zhHant: string;
  /** The circular lets a reasoned judgement stand instead ("where practicable"): an approved exception keeps the clause. */
  readonly reasonSuffices?: true;
  judge(subject: SubjectOf<Type>, register: InspectedRegister): Judgement;
}

/** A rule that a firm is inspected by. */
export interface Rule<Type extends SubjectType = SubjectType> {
  readonly code: RuleCode;
  readonly paragraph: string;
  readonly en: string;
  readonly zhHant: string;
  /** What it is judged on, one by one. */
  readonly subject: Type;
  readonly clauses: readonly Clause<Type>[];
  /** Why it does not apply to a subject, or that nobody knows whether it does; null: it applies. */
  appliesTo?(subject: SubjectOf<Type>, register: InspectedRegister): Judgement | null;
  /** It is asked of a use case that was decided to be out of scope as well. */
  readonly evenOutOfScope?: true;
}
