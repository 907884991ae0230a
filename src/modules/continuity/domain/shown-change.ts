import type { ChangeKind, RuleCode } from './change-matrix.js';
import { makesCadenceFaster, openRulesOf, type Ruling, type StaleRule, staleRulesOf } from './stale-rules.js';

/** A change event as it is read. */
export interface ReadChange {
  readonly kind: ChangeKind;
  readonly ruling: Ruling | null;
  readonly state: string;
  readonly retiredAt: string | null;
  /** In any order. */
  readonly resolutions: readonly { readonly id: string; readonly rule: string }[];
  /** In any order. */
  readonly withdrawnResolutions: readonly { readonly id: string }[];
}

/** What follows from a change event: what it makes stale, and what of that is still open. */
export interface ChangeFindings {
  readonly staleRules: StaleRule[];
  readonly openRules: RuleCode[];
  readonly cadenceFaster: boolean;
}

export function shownChange<Read extends ReadChange>(read: Read): Read & ChangeFindings {
  const resolved = read.resolutions.map(({ rule }) => rule);
  return {
    ...read,
    resolutions: asMade(read.resolutions),
    withdrawnResolutions: asMade(read.withdrawnResolutions),
    staleRules: staleRulesOf(read),
    openRules: openRulesOf(read, resolved),
    cadenceFaster: makesCadenceFaster({ ...read, isRetired: read.retiredAt !== null }),
  };
}

/** Ids are in the order in which they were made. */
function asMade<One extends { readonly id: string }>(some: readonly One[]): One[] {
  return [...some].sort((a, b) => (a.id < b.id ? -1 : 1));
}
