/** What a rule comes to on a subject, the worse first; what is not known never counts as complete. */
export const STATES = ['gap', 'unknown', 'complete', 'not_applicable'] as const;
export type State = (typeof STATES)[number];

/** The worst of several; of none, not applicable. */
export function worstOf(states: readonly State[]): State {
  return STATES.find((state) => states.includes(state)) ?? 'not_applicable';
}

export function isWorse(one: State, other: State): boolean {
  return STATES.indexOf(one) < STATES.indexOf(other);
}

export const TIERS = ['T1', 'T2', 'T3', 'T4'] as const;
export type Tier = (typeof TIERS)[number];

/** Whether what applies down to a tier applies to a subject (paragraph 7). */
export function reaches(lowestTier: Tier, tier: Tier): boolean {
  return TIERS.indexOf(tier) <= TIERS.indexOf(lowestTier);
}
