/** What is known of a fallback, and of what it stands on; a column of codes in the graph. */
export const FALLBACK_EVIDENCE = [
  'unknown',
  'none',
  'failed',
  'documented',
  'tested_slow',
  'tested_in_tolerance',
] as const;
export type FallbackEvidence = (typeof FALLBACK_EVIDENCE)[number];

export const DISCLOSURE = ['unknown', 'yes', 'no'] as const;
export type Disclosure = (typeof DISCLOSURE)[number];
