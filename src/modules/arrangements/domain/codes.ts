/** Codes of arrangements, as other systems know them. `unknown` is a value of its own and the default. */
export const ARRANGEMENT_KINDS = [
  'contract',
  'click_through',
  'open_source_licence',
  'intragroup',
  'in_house',
] as const;
/** Where its term is on a day. */
export const ARRANGEMENT_STATES = ['future', 'in_force', 'ended'] as const;

export const RELIANCE = ['not_significant', 'low', 'material', 'full', 'unknown'] as const;
export const REINTEGRATION = ['easy', 'difficult', 'highly_complex', 'unknown'] as const;
export const CHAIN = ['no_subprocessor', 'disclosed_two_tiers', 'deeper_or_cross_border', 'unknown'] as const;
export const PRIVACY_TERMS = [
  'no_disclosure',
  'evidenced_with_protection',
  'evidenced',
  'partial',
  'none',
  'unknown',
] as const;
export const AUDIT_RIGHTS = ['yes', 'partial', 'none', 'unknown'] as const;
export const TERMS_OF_USE = ['allowed', 'restrictions_met', 'unresolved', 'unknown'] as const;
