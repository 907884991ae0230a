import { SIGNING_FUNCTIONS } from '../../../kernel/roles.js';
import type { Tier } from '../../inventory/tier.public.js';

/** Where a duty comes from: the circular (24EC55, 12 November 2024), or our own standard, which the circular lacks. */
export const BASES = ['circular', 'house'] as const;

/** `encouraged` is never a gap. */
export const STRENGTHS = ['required', 'encouraged'] as const;

/** For what it is done once: for the firm, a provider or a component it counts for every use case that stands on it. */
export const LEVELS = ['firm', 'provider', 'component', 'use_case'] as const;

/** Who does it: one of the signing functions, or the senior management itself (paragraph 9). */
export const OWNER_FUNCTIONS = ['senior_management', ...SIGNING_FUNCTIONS] as const;

/** The step that it must be done before; `ongoing` begins with the use. */
export const DUE_BEFORE = ['planning', 'contract', 'approval', 'go_live', 'ongoing'] as const;

/** What must hold beside the tier for a duty to apply; how each is found out: conditions.ts. */
export const CONDITIONS = [
  'in_scope',
  'scope_undecided',
  'decided_out_of_scope',
  'tier_provisional',
  'not_known_high_risk',
  'high_risk',
  'clients_interact',
  'critical_operation',
  'no_critical_operation',
  'non_public_data',
  'confidential_data',
  'development_unstated',
  'model_development',
  'training_or_fine_tuning',
  'third_party_provider',
  'third_party_component',
  'third_party_model',
  'open_source_model',
  'group_company',
  'vectors_stored',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** One clause of a rule of the register, in our own words. */
export interface Duty {
  /** The rule, as `R-16`; several clauses may share one. */
  readonly rule: `R-${string}`;
  /** Paragraph and footnote of the circular; for a house clause, the paragraph that it serves. */
  readonly para: string;
  readonly basis: (typeof BASES)[number];
  readonly strength: (typeof STRENGTHS)[number];
  readonly level: (typeof LEVELS)[number];
  /** The lowest tier at which it applies (paragraph 7: in proportion to impact and risk). */
  readonly lowestTier: Tier;
  /** The highest tier at which it applies: above it a stricter clause takes its place. */
  readonly highestTier: Tier;
  /** All of these must hold. */
  readonly when: readonly Condition[];
  readonly ownerFunction: (typeof OWNER_FUNCTIONS)[number];
  readonly dueBefore: (typeof DUE_BEFORE)[number];
  readonly text: { readonly en: string; readonly 'zh-Hant': string };
}

type Shape = Pick<Duty, 'para' | 'lowestTier' | 'ownerFunction' | 'dueBefore'> & {
  when?: readonly Condition[];
  level?: Duty['level'];
  strength?: Duty['strength'];
  highestTier?: Tier;
};

/** A clause of the circular. Everything but the scope decision itself presupposes that the use case is in scope. */
export function circular(rule: Duty['rule'], shape: Shape, en: string, zhHant: string): Duty {
  return duty(rule, 'circular', shape, en, zhHant);
}

/** A clause of our own standard. */
export function house(rule: Duty['rule'], shape: Shape, en: string, zhHant: string): Duty {
  return duty(rule, 'house', shape, en, zhHant);
}

function duty(rule: Duty['rule'], basis: Duty['basis'], shape: Shape, en: string, zhHant: string): Duty {
  const when = shape.when ?? [];
  const asksForScope = when.some(
    (condition) => condition === 'scope_undecided' || condition === 'decided_out_of_scope',
  );
  return {
    rule,
    basis,
    strength: shape.strength ?? 'required',
    level: shape.level ?? 'use_case',
    para: shape.para,
    lowestTier: shape.lowestTier,
    highestTier: shape.highestTier ?? 'T1',
    when: asksForScope ? when : ['in_scope', ...when],
    ownerFunction: shape.ownerFunction,
    dueBefore: shape.dueBefore,
    text: { en, 'zh-Hant': zhHant },
  };
}
